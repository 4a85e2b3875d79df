import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgsStringToArgv } from 'string-argv';
import { z } from 'zod';
import { summarizeStack, type StackSummary } from '../core/terraform/stack-summary';
import type { CdktfProject } from './cdktf-project';
import { runProcess } from './run-process';

/** The part of `cdktf.out/manifest.json` that names the stacks. */
const manifest = z.looseObject({
  stacks: z.record(z.string(), z.looseObject({ name: z.string(), synthesizedStackPath: z.string() })),
});

export interface SynthesizedStack extends StackSummary {
  name: string;
  /** The stack's Terraform, as an absolute path. */
  terraformFile: string;
}

export type Synthesis =
  | { status: 'done'; outdir: string; stacks: SynthesizedStack[] }
  | { status: 'cancelled' }
  /** The app ended with an error; what it printed says why. */
  | { status: 'failed'; message: string };

export interface SynthesizeOptions {
  /** Folder for the Terraform; default: the project's own. */
  outdir?: string;
  /** Set for the app, beside what CDKTF sets. */
  env?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/**
 * Synthesizes a CDKTF project: runs its app as `cdktf synth` does, with the context of cdktf.json, but without a
 * shell in between and without the seconds that the CLI takes to start.
 */
export async function synthesize(
  { folder, app, output, context }: CdktfProject,
  { outdir = resolve(folder, output), env, signal }: SynthesizeOptions = {},
): Promise<Synthesis> {
  const [command, ...args] = parseArgsStringToArgv(app);
  if (command === undefined) return { status: 'failed', message: 'cdktf.json: app is empty' };
  const run = await runProcess(command, args, {
    cwd: folder,
    env: { ...env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: JSON.stringify(context) },
    signal,
  });
  if (run.status === 'cancelled') return { status: 'cancelled' };
  if (run.status === 'not-started') return { status: 'failed', message: `cdktf.json: app: ${run.message}` };
  if (run.exitCode !== 0) {
    const printed = `${run.stderr}${run.stdout}`.trimEnd();
    return { status: 'failed', message: printed || `cdktf.json: app ended with ${String(run.exitCode)}` };
  }
  return { status: 'done', outdir, stacks: readStacks(outdir) };
}

function readStacks(outdir: string): SynthesizedStack[] {
  const { stacks } = manifest.parse(readJson(join(outdir, 'manifest.json')));
  return Object.values(stacks).map(({ name, synthesizedStackPath }) => {
    const terraformFile = join(outdir, synthesizedStackPath);
    return { name, terraformFile, ...summarizeStack(readJson(terraformFile)) };
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
