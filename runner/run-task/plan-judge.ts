/** Judges plans in a thread of its own: whatever a plan costs, the server answers meanwhile, and outlives it. */
import type { Worker } from 'node:worker_threads';
import type { JudgedPlan, JudgeSettings } from '../../core/run-task/judge-plan';
import { MAX_CHECK_MS } from '../../core/run-task/limits';
import { withLimit, type Clock, type Ended } from '../clock';
import { speak, startThread, type PlanRequest, type Spoken } from './plan-thread';
import { Turns } from './turns';

export interface PlanJudgeOptions extends JudgeSettings {
  readonly clock: Clock;
  /** The thread's program. */
  readonly file: string;
  /** Memory that the objects of a check may take. */
  readonly memoryMiB: number;
}

export type Judged =
  | JudgedPlan
  /** It took more than is allowed: of what, as a sentence. */
  | { readonly status: 'over-limit'; readonly reason: string }
  /** A mistake of ours. */
  | { readonly status: 'broke'; readonly error: string }
  /** The signal ended it. */
  | { readonly status: 'stopped' };

/**
 * One thread, which is started with the first plan and takes one at a time: so each is rehearsed with those before it,
 * and the memory is that of one check. A thread that dies, or has to be ended, is replaced with the next plan.
 */
export class PlanJudge {
  private readonly turns = new Turns(1);
  private worker: Worker | undefined;

  constructor(private readonly options: PlanJudgeOptions) {}

  /** Judges a plan in its turn; it ends with the signal. The limit of time counts from when its turn has come. */
  async judge(request: PlanRequest, signal: AbortSignal): Promise<Judged> {
    const { clock, memoryMiB } = this.options;
    return await this.turns.take(async () => {
      if (signal.aborted) return { status: 'stopped' };
      return await withLimit({ clock, limitMs: MAX_CHECK_MS, signal }, async (limited, ended) => {
        const spoken = await speak(this.thread(), request, limited);
        if (isSpent(spoken)) await this.close();
        return judgedBy(spoken, ended(), memoryMiB);
      });
    });
  }

  /** Ends the thread, in the middle of whatever it does. */
  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const { config, tool, file, memoryMiB } = this.options;
    const worker = startThread(file, memoryMiB, { config, tool });
    // It may also die between two plans.
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    this.worker = worker;
    return worker;
  }
}

function isSpent({ status }: Spoken): boolean {
  return status === 'died' || status === 'out-of-memory' || status === 'interrupted';
}

function judgedBy(spoken: Spoken, ended: Ended, memoryMiB: number): Judged {
  switch (spoken.status) {
    case 'judged':
    case 'unreadable':
    case 'broke':
      return spoken;
    case 'died':
      return { status: 'broke', error: spoken.error };
    case 'out-of-memory':
      return overLimit(`needed more than ${memoryMiB} MiB of memory`);
    case 'interrupted':
      return ended === 'time'
        ? overLimit(`took more than ${MAX_CHECK_MS / 1000} seconds`)
        : { status: 'stopped' };
  }
}

function overLimit(what: string): Judged {
  return { status: 'over-limit', reason: `The check of the plan ${what} and was ended.` };
}
