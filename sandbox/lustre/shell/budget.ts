import { setImmediate, setTimeout } from 'node:timers/promises';

/** How much one script may do: a loop without an end must not hold up everything else. */
export class Budget {
  readonly #signal: AbortSignal;
  readonly #endsAt: number;
  #steps = 0;
  #hasWaitedToTheEnd = false;

  constructor(signal: AbortSignal, timeoutMs: number) {
    this.#signal = signal;
    this.#endsAt = performance.now() + timeoutMs;
  }

  get isSpent(): boolean {
    return (
      this.#hasWaitedToTheEnd ||
      this.#signal.aborted ||
      this.#steps > MAX_STEPS ||
      performance.now() > this.#endsAt
    );
  }

  /** Counts one command; lets others have their turn now and then. */
  async step(): Promise<void> {
    this.#steps += 1;
    if (this.#steps % STEPS_A_TURN === 0) await setImmediate();
  }

  async wait(ms: number): Promise<void> {
    const left = Math.max(0, this.#endsAt - performance.now());
    // An end that comes from outside shows in `isSpent`.
    await setTimeout(Math.min(ms, left), undefined, { signal: this.#signal }).catch(() => undefined);
    // A timer may ring a little early.
    if (ms > left) this.#hasWaitedToTheEnd = true;
  }
}

const MAX_STEPS = 100_000;
const STEPS_A_TURN = 64;
