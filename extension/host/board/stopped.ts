import type { Problem } from '../../shared/board-state';

/** What ends an action early, with what is to be told; undefined: somebody did not want it. */
export class Stopped extends Error {
  constructor(readonly problem: Problem | undefined) {
    super(problem?.message);
  }
}
