import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STEPS } from '../../core/journey/steps';
import { rehearse } from '../../core/rehearsal/rehearse';
import type { Rehearsal } from '../../core/rehearsal/result';
import { readWorld } from '../../core/rehearsal/world/read-world';
import { readCdktfProject } from '../cdktf-project';
import { readSynthesized } from '../rehearsal-input';
import { synthesize } from '../synthesize';

export type ProjectRehearsal =
  | { status: 'rehearsed'; rehearsal: Rehearsal }
  /** What the app imports is not there yet: `npm install` has to come first. */
  | { status: 'not-installed' }
  | { status: 'cancelled' }
  | { status: 'failed'; message: string };

/** What a new project's app imports, and what runs it. */
const IMPORTS = ['fsx-lustre-kms/cdktf', 'cdktf', 'constructs', '@cdktf/provider-aws/lib/provider', 'tsx'];

/**
 * Rehearses all seven steps of a project that has only come to its first: its stacks are synthesized as they will be at
 * the end, in a folder of their own, which goes again. The project's own folder is left as it is.
 */
export async function rehearseProject(folder: string, signal?: AbortSignal): Promise<ProjectRehearsal> {
  if (!IMPORTS.every((name) => resolves(name, folder))) return { status: 'not-installed' };
  const read = readCdktfProject(folder);
  if (read.status !== 'read') return { status: 'failed', message: read.message };
  const { context } = read.project;
  const deployment = { ...(context['fsxLustreKms'] as object), throughStep: STEPS.length };
  const outdir = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-'));
  try {
    const project = { ...read.project, output: outdir, context: { ...context, fsxLustreKms: deployment } };
    const synthesis = await synthesize(project, { signal });
    if (synthesis.status !== 'done') return synthesis;
    const input = await readSynthesized(project, outdir);
    if (input.status === 'unreadable') return { status: 'failed', message: input.message };
    return { status: 'rehearsed', rehearsal: rehearse(readWorld(input.files), STEPS.length) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Whether a module is there for the files of a folder, in it or above it. */
function resolves(name: string, folder: string): boolean {
  try {
    createRequire(join(folder, 'main.ts')).resolve(name);
    return true;
  } catch {
    return false;
  }
}
