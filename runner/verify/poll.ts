/** Looking again and again, ever more slowly, up to a limit. */
import type { Verification } from './verification';

/** What one look came to: an end, or what is said while waiting for the next one. */
export type Look<End> = { status: 'done'; end: End } | { status: 'waiting'; why: string };

export type Polled<End> =
  | { status: 'done'; end: End }
  /** The limit is reached. */
  | { status: 'timed-out'; waitedMs: number }
  | { status: 'cancelled' };

export interface PollOptions {
  limitMs: number;
  say: (message: string) => void;
  /** Before the second look; pauses grow from there. Default: 2 seconds. */
  firstPauseMs?: number;
}

const FIRST_PAUSE_MS = 2_000;
/** Seldom enough for CloudTrail, which takes two calls a second. */
const LONGEST_PAUSE_MS = 15_000;
const GROWTH = 1.5;

/** Looks until there is an end, the limit is reached, or the proof is interrupted; the last look is at the limit. */
export async function poll<End>(
  on: Verification,
  { limitMs, say, firstPauseMs = FIRST_PAUSE_MS }: PollOptions,
  look: () => Promise<Look<End>>,
): Promise<Polled<End>> {
  const begun = on.now().getTime();
  for (let pause = firstPauseMs; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    if (on.signal.aborted) return { status: 'cancelled' };
    const seen = await look();
    if (seen.status === 'done') return seen;
    const waitedMs = on.now().getTime() - begun;
    if (waitedMs >= limitMs) return { status: 'timed-out', waitedMs };
    say(`${seen.why} Waited ${duration(waitedMs)} of at most ${duration(limitMs)}.`);
    await on.sleep(Math.min(pause, limitMs - waitedMs));
  }
}

/** For example `40 s`, `5 min`, `2 min 30 s`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** Resolves after a time, or at once when the signal is raised. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
