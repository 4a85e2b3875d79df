import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTEXT_KEY } from '../cdktf/app';
import { inTurn, measureNode, median } from './measure';

/** Rounds of each comparison; the medians are shown. */
const ROUNDS = 5;

/** Synth of our stacks against a project made the stock way, and how ours grows with the number of buckets. */
export function benchSynth(print: (line: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-bench-'));
  try {
    compareWithStock(folder, print);
    showGrowth(folder, print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compareWithStock(folder: string, print: (line: string) => void): void {
  const { context } = JSON.parse(readFileSync('cdktf.json', 'utf8')) as { context: Record<string, unknown> };
  const env = (name: string) => ({
    CDKTF_OUTDIR: join(folder, name),
    CDKTF_CONTEXT_JSON: JSON.stringify({ [CONTEXT_KEY]: context[CONTEXT_KEY] }),
  });
  const [ours, stock] = inTurn(ROUNDS, [
    () => measureNode(['cdktf/run.mjs'], env('ours')),
    () =>
      measureNode(['-r', 'ts-node/register', 'bench/stock/main.ts'], {
        ...env('stock'),
        TS_NODE_PROJECT: 'bench/stock/tsconfig.json',
      }),
  ]);
  if (!ours || !stock) return;
  const wall = [median(ours.wallMs), median(stock.wallMs)] as const;
  const peak = [median(ours.peakMiB), median(stock.peakMiB)] as const;
  print(
    `synth, ours (built JavaScript, sub-path imports)   ${wall[0].toFixed(0)} ms  ${peak[0].toFixed(0)} MiB`,
  );
  print(
    `synth, stock (ts-node, package root)               ${wall[1].toFixed(0)} ms  ${peak[1].toFixed(0)} MiB`,
  );
  print(
    `stock / ours                                       ${(wall[1] / wall[0]).toFixed(1)} x   ${(peak[1] / peak[0]).toFixed(1)} x`,
  );
}

/** 10, 100 and 1,000 buckets, over as many file systems as 8 associations each need. */
function showGrowth(folder: string, print: (line: string) => void): void {
  const counts = [0, 10, 100, 1000];
  const measured = inTurn(
    3,
    counts.map(
      (count) => () =>
        measureNode(['dist/bench/many-buckets.js', String(count)], {
          CDKTF_OUTDIR: join(folder, `buckets-${count}`),
        }),
    ),
  );
  const base = median(measured[0]?.wallMs ?? []);
  let previous: number | undefined;
  counts.slice(1).forEach((count, index) => {
    const wall = median(measured[index + 1]?.wallMs ?? []);
    const each = (wall - base) / count;
    const growth =
      previous === undefined
        ? ''
        : `  ${(each / previous).toFixed(2)} x the time a bucket takes among ${count / 10}`;
    print(
      `${String(count).padStart(5)} buckets  ${wall.toFixed(0)} ms  ${each.toFixed(2)} ms a bucket${growth}`,
    );
    previous = each;
  });
}
