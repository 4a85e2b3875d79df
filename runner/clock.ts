/** Time, as this process has it; tests have their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does something once, later. @returns undoes it */
  after(ms: number, action: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Waits, until the time is over or the signal ends it: it never rejects. */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** Why what ran with a time limit was ended. */
export type Ended = 'time' | 'signal' | undefined;

/**
 * Runs something with a time limit. Not by AbortSignal.any: one with AbortSignal.timeout in it was seen never to fire
 * (Node.js 20.20).
 */
export async function withLimit<T>(
  { clock, limitMs, signal }: { clock: Clock; limitMs: number; signal: AbortSignal },
  run: (signal: AbortSignal, ended: () => Ended) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let why: Ended;
  const end = (reason: Ended) => {
    why ??= reason;
    controller.abort();
  };
  const onAbort = () => {
    end('signal');
  };
  const cancel = clock.after(limitMs, () => {
    end('time');
  });
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await run(controller.signal, () => why);
  } finally {
    cancel();
    signal.removeEventListener('abort', onAbort);
  }
}
