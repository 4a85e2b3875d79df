import { z } from 'zod';
import type { RunProblem } from '../../core/journey/plan';
import { initialize, isInitialized, terraformEnd } from './initialize';
import { hasNoState } from './stack-file';
import type { StackRun } from './stack-run';
import { inWorkspace, runTerraform, type Workspace } from './workspace';

const outputJson = z.record(z.string(), z.looseObject({ value: z.unknown() }));

export type OutputsEnd =
  | { status: 'read'; outputs: Record<string, string> }
  /** Nothing of the stack is deployed. */
  | { status: 'none' }
  | { status: 'failed'; problem: RunProblem }
  | { status: 'cancelled' };

/** Outputs of a deployed stack, from its state; no provider is started. Texts as they are, other values as JSON. */
export function stackOutputs(run: StackRun): Promise<OutputsEnd> {
  return inWorkspace(run, 'deploy', outputsIn);
}

/**
 * The same for callers to whom a state that cannot be read is an accident.
 * @returns undefined when nothing is deployed, or the signal came first
 * @throws with the problem and what to do, when the state cannot be read
 */
export async function readOutputs(run: StackRun): Promise<Record<string, string> | undefined> {
  const end = await stackOutputs(run);
  if (end.status === 'failed') throw new Error(`${end.problem.message} ${end.problem.nextAction}`);
  return end.status === 'read' ? end.outputs : undefined;
}

/** The same in a workspace that is there already. */
export async function outputsIn(workspace: Workspace): Promise<OutputsEnd> {
  if (hasNoState(workspace.stack)) return { status: 'none' };
  workspace.emit({ kind: 'phase', phase: 'outputs' });
  if (!isInitialized(workspace)) {
    const init = await initialize(workspace);
    if (init.status !== 'done') return init;
  }
  const end = terraformEnd(await runTerraform(workspace, ['output', '-json', '-no-color']), workspace);
  if (end.status !== 'done') return end;
  const values = Object.entries(outputJson.parse(JSON.parse(end.stdout)));
  if (values.length === 0) return { status: 'none' };
  return {
    status: 'read',
    outputs: Object.fromEntries(
      values.map(([name, { value }]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  };
}
