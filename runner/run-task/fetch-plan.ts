/** Fetches a plan's JSON: from HCP Terraform with the task's token, then along its redirects without it. */
import type { RunTask } from '../../core/run-task/api/run-task-request';
import { checkUrl, type AllowedHosts } from '../../core/run-task/hosts';
import { MAX_PLAN_BYTES, MAX_PLAN_MS, MAX_REDIRECTS } from '../../core/run-task/limits';
import { isWorthRetrying, retryAfterMs, waitMs } from '../../core/run-task/retry';
import { wait, withLimit } from '../clock';
import { networkReason } from '../network-reason';
import type { Outgoing } from './outgoing';

export type FetchedPlan =
  /** Its JSON, in UTF-8, and in a buffer of its own. */
  | { readonly status: 'fetched'; readonly json: Uint8Array<ArrayBuffer> }
  /** Why there is no plan, as a sentence. */
  | { readonly status: 'failed'; readonly reason: string }
  /** The signal ended it. */
  | { readonly status: 'stopped' };

type Try = FetchedPlan | { readonly status: 'again'; readonly reason: string; readonly askedMs?: number };

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const NOT_COMPLETED = 204;
const MIB = 1024 * 1024;

export interface PlanRequest extends Outgoing {
  readonly hosts: AllowedHosts;
  readonly signal: AbortSignal;
}

/** Fetches a plan; what may be there a little later is asked for again, for a minute altogether. */
export async function fetchPlan(task: RunTask, url: string, request: PlanRequest): Promise<FetchedPlan> {
  const { clock, random, signal, log } = request;
  const end = clock.now() + MAX_PLAN_MS;
  return await withLimit({ clock, limitMs: MAX_PLAN_MS, signal }, async (limited, ended) => {
    const tooLate = (last?: string): FetchedPlan =>
      ended() === 'signal'
        ? { status: 'stopped' }
        : {
            status: 'failed',
            reason: `The plan could not be fetched within ${MAX_PLAN_MS / 1000} seconds.${last === undefined ? '' : ` ${last}`}`,
          };
    let last: string | undefined;
    for (let tries = 1; ; tries++) {
      const result = await tryOnce(task, url, request, limited).catch((error: unknown): Try => ({
        status: 'again',
        reason: `The connection failed (${networkReason(error)}).`,
      }));
      if (ended() !== undefined) return tooLate(last);
      if (result.status !== 'again') return result;
      last = result.reason;
      const ms = waitMs(tries, random(), result.askedMs);
      if (clock.now() + ms >= end) return tooLate(last);
      log(`${task.id}: no plan yet: ${result.reason}`);
      await wait(clock, ms, limited);
    }
  });
}

async function tryOnce(
  task: RunTask,
  first: string,
  { hosts, clock, userAgent }: PlanRequest,
  signal: AbortSignal,
): Promise<Try> {
  let address: { text: string; base?: URL } = { text: first };
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const isFirst = redirects === 0;
    const checked = checkUrl(address.text, isFirst ? hosts.api : hosts.redirect, address.base);
    if (checked.status === 'refused') return failed(`The plan's address leads elsewhere: ${checked.reason}.`);
    const { url } = checked;
    const response = await fetch(url, {
      // The token is HCP Terraform's; where a redirect leads is not, even if it is the same host.
      headers: {
        'user-agent': userAgent,
        accept: 'application/json',
        ...(isFirst ? { authorization: `Bearer ${task.accessToken}` } : {}),
      },
      redirect: 'manual',
      signal,
    });
    if (response.status === 200) return await readPlan(response, url);
    const { status, headers } = response;
    await response.body?.cancel();
    if (REDIRECTS.includes(status)) {
      const location = headers.get('location');
      if (location === null) return failed(`${url.host} answered ${status} without an address.`);
      address = { text: location, base: url };
      continue;
    }
    if (status === NOT_COMPLETED) return again('HCP Terraform has not completed the plan (204).');
    const reason = `${url.host} answered ${status} to the request for the plan.`;
    if (isWorthRetrying(status)) return again(reason, retryAfterMs(headers.get('retry-after'), clock.now()));
    return failed(reason);
  }
  return failed(`The plan's address leads on more than ${MAX_REDIRECTS} times.`);
}

/** Reads the body, and counts it while it comes: what it says of its length is its own. */
async function readPlan({ body, headers }: Response, { host }: URL): Promise<Try> {
  if (!body) return failed(`${host} answered without a plan.`);
  const tooLarge = failed(`The plan is larger than ${MAX_PLAN_BYTES / MIB} MiB.`);
  if (Number(headers.get('content-length')) > MAX_PLAN_BYTES) {
    await body.cancel();
    return tooLarge;
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
      size += piece.length;
      // Leaving the loop ends the connection.
      if (size > MAX_PLAN_BYTES) return tooLarge;
      pieces.push(piece);
    }
  } catch (error) {
    return again(`The plan was cut off after ${size} bytes (${networkReason(error)}).`);
  }
  return { status: 'fetched', json: joined(pieces, size) };
}

/** Not by Buffer.concat, which puts small ones into a buffer that others share. */
function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function failed(reason: string): Try & { status: 'failed' } {
  return { status: 'failed', reason };
}

function again(reason: string, askedMs?: number): Try {
  return { status: 'again', reason, ...(askedMs === undefined ? {} : { askedMs }) };
}
