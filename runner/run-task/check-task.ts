/** Checks the plan of a task: fetches it, judges it, and keeps it for the workspaces that belong to it. */
import type { LintConfig } from '../../core/lint/config';
import type { Tool } from '../../core/lint/format/report';
import type { RunTask } from '../../core/run-task/api/run-task-request';
import { failedResult, type TaskResult } from '../../core/run-task/api/task-result';
import { checkPlan } from '../../core/run-task/check-plan';
import type { AllowedHosts } from '../../core/run-task/hosts';
import { relevantPlan } from '../../core/run-task/relevant-plan';
import { NOTHING_TO_CHECK, resultOf } from '../../core/run-task/result';
import type { Companions } from './companions';
import { fetchPlan } from './fetch-plan';
import { withoutSecret } from './log';
import type { Outgoing } from './outgoing';
import type { Check } from './tasks';

export interface CheckTaskOptions extends Outgoing {
  readonly hosts: AllowedHosts;
  readonly companions: Companions;
  readonly config: LintConfig;
  readonly tool: Tool;
}

const BROKE = failedResult(
  'The check of the plan broke: this is a mistake of the run task, please report it.',
);

/** A plan that cannot be fetched, read or judged has failed: it is never said to be well. */
export function taskChecker(options: CheckTaskOptions): Check {
  return async (task, signal) => {
    const log = withoutSecret(options.log, task.accessToken);
    if (task.planUrl === undefined) return NOTHING_TO_CHECK;
    try {
      const fetched = await fetchPlan(task, task.planUrl, { ...options, log, signal });
      if (fetched.status === 'stopped') return failedResult('The check was ended.');
      if (fetched.status === 'failed') return failedResult(fetched.reason);
      return judge(task, fetched.text, options);
    } catch (error) {
      log(
        `${task.id}: the check broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return BROKE;
    }
  };
}

function judge(task: RunTask, text: string, { companions, config, tool }: CheckTaskOptions): TaskResult {
  const { organization, workspace } = task;
  const relevant = relevantPlan(text);
  if (relevant.status === 'unreadable') return failedResult(relevant.reason);
  const check = checkPlan(workspace, relevant, {
    companions: companions.of(organization, workspace, relevant.text),
    config,
  });
  const result = resultOf(check, tool);
  // What is never applied says nothing about what will be there.
  const isBlocked = result.status === 'failed' && task.isMandatory;
  if (!task.isSpeculative && !isBlocked) {
    companions.remember(organization, workspace, relevant.hasSubjects ? relevant.text : undefined);
  }
  return result;
}
