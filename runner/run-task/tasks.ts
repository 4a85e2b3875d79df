/** The tasks that were taken in: each is checked in its turn, and its result is told once. */
import type { RunTask } from '../../core/run-task/api/run-task-request';
import { failedResult, type TaskResult } from '../../core/run-task/api/task-result';
import {
  CALLBACKS_AT_ONCE,
  MAX_TASK_MS,
  MAX_WAITING,
  STOP_CHECKS_MS,
  STOP_MS,
  UPDATE_EVERY_MS,
} from '../../core/run-task/limits';
import { NOTHING_TO_CHECK } from '../../core/run-task/result';
import type { Accepted } from './answer';
import { sendFinal, sendRunning, type CallbackRequest, type Delivery } from './callback';
import { withoutSecret } from './log';
import type { Outgoing } from './outgoing';
import { Turns } from './turns';

/** Checks the plan of a task; it does not reject, and ends soon after the signal. */
export type Check = (task: RunTask, signal: AbortSignal) => Promise<TaskResult>;

export interface TasksOptions extends Outgoing {
  readonly check: Check;
  /** Checks at the same time, their fetching included. */
  readonly checksAtOnce: number;
}

/** Tasks that are remembered, so that one that comes again is known; HCP Terraform gives them up after an hour. */
const MAX_KNOWN = 50_000;

const STOPPED = failedResult(
  'The run task server was stopped before it had checked the plan. Run this task again.',
);
const TOO_LATE = failedResult('The plan waited too long for its check. Run this task again.');

export class Tasks {
  private readonly known = new Set<string>();
  private readonly underWay = new Set<Promise<Delivery>>();
  private readonly checks: Turns;
  private readonly callbacks = new Turns(CALLBACKS_AT_ONCE);
  private waiting = 0;
  /** Aborted when no check is begun any more. */
  private readonly stopping = new AbortController();
  /** Aborted when checks that are under way end. */
  private readonly halted = new AbortController();
  /** Aborted when nothing is sent any more. */
  private readonly over = new AbortController();

  constructor(private readonly options: TasksOptions) {
    this.checks = new Turns(options.checksAtOnce);
  }

  /** Takes a task in; it is checked afterwards. */
  accept(task: RunTask): Accepted {
    if (this.known.has(task.id)) return 'known';
    if (this.stopping.signal.aborted || this.waiting >= MAX_WAITING) return 'full';
    this.known.add(task.id);
    for (const oldest of this.known) {
      if (this.known.size <= MAX_KNOWN) break;
      this.known.delete(oldest);
    }
    const running = this.run(task);
    this.underWay.add(running);
    void running.finally(() => this.underWay.delete(running));
    return 'accepted';
  }

  /** Resolves when every task that was taken in has its end. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /**
   * Ends within 27 seconds: what waits is told to have failed, what is under way may end, and is told to have failed
   * where it does not.
   * @returns the number of tasks whose result could not be told
   */
  async stop(): Promise<number> {
    const { clock } = this.options;
    this.stopping.abort();
    this.checks.open();
    const cancelHalt = clock.after(STOP_CHECKS_MS, () => {
      this.halted.abort();
    });
    const cancelOver = clock.after(STOP_MS, () => {
      this.over.abort();
    });
    const left = await Promise.all(this.underWay);
    cancelHalt();
    cancelOver();
    return left.filter((delivery) => delivery === 'given-up').length;
  }

  private async run(task: RunTask): Promise<Delivery> {
    const { clock, random, userAgent } = this.options;
    const log = withoutSecret(this.options.log, task.accessToken);
    const request: CallbackRequest = {
      clock,
      random,
      userAgent,
      log,
      turns: this.callbacks,
      signal: this.over.signal,
      hurry: this.stopping.signal,
    };
    log(`${task.id}: ${task.stage} of ${task.workspace} in ${task.organization}, ${task.run}.`);
    const updates = new Updates(task, request);
    const result = await this.resultOf(task, updates);
    // An update that came after the final result would be an error.
    await updates.end();
    return await sendFinal(task, result, request);
  }

  private async resultOf(task: RunTask, updates: Updates): Promise<TaskResult> {
    if (task.planUrl === undefined) return NOTHING_TO_CHECK;
    const { clock, check } = this.options;
    const taken = clock.now();
    this.waiting++;
    updates.say(`The plan waits for its check, as number ${this.waiting}.`);
    return await this.checks.take(async () => {
      this.waiting--;
      if (this.stopping.signal.aborted) return STOPPED;
      if (clock.now() - taken > MAX_TASK_MS) return TOO_LATE;
      updates.sayNow('The plan is being checked.');
      const result = await check(task, this.halted.signal);
      return this.halted.signal.aborted && result.status === 'failed' ? STOPPED : result;
    });
  }
}

/** Updates of a task on its way: one when its check begins, and one every few minutes. */
class Updates {
  private message = '';
  private sent: Promise<void> = Promise.resolve();
  private cancel: () => void;
  private hasEnded = false;

  constructor(
    private readonly task: RunTask,
    private readonly request: CallbackRequest,
  ) {
    this.cancel = this.later();
  }

  /** What the next update says. */
  say(message: string): void {
    this.message = message;
  }

  sayNow(message: string): void {
    this.say(message);
    this.send();
  }

  /** No more updates; resolves when none is under way. */
  async end(): Promise<void> {
    this.hasEnded = true;
    this.cancel();
    await this.sent;
  }

  private send(): void {
    const { message } = this;
    this.sent = this.sent.then(() =>
      this.hasEnded ? undefined : sendRunning(this.task, message, this.request),
    );
  }

  private later(): () => void {
    return this.request.clock.after(UPDATE_EVERY_MS, () => {
      this.send();
      this.cancel = this.later();
    });
  }
}
