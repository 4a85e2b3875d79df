import type { Runner, Test } from 'mocha';

/** How a run of tests went. */
export interface Counts {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
  /** Of each test that failed, its whole title and what it said: repeated where all the runs have come to their end. */
  readonly failed?: readonly string[];
}

/** Lines of a failure that are repeated. */
const LINES = 12;

/** Follows a run. @returns what to call at its end */
export function counting(runner: Runner): () => Counts {
  const failed: string[] = [];
  runner.on('fail', (test: Test, error: Error) => failed.push(sentence(test, error)));
  return () => {
    const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
    return { passes, failures, pending, failed };
  };
}

function sentence(test: Test, { message, stack }: Error): string {
  const said = (stack?.includes(message) === true ? stack : message).split('\n');
  return [test.fullTitle(), ...said.slice(0, LINES)].join('\n    ');
}

const MARK = 'FSX_LUSTRE_KMS_COUNTS=';

/** How a suite in a browser, which has no files, says how it went: as a line that it prints. */
export function countsLine(counts: Counts): string {
  return `${MARK}${JSON.stringify(counts)}`;
}

/** @returns the counts, as JSON, when a line has them */
export function countsOf(line: string): string | undefined {
  return line.startsWith(MARK) ? line.slice(MARK.length) : undefined;
}
