import type { PlannedChange, RunProblem, StackPlan } from '../../core/journey/plan';
import { interruption, withWhatIsDone } from './aftermath';
import { runCdktf } from './cdktf';
import { findCdktf } from './cdktf-command';
import { outputsIn } from './outputs';
import type { ResourceOutcome } from './progress';
import { planIn } from './plan';
import { errorsIn, problemOf } from './problems';
import { readStackFile } from './stack-file';
import type { StackRun } from './stack-run';
import { isKept } from './take-in';
import { inWorkspace, runTerraform, type Workspace } from './workspace';

export type DeployEnd =
  /** Deployed as approved, or destroyed: then without outputs. */
  | { status: 'deployed'; outputs: Record<string, string> }
  /** Everything was as it should be; where outputs alone were new, they are in the state now. */
  | { status: 'unchanged'; outputs: Record<string, string> }
  /** It is no longer what was approved. Nothing was changed. */
  | { status: 'refused'; problem: RunProblem }
  | { status: 'failed'; problem: RunProblem }
  /** What is done, what is half done, and how to go on. */
  | { status: 'interrupted'; problem: RunProblem };

/**
 * Deploys a stack, or destroys it, as it was approved: the stack's Terraform is the one that was planned, and a plan made
 * anew changes the same resources in the same way. Nothing is synthesized.
 */
export function deployStack(run: StackRun & { approved: StackPlan }): Promise<DeployEnd> {
  const { approved } = run;
  return inWorkspace(run, approved.verb, (workspace) => deployIn(workspace, approved));
}

async function deployIn(workspace: Workspace, approved: StackPlan): Promise<DeployEnd> {
  const { run, name } = workspace;
  if (approved.account !== run.account || approved.stack !== name) {
    return refused(name, `a plan of ${approved.stack} was approved`);
  }
  if (isOther(workspace, approved)) return refused(name, 'its Terraform is another one');
  const cdktf = findCdktf(run.project.folder);
  if (cdktf.status === 'missing') return { status: 'failed', problem: cdktf.problem };
  const again = await planIn(workspace, approved.verb);
  if (again.status === 'failed') return again;
  if (again.status === 'cancelled') return interrupted(workspace, [], '');
  const { changes, outputsOnly } = again.status === 'planned' ? again.plan : NOTHING;
  const difference = differenceOf(approved.changes, changes);
  if (difference !== undefined) return refused(name, difference);
  if (changes.length === 0 && !outputsOnly) return withOutputs(workspace, 'unchanged');
  if (isOther(workspace, approved)) return refused(name, 'its Terraform is another one');
  workspace.emit({ kind: 'phase', phase: 'apply' });
  const applied = await runCdktf(cdktf.path, workspace, approved.verb);
  switch (applied.status) {
    case 'done':
      if (approved.verb === 'destroy') return { status: 'deployed', outputs: {} };
      return withOutputs(workspace, changes.length === 0 ? 'unchanged' : 'deployed');
    case 'interrupted':
      return interrupted(workspace, applied.changes, errorsIn(applied.output));
    case 'failed': {
      const problem = problemOf(applied.output, workspace.context);
      return { status: 'failed', problem: withWhatIsDone(problem, applied.changes, workspace.context) };
    }
  }
}

const NOTHING = { changes: [], outputsOnly: false };

async function withOutputs(workspace: Workspace, status: 'deployed' | 'unchanged'): Promise<DeployEnd> {
  const end = await outputsIn(workspace);
  switch (end.status) {
    case 'read':
      return { status, outputs: end.outputs };
    case 'none':
      return { status, outputs: {} };
    case 'failed':
      return end;
    case 'cancelled': {
      const { verb } = workspace.context;
      const problem: RunProblem = {
        kind: 'other',
        message: `Interrupted when all was done: only the outputs of ${workspace.name} were not read.`,
        nextAction: `Run ${verb} ${workspace.name} again: it changes nothing, and reads them.`,
        output: '',
      };
      return { status: 'interrupted', problem };
    }
  }
}

async function interrupted(
  workspace: Workspace,
  changes: readonly ResourceOutcome[],
  output: string,
): Promise<DeployEnd> {
  const inState = changes.length === 0 ? undefined : await addressesInState(workspace);
  await keepBegun(workspace, changes, inState);
  const isEscalated = workspace.run.escalate?.aborted === true;
  return {
    status: 'interrupted',
    problem: interruption({ changes, inState, isEscalated, output }, workspace.context),
  };
}

async function addressesInState(workspace: Workspace): Promise<ReadonlySet<string> | undefined> {
  const end = await runTerraform(workspace, ['state', 'list'], { cancel: false });
  return end.status === 'ended' && end.exitCode === 0 ? new Set(end.stdout.split(/\r?\n/)) : undefined;
}

/**
 * Takes back Terraform's mistrust in what holds data or keys and was cut off while it was created (it is "tainted"): the
 * next deploy completes it, instead of destroying it and making another one.
 */
async function keepBegun(
  workspace: Workspace,
  changes: readonly ResourceOutcome[],
  inState: ReadonlySet<string> | undefined,
): Promise<void> {
  for (const { address, action, state } of changes) {
    if (action !== 'create' || state === 'done' || !isKept(address) || !inState?.has(address)) continue;
    // It may be trusted: then this changes nothing, and ends with an error.
    await runTerraform(workspace, ['untaint', address], { cancel: false });
  }
}

/** Whether the stack's Terraform is not what was approved, as it lies there now. */
function isOther({ run, stack }: Workspace, approved: StackPlan): boolean {
  const now = readStackFile(stack.folder, run.account, run.deployment, run.target);
  return now.status !== 'read' || now.stack.hash !== approved.hash;
}

/** How two sets of changes differ, in words; undefined: they do not. */
function differenceOf(
  approved: readonly PlannedChange[],
  planned: readonly PlannedChange[],
): string | undefined {
  const inWords = ({ action, address }: PlannedChange) => `${action} ${address}`;
  const before = new Set(approved.map(inWords));
  const now = new Set(planned.map(inWords));
  const added = [...now].filter((change) => !before.has(change));
  const gone = [...before].filter((change) => !now.has(change));
  const parts = [
    ...(added.length > 0 ? [`a new plan would also ${added.join(', ')}`] : []),
    ...(gone.length > 0 ? [`it would no longer ${gone.join(', ')}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : undefined;
}

function refused(stack: string, why: string): DeployEnd {
  return {
    status: 'refused',
    problem: {
      kind: 'changed-since-approval',
      message: `${stack} has changed since it was approved: ${why}. Nothing was changed.`,
      nextAction: 'Plan again, look at the changes, and approve those.',
      output: '',
    },
  };
}
