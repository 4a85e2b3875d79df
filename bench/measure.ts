import { spawnSync } from 'node:child_process';

export interface Measured {
  /** Wall time of each run, in milliseconds. */
  wallMs: number[];
  /** Largest resident memory of each run, in MiB. */
  peakMiB: number[];
}

/** Runs a Node script as a whole process and says what it took. @param env set beside this process's own */
export function measureNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): { wallMs: number; peakMiB: number } {
  const started = performance.now();
  const run = spawnSync(process.execPath, ['--require', './bench/report-peak.cjs', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const wallMs = performance.now() - started;
  if (run.status !== 0) throw new Error(`${args.join(' ')}\n${run.stderr}`);
  return { wallMs, peakMiB: Number(run.output[3]) / 1024 };
}

/** Runs several measurements in turn (A B A B …), so that a drift of the machine's speed meets all of them. */
export function inTurn(
  rounds: number,
  measurements: readonly (() => { wallMs: number; peakMiB: number })[],
): Measured[] {
  const results: Measured[] = measurements.map(() => ({ wallMs: [], peakMiB: [] }));
  for (let round = 0; round < rounds; round++) {
    measurements.forEach((measure, index) => {
      const { wallMs, peakMiB } = measure();
      results[index]?.wallMs.push(wallMs);
      results[index]?.peakMiB.push(peakMiB);
    });
  }
  return results;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
