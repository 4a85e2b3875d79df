import { join } from 'node:path';
import type { RunProblem } from '../../core/journey/plan';
import { makeStateFolder } from './journey-file';
import { takeLock, type LockOwner } from './lock-file';

/** Below a project's folder, while somebody deploys in it: two at once would write the same Terraform. */
export const DEPLOY_LOCK = '.fsx-lustre-kms/deploy.lock';

export type UnderLock<Result> = { status: 'ran'; result: Result } | { status: 'busy'; problem: RunProblem };

/** Runs something while nobody else deploys in a project; refuses, and says who does, when somebody does. */
export async function underDeployLock<Result>(
  folder: string,
  what: string,
  run: () => Promise<Result>,
): Promise<UnderLock<Result>> {
  await makeStateFolder(folder);
  const lock = await takeLock(join(folder, DEPLOY_LOCK), what);
  if (lock.status === 'held') return { status: 'busy', problem: busy(lock.owner) };
  try {
    return { status: 'ran', result: await run() };
  } finally {
    await lock.release();
  }
}

function busy(owner: LockOwner | undefined): RunProblem {
  const who = owner
    ? `${owner.what} (process ${owner.pid} on ${owner.host}, since ${owner.since})`
    : 'somebody';
  return {
    kind: 'busy',
    message: `Another one is at work in this project: ${who}. Nothing was changed.`,
    nextAction: `Wait until it has ended, or interrupt it there. If that process is gone, delete ${DEPLOY_LOCK}.`,
    output: '',
  };
}
