import type { RunProblem, StackPlan } from '../core/journey/plan';
import { ACCOUNTS, type AccountRole } from '../core/journey/steps';
import type { Walk } from '../runner/journey/walk-types';
import { approve, type ApprovalOptions } from './approval';
import { outputLines } from './outputs-text';
import { doneText, planLines } from './plan-text';
import type { Report } from './report';
import { StackProgress } from './stack-progress';
import type { WalkIo } from './walk-io';

/** What became of one stack, as the JSON document has it. */
export interface StackResult {
  account: AccountRole;
  stack: string;
  status: 'deployed' | 'unchanged' | 'nothing-to-hold' | 'declined' | 'refused' | 'failed' | 'interrupted';
  plan?: StackPlan;
  outputs?: Record<string, string>;
  problem?: Pick<RunProblem, 'message' | 'nextAction'> & Partial<RunProblem>;
}

/** Whether the next stack may follow. */
export function isDone({ status }: StackResult): boolean {
  return status === 'deployed' || status === 'unchanged' || status === 'nothing-to-hold';
}

/** Plans, shows, lets approve and deploys stacks, one after another; ends with the first that was not deployed. */
export async function deployStacks(
  walk: Walk,
  accounts: readonly AccountRole[],
  options: ApprovalOptions,
  io: WalkIo,
  report: Report,
): Promise<StackResult[]> {
  const results: StackResult[] = [];
  for (const account of accounts) {
    const result = await deployOne(walk, account, options, io, report);
    results.push(result);
    report.event({ event: 'stack', ...result });
    if (result.problem) report.problem(result.problem);
    if (!isDone(result)) break;
  }
  return results;
}

async function deployOne(
  walk: Walk,
  account: AccountRole,
  options: ApprovalOptions,
  io: WalkIo,
  report: Report,
): Promise<StackResult> {
  const { stack } = ACCOUNTS[account];
  const progress = new StackProgress(stack, io, report);
  const { signal, escalate } = io;
  const planned = await walk.plan(account, 'deploy', { signal, onEvent: progress.onEvent });
  progress.end();
  switch (planned.status) {
    case 'cancelled':
      return { account, stack, status: 'interrupted', problem: INTERRUPTED_PLAN };
    case 'failed':
      return { account, stack, status: 'failed', problem: planned.problem };
    case 'empty':
      report.say(`${stack} has nothing to hold yet.`);
      return { account, stack, status: 'nothing-to-hold' };
    case 'planned':
      break;
  }
  const { plan } = planned;
  for (const line of planLines(plan, await walk.costsOf(plan), report.paint)) report.say(line);
  if (plan.changes.length > 0) {
    const approval = await approve(plan, options, io);
    if (approval.status === 'declined') {
      const { message, nextAction } = approval;
      return { account, stack, status: 'declined', plan, problem: { message, nextAction } };
    }
  }
  const end = await walk.apply(plan, { signal, escalate, onEvent: progress.onEvent });
  progress.end();
  switch (end.status) {
    case 'deployed':
    case 'unchanged':
      if (end.status === 'deployed')
        report.say(report.paint(`${stack} is deployed: ${doneText(plan)}.`, 'green'));
      for (const line of outputLines(end.outputs)) report.say(line);
      report.say();
      return { account, stack, status: end.status, plan, outputs: end.outputs };
    case 'refused':
    case 'failed':
    case 'interrupted':
      return { account, stack, status: end.status, plan, problem: end.problem };
  }
}

const INTERRUPTED_PLAN = {
  message: 'Interrupted while it was planned. Nothing was changed.',
  nextAction: 'Deploy it again when you are ready.',
};
