import type { RunProblem, StackPlan } from '../../core/journey/plan';
import { initialize, isInitialized, terraformEnd } from './initialize';
import { readPlanMessages, type PlanMessages } from './plan-messages';
import { problemOf } from './problems';
import { hasNoState } from './stack-file';
import type { StackRun } from './stack-run';
import { inWorkspace, runTerraform, type Workspace } from './workspace';

export type PlanEnd =
  | { status: 'planned'; plan: StackPlan }
  /** The stack has nothing to hold yet, or nothing to destroy, and nothing of it is deployed. */
  | { status: 'empty' }
  | { status: 'failed'; problem: RunProblem }
  | { status: 'cancelled' };

/**
 * What a deploy, or a destroy, of a stack would change. Works on what is synthesized in the target's output folder, and
 * changes nothing.
 */
export function planStack(run: StackRun & { verb: StackPlan['verb'] }): Promise<PlanEnd> {
  return inWorkspace(run, run.verb, (workspace) => planIn(workspace, run.verb));
}

/** The same in a workspace that is there already. */
export async function planIn(workspace: Workspace, verb: StackPlan['verb']): Promise<PlanEnd> {
  const { stack, name, run } = workspace;
  const holdsNothing = verb === 'destroy' || stack.isEmpty;
  if (holdsNothing && hasNoState(stack)) return { status: 'empty' };
  const planned = await terraformPlan(workspace, verb);
  if (planned.status !== 'planned') return planned;
  const { changes, changesOutputs } = planned.messages;
  const outputsOnly = changes.length === 0 && changesOutputs;
  if (holdsNothing && changes.length === 0 && !outputsOnly) return { status: 'empty' };
  return {
    status: 'planned',
    plan: {
      verb,
      account: run.account,
      stack: name,
      accountId: stack.accountId,
      hash: stack.hash,
      changes,
      outputsOnly,
    },
  };
}

type TerraformPlanEnd =
  | { status: 'planned'; messages: PlanMessages }
  | { status: 'failed'; problem: RunProblem }
  | { status: 'cancelled' };

/** What Terraform says when the folder is not, or no longer, initialized for what the stack needs. */
const NEEDS_INIT =
  /run:?\s+"?terraform init|Backend initialization required|Required plugins are not installed|Inconsistent dependency lock file/;

async function terraformPlan(workspace: Workspace, verb: StackPlan['verb']): Promise<TerraformPlanEnd> {
  const wasInitialized = isInitialized(workspace);
  if (!wasInitialized) {
    const init = await initialize(workspace);
    if (init.status !== 'done') return init;
  }
  const first = await planOnce(workspace, verb);
  if (first.status !== 'failed' || !wasInitialized || !NEEDS_INIT.test(first.problem.output)) return first;
  const init = await initialize(workspace);
  return init.status === 'done' ? planOnce(workspace, verb) : init;
}

async function planOnce(workspace: Workspace, verb: StackPlan['verb']): Promise<TerraformPlanEnd> {
  workspace.emit({ kind: 'phase', phase: 'plan' });
  const destroy = verb === 'destroy' ? ['-destroy'] : [];
  const end = await runTerraform(workspace, ['plan', '-input=false', '-json', ...destroy]);
  const known = terraformEnd(end, workspace);
  if (known.status === 'cancelled' || end.status === 'not-started') {
    return known.status === 'done' ? { status: 'cancelled' } : known;
  }
  const messages = readPlanMessages(end.stdout);
  for (const text of messages.lines) workspace.emit({ kind: 'line', text });
  if (known.status === 'done') return { status: 'planned', messages };
  const text = messages.errors === '' ? known.text : messages.errors;
  return { status: 'failed', problem: problemOf(text, workspace.context) };
}
