/** When a request that did not work is sent again. */

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** Nobody is waited for longer than that, whatever is asked for. */
const LONGEST_ASKED_MS = 5 * 60_000;

/** Whether the same request can be answered otherwise later. */
export function isWorthRetrying(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * Time to wait before the next try, in ms: twice as long each time, up to a minute, and not the same for all that
 * failed together; never less than the answer asked for.
 * @param tries that have failed, from 1
 * @param random from 0 to 1
 */
export function waitMs(tries: number, random: number, askedMs = 0): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return Math.max(longest * (0.5 + random / 2), Math.min(askedMs, LONGEST_ASKED_MS));
}

/**
 * What a `Retry-After` header asks for, in ms from now: it holds seconds or a date.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(header: string | null | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
