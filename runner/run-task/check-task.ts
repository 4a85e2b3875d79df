/** Checks the plan of a task: fetches it, has it judged, and keeps it for the workspaces that belong to it. */
import type { RunTask } from '../../core/run-task/api/run-task-request';
import { failedResult, type TaskResult } from '../../core/run-task/api/task-result';
import type { AllowedHosts } from '../../core/run-task/hosts';
import type { LastPlan } from '../../core/run-task/judge-plan';
import { NOTHING_TO_CHECK } from '../../core/run-task/result';
import type { Companions } from './companions';
import { errorText } from './error-text';
import { fetchPlan } from './fetch-plan';
import { withoutSecret, type Log } from './log';
import type { Outgoing } from './outgoing';
import type { Judged } from './plan-judge';
import type { PlanRequest } from './plan-thread';
import type { Check } from './tasks';

export interface CheckTaskOptions extends Outgoing {
  readonly hosts: AllowedHosts;
  readonly companions: Companions;
  /** Judges a plan; it ends soon after the signal. */
  readonly judge: (request: PlanRequest, signal: AbortSignal) => Promise<Judged>;
}

const BROKE = failedResult(
  'The check of the plan broke: this is a mistake of the run task, please report it.',
);
const ENDED = failedResult('The check was ended.');

/** A plan that cannot be fetched, read or judged has failed: it is never said to be well. */
export function taskChecker(options: CheckTaskOptions): Check {
  return async (task, signal) => {
    const log = withoutSecret(options.log, task.accessToken);
    if (task.planUrl === undefined) return NOTHING_TO_CHECK;
    try {
      const fetched = await fetchPlan(task, task.planUrl, { ...options, log, signal });
      if (fetched.status === 'stopped') return ENDED;
      if (fetched.status === 'failed') return failedResult(fetched.reason);
      return await judged(task, fetched.json, { ...options, log }, signal);
    } catch (error) {
      return broke(task, errorText(error), log);
    }
  };
}

async function judged(
  task: RunTask,
  json: PlanRequest['json'],
  { judge, companions, log }: CheckTaskOptions,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { organization, workspace } = task;
  const companionsOf: PlanRequest['companionsOf'] = (marks) => companions.of(organization, workspace, marks);
  const verdict = await judge({ workspace, json, companionsOf }, signal);
  switch (verdict.status) {
    case 'judged':
      keep(task, verdict.result, verdict.last, companions);
      return verdict.result;
    case 'unreadable':
      return failedResult(verdict.reason);
    case 'over-limit':
      log(`${task.id}: ${verdict.reason}`);
      return failedResult(verdict.reason);
    case 'broke':
      return broke(task, verdict.error, log);
    case 'stopped':
      return ENDED;
  }
}

/** What is never applied says nothing about what will be there. */
function keep(task: RunTask, { status }: TaskResult, last: LastPlan, companions: Companions): void {
  const isBlocked = status === 'failed' && task.isMandatory;
  if (!task.isSpeculative && !isBlocked) companions.remember(task.organization, task.workspace, last);
}

function broke({ id }: RunTask, error: string, log: Log): TaskResult {
  log(`${id}: the check broke: ${error}`);
  return BROKE;
}
