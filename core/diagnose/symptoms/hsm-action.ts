/**
 * What `lfs hsm_action` shows, which is never broken by itself: what is going on, and what that leaves open.
 * Sources: lfs-hsm(1); FSx for Lustre User Guide, "Exporting files using HSM commands" and "Preloading files into your
 * file system".
 */
import type { HsmAction } from '../../evidence/lfs-output';
import { getBucketPolicy, lookupEvents } from '../commands';
import type { OpenPoint } from '../diagnosis';
import type { Scene } from '../scene';
import { onClient } from './symptom-points';

/** What is going on with a file, as a sentence. */
export function actionSeen({ path, action, progress, bytesMoved }: HsmAction): string {
  switch (action) {
    case 'NOOP':
      return `${path}: nothing is going on (NOOP). It does not say that anything was done.`;
    case 'RESTORE': {
      if (progress === 'done') return `${path}: RESTORE is done. The content is on the file system.`;
      const soFar = bytesMoved === undefined ? '' : `, ${bytesMoved} bytes so far`;
      return progress === 'waiting'
        ? `${path}: RESTORE is waiting. The content is to be loaded from the bucket: a read of a released file or lfs hsm_restore starts that.`
        : `${path}: RESTORE is going on${soFar}. The content is being loaded from the bucket, as it should be after a read of a released file or lfs hsm_restore.`;
    }
    case 'ARCHIVE':
    case 'RELEASE':
    case 'REMOVE':
    case 'CANCEL':
      return `${path}: ${action} is ${PROGRESS[progress ?? 'running']}.`;
  }
}

const PROGRESS: Readonly<Record<NonNullable<HsmAction['progress']>, string>> = {
  waiting: 'waiting',
  running: 'going on',
  done: 'done',
  unknown: 'in a state that lfs does not know',
};

/** Whether the content of a file is on its way from the bucket. */
export function isRestore({ action, progress }: HsmAction): boolean {
  return action === 'RESTORE' && progress !== 'done';
}

/** @param isStateKnown whether the text has the file's `lfs hsm_state` as well */
export function actionPoints(file: HsmAction, isStateKnown: boolean, scene: Scene): OpenPoint[] {
  const { path, action, progress } = file;
  const state = (text: string): OpenPoint[] =>
    isStateKnown ? [] : [{ text, ...onClient(scene, 'hsm_state', path) }];
  switch (action) {
    case 'RESTORE':
      return progress === 'done' ? [] : restorePoints(path, scene);
    case 'NOOP':
    case 'ARCHIVE':
      return state(`Whether ${path} is exported.`);
    case 'RELEASE':
      return state(`Whether ${path} is released.`);
    case 'REMOVE':
    case 'CANCEL':
      return state(`What is left of the copy of ${path}.`);
  }
}

/** Where a restore does not end. */
function restorePoints(path: string, scene: Scene): OpenPoint[] {
  return [
    {
      text: `If RESTORE of ${path} stays: whether it still goes on. A large object takes its time, and many restores wait for one another.`,
      ...onClient(scene, 'hsm_action', path),
    },
    {
      text: 'If the bytes do not grow: whether KMS refuses Decrypt. Then reading ends with "No data available", and CloudTrail in account A has the sentence.',
      ...lookupEvents(scene, 'Decrypt'),
    },
    {
      text: 'If KMS has no refusal: whether the bucket policy lets the role get the object.',
      ...getBucketPolicy(scene),
    },
  ];
}
