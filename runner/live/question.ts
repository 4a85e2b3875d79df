/** One read-only request, and what its answer makes of a fact. */
import { isRefusal } from '../../core/evidence/cloudtrail-event';
import type { Fact } from '../../core/live/evidence';
import type { AccountRole } from '../../core/journey/steps';
import type { LiveClients } from './clients';

/** What the collection stands on. */
export interface Collection {
  fileSystemId: string;
  region: string;
  /** The clients that may answer for an account, the best first. */
  clientsOf(account: AccountRole): readonly LiveClients[];
  signal?: AbortSignal | undefined;
  sleep(ms: number): Promise<void>;
  now(): Date;
}

/** Error names that say that a thing is not set. */
const ABSENT =
  /^(NoSuchBucketPolicy|NoSuchEntity|NoSuchEntityException|ServerSideEncryptionConfigurationNotFoundError|NoSuchPublicAccessBlockConfiguration|OwnershipControlsNotFoundError|ResourceNotFoundException)$/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i;
const THROTTLED_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 500;

/** An answer, or why there is none. */
export type Answer<T> =
  { status: 'answered'; answer: T } | { status: 'absent' } | { status: 'unknown'; code: string; why: string };

/**
 * Asks each client in turn until one answers. An answer that a thing is absent counts; that somebody may not look
 * does not.
 * @param owner id of the only account whose credentials may answer, where a service answers for the caller's own
 */
export async function ask<T>(
  on: Collection,
  account: AccountRole,
  send: (clients: LiveClients) => Promise<T>,
  owner?: string,
): Promise<Answer<T>> {
  let last: Answer<T> = { status: 'unknown', code: '', why: 'No credentials were given for it.' };
  let told: Answer<T> | undefined;
  for (const clients of on.clientsOf(account)) {
    if (owner !== undefined && clients.callerAccount !== owner) continue;
    last = await askOne(on, () => send(clients));
    if (last.status !== 'unknown') return last;
    // What the account's own credentials were told says more than what others were.
    told ??= last;
  }
  return told ?? last;
}

async function askOne<T>(on: Collection, send: () => Promise<T>): Promise<Answer<T>> {
  for (let attempt = 1; ; attempt += 1) {
    on.signal?.throwIfAborted();
    try {
      return { status: 'answered', answer: await send() };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { Code } = error as Error & { Code?: unknown };
      const code = typeof Code === 'string' && Code !== '' ? Code : error.name;
      if (THROTTLED.test(code) && attempt < THROTTLED_ATTEMPTS) {
        await on.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
        continue;
      }
      if (ABSENT.test(code)) return { status: 'absent' };
      return { status: 'unknown', code, why: whyOf(code, error) };
    }
  }
}

function whyOf(code: string, { message }: Error): string {
  if (message === '' || message === code) return code;
  return isRefusal(code) ? message : `${code}: ${message}`;
}

/** FSx finds a file system in its own account and Region only: elsewhere that says nothing of it. */
export function notHere({ fileSystemId, region }: Collection): { status: 'unknown'; why: string } {
  return {
    status: 'unknown',
    why: `${fileSystemId} is not in ${region} of an account whose credentials were given.`,
  };
}

/** The fact that an answer holds. @param read undefined: AWS left it out, and it is absent */
export function factOf<T, V>(answer: Answer<T>, read: (answer: T) => V | undefined): Fact<V> {
  if (answer.status === 'unknown') return { status: 'unknown', why: answer.why };
  if (answer.status === 'absent') return { status: 'absent' };
  const value = read(answer.answer);
  return value === undefined ? { status: 'absent' } : { status: 'seen', value };
}

/** A setting that is off where AWS has none. */
export function orFalse(fact: Fact<boolean>): Fact<boolean> {
  return fact.status === 'absent' ? { status: 'seen', value: false } : fact;
}

/** Members that are there; of AWS's answers any may be left out. */
export function given<T extends Record<string, unknown>>(
  members: T,
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
