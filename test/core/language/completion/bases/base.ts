import type { MarkedFiles } from '../../support';

/** One place to complete, in files that are right but for what is missing there. */
export interface Base {
  readonly name: string;
  readonly files: MarkedFiles;
  /** What is missing around the place besides, so that a rule finds that, whatever is put there. */
  readonly isIncomplete?: boolean;
}
