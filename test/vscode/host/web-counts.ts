/** How a suite in a browser, which has no files, says how it went: as a line that it prints. */

export interface Counts {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
}

const MARK = 'FSX_LUSTRE_KMS_COUNTS=';

export function countsLine({ passes, failures, pending }: Counts): string {
  return `${MARK}${JSON.stringify({ passes, failures, pending })}`;
}

/** @returns the counts, as JSON, when a line has them */
export function countsOf(line: string): string | undefined {
  return line.startsWith(MARK) ? line.slice(MARK.length) : undefined;
}
