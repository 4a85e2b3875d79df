/** Sends results to a task's callback. */
import {
  finalDocument,
  JSON_API,
  runningDocument,
  type TaskResult,
  type TaskResultDocument,
} from '../../core/run-task/api/task-result';
import type { RunTask } from '../../core/run-task/api/run-task-request';
import { MAX_CALLBACK_MS, MAX_CALLBACK_TRIES, MAX_UPDATE_MS } from '../../core/run-task/limits';
import { isWorthRetrying, retryAfterMs, waitMs } from '../../core/run-task/retry';
import { wait, withLimit } from '../clock';
import { networkReason } from '../network-reason';
import type { Outgoing } from './outgoing';
import type { Turns } from './turns';

export interface CallbackRequest extends Outgoing {
  /** Keeps the number of callbacks under way down. */
  readonly turns: Turns;
  /** Aborted when there is no time left. */
  readonly signal: AbortSignal;
  /** Aborted when there is little time left: nothing is waited for any more. */
  readonly hurry: AbortSignal;
}

type Try =
  | { readonly status: 'taken' }
  | { readonly status: 'refused'; readonly reason: string }
  | { readonly status: 'again'; readonly reason: string; readonly askedMs?: number };

/** What became of a final result. */
export type Delivery = 'delivered' | 'given-up';

/** Sends a final result until it is taken: ten tries, unless the answer says that another one is no use. */
export async function sendFinal(
  task: RunTask,
  result: TaskResult,
  request: CallbackRequest,
): Promise<Delivery> {
  const { clock, log, random, signal, hurry } = request;
  const document = finalDocument(result, task.takesOutcomes);
  for (let tries = 1; ; tries++) {
    const sent = await send(task, document, MAX_CALLBACK_MS, request);
    if (sent.status === 'taken') {
      log(`${task.id}: ${result.status}, told to HCP Terraform${tries > 1 ? ` at try ${tries}` : ''}.`);
      return 'delivered';
    }
    if (sent.status === 'refused' || tries === MAX_CALLBACK_TRIES || signal.aborted) {
      log(
        `${task.id}: ${result.status}, given up after ${tries} of ${MAX_CALLBACK_TRIES} tries: ${sent.reason}`,
      );
      return 'given-up';
    }
    log(`${task.id}: the callback did not work, try ${tries} of ${MAX_CALLBACK_TRIES}: ${sent.reason}`);
    const ms = waitMs(tries, random(), sent.askedMs);
    // One that is under way when the server stops is tried once more a little later, not in minutes.
    await wait(clock, hurry.aborted ? Math.min(ms, HURRIED_MS) : ms, hurry.aborted ? signal : hurry);
  }
}

const HURRIED_MS = 1_000;

/** Says that a task is being worked on. When that does not work, the next update may. */
export async function sendRunning(task: RunTask, message: string, request: CallbackRequest): Promise<void> {
  const sent = await send(task, runningDocument(message), MAX_UPDATE_MS, request);
  if (sent.status !== 'taken') request.log(`${task.id}: an update was not taken: ${sent.reason}`);
}

async function send(
  task: RunTask,
  document: TaskResultDocument,
  limitMs: number,
  { clock, turns, signal, userAgent }: CallbackRequest,
): Promise<Try> {
  return await turns.take(() =>
    withLimit({ clock, limitMs, signal }, async (limited, ended): Promise<Try> => {
      try {
        const response = await fetch(task.callbackUrl, {
          method: 'PATCH',
          headers: {
            authorization: `Bearer ${task.accessToken}`,
            'content-type': JSON_API,
            'user-agent': userAgent,
          },
          body: JSON.stringify(document),
          // A callback that leads elsewhere would take the token along.
          redirect: 'manual',
          signal: limited,
        });
        await response.body?.cancel();
        return tryOf(response, clock.now());
      } catch (error) {
        const reason = ended() === 'time' ? `no answer in ${limitMs / 1000} seconds` : networkReason(error);
        return { status: 'again', reason: `${reason}.` };
      }
    }),
  );
}

function tryOf({ ok, status, headers }: Response, nowMs: number): Try {
  if (ok) return { status: 'taken' };
  const reason = `answered ${status}.`;
  if (!isWorthRetrying(status)) return { status: 'refused', reason };
  const askedMs = retryAfterMs(headers.get('retry-after'), nowMs);
  return { status: 'again', reason, ...(askedMs === undefined ? {} : { askedMs }) };
}
