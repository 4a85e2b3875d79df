/** Asks HCP Terraform's API: one host, one token, nothing but GET. */
import type { z } from 'zod';
import { JSON_API } from '../../core/run-task/api/task-result';
import { retryAfterMs } from '../../core/run-task/retry';
import { plural } from '../../core/run-task/texts';
import { withLimit, type Clock } from '../clock';
import { networkReason } from '../network-reason';
import type { RateLimit } from './rate-limit';

/** Time for one answer. */
export const ANSWER_MS = 20_000;
/** Characters of one answer. */
export const MAX_ANSWER = 4 * 1024 * 1024;
/** What is waited after a 429 that says nothing of how long. */
const DEFAULT_PAUSE_MS = 30_000;
/** Nobody is waited for longer than that, whatever is asked for. */
const LONGEST_PAUSE_MS = 15 * 60_000;
/** Pages of a list, and how much stands on one. */
const MAX_PAGES = 10;
const PAGE_SIZE = 100;

export type Unanswered =
  /** The token is not taken, or no more. */
  | { readonly status: 'unauthorized' }
  | { readonly status: 'missing' }
  /** As a sentence without its full stop; never with the token. */
  | { readonly status: 'failed'; readonly reason: string }
  /** The signal ended it. */
  | { readonly status: 'cancelled' };

export type Answer<T> = { readonly status: 'answered'; readonly value: T } | Unanswered;

type Query = Readonly<Record<string, string>>;

/** A page of a list, whatever the list is of. */
interface Page<Item, Included> {
  readonly data: readonly Item[];
  readonly included?: readonly Included[] | undefined;
  readonly meta?:
    { readonly pagination?: { readonly 'next-page'?: number | null | undefined } | undefined } | undefined;
}

export interface ClientOptions {
  /** Scheme, host and port of the deployment's backend. Redirects are not followed: the token is for this one alone. */
  readonly origin: string;
  readonly token: string;
  readonly clock: Clock;
  readonly rateLimit: RateLimit;
  /** Name and version of this program, for the other side's logs. */
  readonly userAgent: string;
}

export class HcpClient {
  constructor(private readonly options: ClientOptions) {}

  /** @param path its parts below `/api/v2` */
  async get<Schema extends z.ZodType>(
    path: readonly string[],
    schema: Schema,
    { query = {}, signal }: { readonly query?: Query; readonly signal: AbortSignal },
  ): Promise<Answer<z.infer<Schema>>> {
    const { clock, rateLimit, origin } = this.options;
    // Not even sent: each would count.
    if (rateLimit.pausedMs > 0) return tooMany(rateLimit.pausedMs);
    if (path.includes('runs')) await rateLimit.turn(signal);
    const url = new URL(`/api/v2/${path.map(encodeURIComponent).join('/')}`, origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return await withLimit<Answer<z.infer<Schema>>>(
      { clock, limitMs: ANSWER_MS, signal },
      async (limited, ended) => {
        try {
          if (limited.aborted) return { status: 'cancelled' };
          return await this.ask(url, schema, limited);
        } catch (error) {
          if (ended() === 'signal') return { status: 'cancelled' };
          if (ended() === 'time') return failed(`no answer within ${ANSWER_MS / 1000} seconds`);
          return failed(`the connection failed (${networkReason(error)})`);
        }
      },
    );
  }

  /** All pages of a list, up to {@link MAX_PAGES}. */
  async list<Item, Included>(
    path: readonly string[],
    schema: z.ZodType<Page<Item, Included>>,
    { query = {}, signal }: { readonly query?: Query; readonly signal: AbortSignal },
  ): Promise<Answer<{ readonly data: readonly Item[]; readonly included: readonly Included[] }>> {
    const data: Item[] = [];
    const included: Included[] = [];
    let number = 1;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const paging = { 'page[number]': String(number), 'page[size]': String(PAGE_SIZE) };
      const answer = await this.get(path, schema, { query: { ...query, ...paging }, signal });
      if (answer.status !== 'answered') return answer;
      data.push(...answer.value.data);
      included.push(...(answer.value.included ?? []));
      const next = answer.value.meta?.pagination?.['next-page'];
      // A number that does not go up would go round for ever.
      if (typeof next !== 'number' || next <= number) break;
      number = next;
    }
    return { status: 'answered', value: { data, included } };
  }

  private async ask<Schema extends z.ZodType>(
    url: URL,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<Answer<z.infer<Schema>>> {
    const { token, userAgent, clock, rateLimit } = this.options;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: JSON_API, 'user-agent': userAgent },
      redirect: 'manual',
      signal,
    });
    const { status, headers } = response;
    if (status === 200) return await readAnswer(response, schema);
    await response.body?.cancel();
    if (status === 401) return { status: 'unauthorized' };
    // 404 is also what it says to who may not know.
    if (status === 404 || status === 403) return { status: 'missing' };
    if (status === 429) {
      const asked = retryAfterMs(headers.get('retry-after') ?? headers.get('x-ratelimit-reset'), clock.now());
      rateLimit.pause(Math.min(asked ?? DEFAULT_PAUSE_MS, LONGEST_PAUSE_MS));
      return tooMany(rateLimit.pausedMs);
    }
    if (status >= 300 && status < 400) return failed(`a redirect (${status}), which is not followed`);
    return failed(`the answer ${status}`);
  }
}

async function readAnswer<Schema extends z.ZodType>(
  { body }: Response,
  schema: Schema,
): Promise<Answer<z.infer<Schema>>> {
  const decoder = new TextDecoder();
  let text = '';
  if (body) {
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true });
      // Leaving the loop ends the connection.
      if (text.length > MAX_ANSWER) return failed('an answer that is too large');
    }
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed('an answer that is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { status: 'answered', value: parsed.data };
  // Where, not what: values are not ours to log.
  const [issue] = parsed.error.issues;
  return failed(`an answer that is not as documented (at ${issue?.path.join('.') ?? ''})`);
}

function tooMany(pausedMs: number): Unanswered {
  return failed(`too many requests (429): none is sent for ${plural(Math.ceil(pausedMs / 1000), 'second')}`);
}

function failed(reason: string): Unanswered {
  return { status: 'failed', reason };
}
