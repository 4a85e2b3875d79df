import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEPLOYMENT_CONTEXT_PATH } from '../../../core/deployment/format';
import { STEPS } from '../../../core/journey/steps';
import { rehearse } from '../../../core/rehearsal/rehearse';
import type { StepResult } from '../../../core/rehearsal/result';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { readCdktfProject, type CdktfProject } from '../../../runner/cdktf-project';
import { readSynthesized } from '../../../runner/rehearsal-input';
import { synthesize } from '../../../runner/synthesize';
import type { Log } from '../log';

export interface BoardRehearsalOptions {
  /** False: only what an earlier rehearsal synthesized is read. */
  readonly synthesize: boolean;
  readonly signal: AbortSignal;
}

/** Rehearses the whole walk of a project, however far it has come: its stacks with all of the seven steps in them. */
export class BoardRehearsal {
  /** @param storage folder of the extension's own: what is rehearsed is never where a deploy would find it */
  constructor(
    private readonly folder: string,
    private readonly storage: string,
    private readonly log: Log,
  ) {}

  /** @returns undefined where nothing could be read or synthesized; the log says why */
  async run(options: BoardRehearsalOptions): Promise<readonly StepResult[] | undefined> {
    const read = readCdktfProject(this.folder);
    if (read.status !== 'read') return undefined;
    const project = withAllSteps({ ...read.project, output: this.outdir() });
    if (options.synthesize && !(await this.synthesized(project, options.signal))) return undefined;
    const input = await readSynthesized(project, project.folder);
    if (input.status === 'unreadable') return undefined;
    return rehearse(readWorld(input.files, new Map()), STEPS.length).steps;
  }

  private async synthesized(project: CdktfProject, signal: AbortSignal): Promise<boolean> {
    await mkdir(dirname(project.output), { recursive: true });
    const synthesis = await synthesize(project, { outdir: project.output, signal });
    if (synthesis.status === 'failed') this.log.error(synthesis.message);
    return synthesis.status === 'done';
  }

  private outdir(): string {
    const name = createHash('sha256').update(this.folder).digest('hex').slice(0, 16);
    return join(this.storage, 'board', name);
  }
}

function withAllSteps(project: CdktfProject): CdktfProject {
  const [, name] = DEPLOYMENT_CONTEXT_PATH;
  const deployment = project.context[name];
  if (typeof deployment !== 'object' || deployment === null) return project;
  return {
    ...project,
    context: { ...project.context, [name]: { ...deployment, throughStep: STEPS.length } },
  };
}
