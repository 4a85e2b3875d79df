/**
 * What `lfs hsm_state` shows of a file that is not in the bucket as it should be. Sources: FSx for Lustre User Guide,
 * "Exporting files using HSM commands"; lfs-hsm(1).
 */
import { HSM_STATE, isExported, isReleased, type HsmState } from '../evidence/lfs-output';
import { headObject } from './commands';
import type { Found } from './found';
import type { Scene } from './scene';
import type { Symptom } from './symptom';
import { exportPoints, onClient } from './symptom-points';

/** Nothing where the bucket has it as it is. */
export function hsmSymptom(file: HsmState, scene: Scene): Symptom | undefined {
  if (isExported(file)) return undefined;
  const { flags, path } = file;
  const shown = `0x${flags.toString(16).padStart(8, '0')}`;
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
  if (isReleased(file)) {
    return fileProblem(
      `${path} is released and not archived (${shown}): the file system has no content for it, and no whole copy in the bucket is known.`,
      {
        layer: 'object',
        title: 'A file has its content nowhere',
        unsure: [{ text: 'Whether the object is there.', ...headObject(scene) }],
      },
    );
  }
  const isOld = (flags & HSM_STATE.archived) !== 0;
  const seen = isOld
    ? `${path} is archived and dirty (${shown}): it was changed after it was exported or imported, and the bucket has at best the content of before.`
    : `${path} is not archived (${shown}): the file system knows of no whole copy of it in the bucket.`;
  return {
    direction: 'export',
    seen,
    found: {
      layer: 'open',
      title: 'A file is not in the bucket as it is now',
      account: {},
      step: 'export',
      confidence: 'open',
      sure: [seen, 'lfs hsm_archive says nothing and ends with 0 when S3 or KMS refuses later.'],
      unsure: [
        {
          text: 'Whether an export is still going on (or was never asked for). NOOP means that nothing is going on, and not that anything is done.',
          ...onClient(scene, 'hsm_action', path),
        },
        ...exportPoints(scene),
      ],
      changes: [],
    },
  };
}

function fileProblem(seen: string, found: Pick<Found, 'layer' | 'title' | 'unsure'>): Symptom {
  return {
    direction: 'export',
    seen,
    found: { ...found, account: {}, step: 'export', confidence: 'certain', sure: [seen], changes: [] },
  };
}
