/** What the server and the thread that judges plans say to each other: plain data, copied from one to the other. */
import type { NamedPlan } from '../../core/run-task/check-plan';
import type { JudgedPlan, JudgeSettings } from '../../core/run-task/judge-plan';
import type { Marks } from '../../core/run-task/siblings';

/** What the thread is started with. */
export type WorkerSettings = JudgeSettings;

/** A plan to judge; one at a time. */
export interface PlanMessage {
  readonly type: 'plan';
  readonly workspace: string;
  /** Its JSON, in UTF-8. It is not copied: the server has it no more. */
  readonly json: Uint8Array;
}

/** The plans that the plan is rehearsed with: the answer to its marks. */
export interface CompanionsMessage {
  readonly type: 'companions';
  readonly plans: readonly NamedPlan[];
}

export type ToWorker = PlanMessage | CompanionsMessage;

/** What the plan is about; the thread waits for its companions. */
export interface MarksMessage {
  readonly type: 'marks';
  readonly marks: Marks;
}

export interface JudgedMessage {
  readonly type: 'judged';
  readonly judged: JudgedPlan;
}

/** The check threw an error, which is a mistake of ours; the thread goes on. */
export interface BrokeMessage {
  readonly type: 'broke';
  readonly error: string;
}

export type FromWorker = MarksMessage | JudgedMessage | BrokeMessage;
