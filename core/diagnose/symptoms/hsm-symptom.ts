/**
 * What `lfs hsm_state` shows of a file that is not in the bucket as it should be. Sources: FSx for Lustre User Guide,
 * "Exporting files using HSM commands"; lfs-hsm(1).
 */
import { HSM_STATE, isExported, type HsmAction, type HsmState } from '../../evidence/lfs-output';
import { describeAssociations, headObject } from '../commands';
import type { OpenPoint } from '../diagnosis';
import type { FileShown } from './files-shown';
import type { Found } from '../found';
import { actionSeen } from './hsm-action';
import { flagsText, isContentLost } from './hsm-state';
import type { Scene } from '../scene';
import type { Symptom } from './symptom';
import { exportPoints, onClient } from './symptom-points';

/**
 * Nothing where the bucket has it as it is.
 * @param action of the same file, where the text has it
 */
export function hsmSymptom(
  file: HsmState,
  { action }: Pick<FileShown, 'action'>,
  scene: Scene,
): Symptom | undefined {
  if (isExported(file)) return undefined;
  const { flags, path } = file;
  const shown = flagsText(file);
  if ((flags & HSM_STATE.lost) !== 0) {
    return fileProblem(
      `${path} has the state lost_from_hsm (${shown}): the object with its content is gone.`,
      {
        layer: 'object',
        title: 'The object that has the content of a file is gone',
        unsure: [{ text: 'Whether an older version of the object is there.', ...headObject(scene) }],
      },
    );
  }
  if (isContentLost(file)) {
    return fileProblem(
      `${path} is released and not archived (${shown}): the file system has no content for it, and no whole copy in the bucket is known.`,
      {
        layer: 'object',
        title: 'A file has its content nowhere',
        unsure: [{ text: 'Whether the object is there.', ...headObject(scene) }],
      },
    );
  }
  if ((flags & HSM_STATE.neverArchive) !== 0) {
    return fileProblem(
      `${path} has the state never_archive (${shown}): it is not exported until somebody clears that (lfs hsm_clear --noarchive).`,
      {
        layer: 'file',
        title: 'A file is marked not to be exported',
        unsure: [],
      },
    );
  }
  const isOld = (flags & HSM_STATE.archived) !== 0;
  const seen = isOld
    ? `${path} is archived and dirty (${shown}): it was changed after it was exported or imported, and the bucket has at best the content of before.`
    : `${path} is not archived (${shown}): the file system knows of no whole copy of it in the bucket.`;
  const beside = action ? [actionSeen(action)] : [];
  return {
    direction: 'export',
    seen,
    beside,
    path,
    found: {
      layer: 'open',
      title: 'A file is not in the bucket as it is now',
      account: {},
      step: 'export',
      confidence: 'open',
      sure: [seen, ...beside, 'lfs hsm_archive says nothing and ends with 0 when S3 or KMS refuses later.'],
      unsure: [underWay(path, action, scene), ...exportPoints(scene)],
      changes: [],
    },
  };
}

/** Whether an export goes on, as far as the text leaves that open. */
function underWay(path: string, action: HsmAction | undefined, scene: Scene): OpenPoint {
  if (action?.action === 'NOOP') {
    return {
      text: 'Whether an export was ever asked for: by the association (AutoExportPolicy), by a task, or by lfs hsm_archive.',
      ...describeAssociations(scene),
    };
  }
  const text =
    action?.action === 'ARCHIVE' && action.progress !== 'done'
      ? 'Whether the ARCHIVE still goes on, and the file is archived when it is done.'
      : 'Whether an export is still going on (or was never asked for). NOOP means that nothing is going on, and not that anything is done.';
  return { text, ...onClient(scene, 'hsm_action', path) };
}

function fileProblem(seen: string, found: Pick<Found, 'layer' | 'title' | 'unsure'>): Symptom {
  return {
    direction: 'export',
    seen,
    beside: [],
    found: { ...found, account: {}, step: 'export', confidence: 'certain', sure: [seen], changes: [] },
  };
}
