/** A thread that judges plans, seen from the server. */
import { Worker } from 'node:worker_threads';
import type { NamedPlan } from '../../core/run-task/check-plan';
import type { JudgedPlan } from '../../core/run-task/judge-plan';
import type { Marks } from '../../core/run-task/siblings';
import { errorText } from './error-text';
import type { FromWorker, ToWorker, WorkerSettings } from './worker-messages';

export interface PlanRequest {
  readonly workspace: string;
  /** In UTF-8; it is given away, and empty afterwards. */
  readonly json: Uint8Array<ArrayBuffer>;
  readonly companionsOf: (marks: Marks) => readonly NamedPlan[];
}

/** What a thread came to with a plan. After the last three it is of no more use. */
export type Spoken =
  | JudgedPlan
  /** An error in the check, which the thread has outlived. */
  | { readonly status: 'broke'; readonly error: string }
  | { readonly status: 'died'; readonly error: string }
  | { readonly status: 'out-of-memory' }
  /** The signal came first. */
  | { readonly status: 'interrupted' };

/** @param file its program @param memoryMiB that its objects may take */
export function startThread(file: string, memoryMiB: number, settings: WorkerSettings): Worker {
  const worker = new Worker(file, {
    workerData: settings,
    // It needs none.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
  });
  // An error that nobody hears would end the server; whoever speaks with the thread hears it, too.
  worker.on('error', () => undefined);
  return worker;
}

/** Gives a thread a plan, and its companions when it asks for them. @param signal ends the conversation */
export function speak(
  worker: Worker,
  { workspace, json, companionsOf }: PlanRequest,
  signal: AbortSignal,
): Promise<Spoken> {
  const say = (message: ToWorker, given: readonly ArrayBuffer[] = []) => {
    worker.postMessage(message, given);
  };
  return new Promise((resolve) => {
    const end = (spoken: Spoken) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      resolve(spoken);
    };
    const onMessage = (message: FromWorker) => {
      switch (message.type) {
        case 'marks':
          say({ type: 'companions', plans: companionsOf(message.marks) });
          return;
        case 'judged':
          end(message.judged);
          return;
        case 'broke':
          end({ status: 'broke', error: message.error });
      }
    };
    const onError = (error: unknown) => {
      end(isOutOfMemory(error) ? { status: 'out-of-memory' } : { status: 'died', error: errorText(error) });
    };
    const onExit = (exitCode: number) => {
      end({ status: 'died', error: `The thread ended with the exit code ${exitCode}.` });
    };
    const onAbort = () => {
      end({ status: 'interrupted' });
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort);
    say({ type: 'plan', workspace, json }, [json.buffer]);
  });
}

/** @see https://nodejs.org/docs/latest-v20.x/api/errors.html#err_worker_out_of_memory */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
