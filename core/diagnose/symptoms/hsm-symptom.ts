/**
 * What `lfs hsm_state` shows of a file that is not in the bucket as it should be. Sources: FSx for Lustre User Guide,
 * "Exporting files using HSM commands"; lfs-hsm(1).
 */
import { HSM_STATE, isExported, isReleased, type HsmAction, type HsmState } from '../../evidence/lfs-output';
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
 * @param shown of the same file on the same machine; without a state where the text has several, and not which is the last
 */
export function hsmSymptom(file: HsmState, shown: FileShown, scene: Scene): Symptom | undefined {
  if (isExported(file)) return undefined;
  const { flags, path } = file;
  const { action, front = '' } = shown;
  const state = flagsText(file);
  const fileProblem = (says: string, found: Pick<Found, 'layer' | 'title' | 'unsure'>): Symptom =>
    problem(`${front}${path} ${says}`, found, shown.state ? [] : [presentState(path, scene)]);
  // Whatever was loaded since, the state of before does not say where the content is.
  const isLoaded = isReleased(file) && shown.hasContent !== false;
  if ((flags & HSM_STATE.lost) !== 0 && !isLoaded) {
    return fileProblem(`has the state lost_from_hsm (${state}): the object with its content is gone.`, {
      layer: 'object',
      title: 'The object that has the content of a file is gone',
      unsure: [{ text: 'Whether an older version of the object is there.', ...headObject(scene) }],
    });
  }
  if (isContentLost(file) && !isLoaded) {
    return fileProblem(
      `is released and not archived (${state}): the file system has no content for it, and no whole copy in the bucket is known.`,
      {
        layer: 'object',
        title: 'A file has its content nowhere',
        unsure: [{ text: 'Whether the object is there.', ...headObject(scene) }],
      },
    );
  }
  if ((flags & HSM_STATE.neverArchive) !== 0) {
    return fileProblem(
      `has the state never_archive (${state}): it is not exported until somebody clears that (lfs hsm_clear --noarchive).`,
      {
        layer: 'file',
        title: 'A file is marked not to be exported',
        unsure: [],
      },
    );
  }
  const seen = `${front}${path} ${notExported(file)}`;
  const beside = action ? [`${front}${actionSeen(action)}`] : [];
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
      unsure: [
        ...(isLoaded ? [presentState(path, scene)] : []),
        underWay(path, action, scene),
        ...exportPoints(scene),
      ],
      changes: [],
    },
  };
}

function notExported(file: HsmState): string {
  const state = flagsText(file);
  if ((file.flags & HSM_STATE.lost) !== 0)
    return `had the state lost_from_hsm (${state}): the object with its content was gone.`;
  return (file.flags & HSM_STATE.archived) !== 0
    ? `is archived and dirty (${state}): it was changed after it was exported or imported, and the bucket has at best the content of before.`
    : `is not archived (${state}): the file system knows of no whole copy of it in the bucket.`;
}

/** Where the text has several, and not which is the last, or has what was done since. */
function presentState(path: string, scene: Scene): OpenPoint {
  return {
    text: 'What the state is now: other lines of the text about the file say something else.',
    ...onClient(scene, 'hsm_state', path),
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

/** @param doubts of the state itself */
function problem(
  seen: string,
  { layer, title, unsure }: Pick<Found, 'layer' | 'title' | 'unsure'>,
  doubts: OpenPoint[],
): Symptom {
  return {
    direction: 'export',
    seen,
    beside: [],
    found: {
      layer,
      title,
      account: {},
      step: 'export',
      confidence: doubts.length === 0 ? 'certain' : 'open',
      sure: [seen],
      unsure: [...doubts, ...unsure],
      changes: [],
    },
  };
}
