import type { Clock } from '../../../runner/clock';

interface Waiting {
  readonly at: number;
  readonly action: () => void;
}

/** Time that goes on when a test says so. */
export class TestClock implements Clock {
  private time = Date.UTC(2026, 10, 25);
  private readonly waiting = new Set<Waiting>();

  now(): number {
    return this.time;
  }

  after(ms: number, action: () => void): () => void {
    const one = { at: this.time + ms, action };
    this.waiting.add(one);
    return () => this.waiting.delete(one);
  }

  /** What is waited for, in ms from now, soonest first. */
  get waits(): number[] {
    return [...this.waiting].map(({ at }) => at - this.time).sort((a, b) => a - b);
  }

  /** Lets time pass, and what was waited for happen. */
  pass(ms: number): void {
    this.time += ms;
    for (const one of [...this.waiting]) {
      if (one.at > this.time) continue;
      this.waiting.delete(one);
      one.action();
    }
  }
}
