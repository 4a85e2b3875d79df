/**
 * The states of runs and run tasks, as data.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states "Run States"
 */

/** How a state is shown: what goes on, what waits for somebody, what has ended well or badly. */
export type Tone = 'good' | 'bad' | 'running' | 'waiting' | 'neutral';

export interface StateWords {
  readonly words: string;
  readonly tone: Tone;
  /** Whether nothing comes after it. */
  readonly isFinal: boolean;
}

const running = (words: string): StateWords => ({ words, tone: 'running', isFinal: false });
const waiting = (words: string): StateWords => ({ words, tone: 'waiting', isFinal: false });
const final = (words: string, tone: Tone): StateWords => ({ words, tone, isFinal: true });

const RUN_STATES: ReadonlyMap<string, StateWords> = new Map([
  ['pending', running('pending')],
  ['fetching', running('fetching the configuration')],
  ['fetching_completed', running('configuration fetched')],
  ['pre_plan_running', running('pre-plan tasks running')],
  ['pre_plan_completed', running('pre-plan tasks completed')],
  ['queuing', running('queuing')],
  ['plan_queued', running('plan queued')],
  ['planning', running('planning')],
  ['planned', waiting('planned, needs confirmation')],
  ['cost_estimating', running('estimating costs')],
  ['cost_estimated', waiting('costs estimated, needs confirmation')],
  ['policy_checking', running('checking policies')],
  ['policy_override', waiting('policy failed, needs an override')],
  ['policy_soft_failed', final('policy failed', 'bad')],
  ['policy_checked', waiting('policies checked, needs confirmation')],
  ['post_plan_running', running('post-plan tasks running')],
  ['post_plan_awaiting_decision', waiting('post-plan tasks await a decision')],
  ['post_plan_completed', waiting('post-plan tasks completed, needs confirmation')],
  ['planned_and_finished', final('planned and finished', 'good')],
  ['planned_and_saved', waiting('planned and saved')],
  ['confirmed', running('confirmed')],
  ['pre_apply_running', running('pre-apply tasks running')],
  ['pre_apply_completed', running('pre-apply tasks completed')],
  ['pre_apply_awaiting_decision', waiting('pre-apply tasks await a decision')],
  ['queuing_apply', running('queuing the apply')],
  ['apply_queued', running('apply queued')],
  ['applying', running('applying')],
  ['post_apply_running', running('post-apply tasks running')],
  ['post_apply_completed', running('post-apply tasks completed')],
  ['applied', final('applied', 'good')],
  ['discarded', final('discarded', 'neutral')],
  ['errored', final('errored', 'bad')],
  ['canceled', final('canceled', 'neutral')],
  ['force_canceled', final('canceled by force', 'neutral')],
]);

/** A state that came later is shown by its own name. */
export function runState(status: string): StateWords {
  return RUN_STATES.get(status) ?? { words: status.replaceAll('_', ' '), tone: 'neutral', isFinal: false };
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-task-stages-and-results#run-task-result-status "Run Task Result Status" */
const TASK_STATES: ReadonlyMap<string, StateWords> = new Map([
  ['pending', running('pending')],
  ['running', running('running')],
  ['passed', final('passed', 'good')],
  ['failed', final('failed', 'bad')],
  ['errored', final('errored', 'bad')],
  ['canceled', final('canceled', 'neutral')],
  ['unreachable', final('unreachable', 'bad')],
]);

export function taskState(status: string): StateWords {
  return TASK_STATES.get(status) ?? { words: status.replaceAll('_', ' '), tone: 'neutral', isFinal: false };
}
