import type { Target } from '../../core/journey/target';
import type { CdktfProject } from '../cdktf-project';
import { synthesize, type Synthesis } from '../synthesize';
import { outdirOf, targetEnvironment } from './outdir';

/** Synthesizes the project for a target. */
export function synthesizeFor(
  project: CdktfProject,
  target: Target,
  signal?: AbortSignal,
): Promise<Synthesis> {
  return synthesize(project, { outdir: outdirOf(project, target), env: targetEnvironment(target), signal });
}
