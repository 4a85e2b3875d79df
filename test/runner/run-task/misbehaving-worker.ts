/** The thread that judges plans, which does with those of some workspaces what no plan is known to make it do. */
import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../../runner/run-task/worker-messages';
import '../../../runner/run-task/run-task-worker';

/** What becomes of the thread, by the workspace of the plan that it is given. */
const DOES: Readonly<Record<string, () => void>> = {
  exits: () => process.exit(7),
  throws: () => {
    throw new Error('thrown outside of the check');
  },
  'takes-all-memory': () => {
    const all: number[][] = [];
    for (;;) all.push(Array.from({ length: 10_000 }, () => all.length));
  },
  'goes-on-for-ever': () => {
    for (;;);
  },
};

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'plan') DOES[message.workspace]?.();
});
