/** Keeps requests within a number a minute, over all that ask. */
import { wait, type Clock } from '../clock';

export class RateLimit {
  /** When the last requests began, oldest first. */
  private begun: number[] = [];
  private queue: Promise<void> = Promise.resolve();
  private pausedUntil = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limit: { readonly requests: number; readonly perMs: number },
  ) {}

  /** Nothing is to be sent for a time, as the other side asked. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
  }

  /** Time for which nothing is to be sent, in ms. */
  get pausedMs(): number {
    return Math.max(0, this.pausedUntil - this.clock.now());
  }

  /** Resolves when a request may be sent, in the order of asking; at once after the signal. */
  async turn(signal: AbortSignal): Promise<void> {
    const before = this.queue;
    const turn = before.then(() => this.waitForRoom(signal));
    this.queue = turn;
    await turn;
  }

  private async waitForRoom(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.clock.now();
      this.begun = this.begun.filter((time) => time > now - this.limit.perMs);
      const [oldest = now] = this.begun;
      if (this.begun.length < this.limit.requests) {
        this.begun.push(now);
        return;
      }
      await wait(this.clock, oldest + this.limit.perMs - now, signal);
    }
  }
}
