import {
  MAX_CALLBACK_MS,
  MAX_CHECK_MS,
  MAX_PLAN_MS,
  MAX_UPDATE_MS,
  STOP_CHECKS_MS,
  STOP_MS,
  UPDATE_EVERY_MS,
} from '../../../core/run-task/limits';
import type { Clock } from '../../../runner/clock';

/** Limits: they go off when a test says so. All other times are waits, which are over at once. */
const LIMITS: readonly number[] = [
  MAX_CALLBACK_MS,
  MAX_CHECK_MS,
  MAX_PLAN_MS,
  MAX_UPDATE_MS,
  STOP_CHECKS_MS,
  STOP_MS,
  UPDATE_EVERY_MS,
];

/** With it no wait is as long as a limit. */
export const RANDOM = 0.2;

export class TestClock implements Clock {
  private time = Date.UTC(2026, 10, 25);
  private readonly limits = new Set<{ ms: number; action: () => void }>();
  private readonly wanted: { ms: number; found: () => void }[] = [];
  /** The waits that there were, in ms. */
  readonly waits: number[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, action: () => void): () => void {
    if (!LIMITS.includes(ms)) {
      this.waits.push(ms);
      this.time += ms;
      const immediate = setImmediate(action);
      return () => {
        clearImmediate(immediate);
      };
    }
    const limit = { ms, action };
    this.limits.add(limit);
    for (const one of this.wanted.splice(0)) {
      if (one.ms === ms) one.found();
      else this.wanted.push(one);
    }
    return () => this.limits.delete(limit);
  }

  /** Number of limits of a length that run. */
  running(ms: number): number {
    return [...this.limits].filter((limit) => limit.ms === ms).length;
  }

  /** Resolves when a limit of this length runs. */
  async begins(ms: number): Promise<void> {
    if (this.running(ms) > 0) return;
    await new Promise<void>((found) => {
      this.wanted.push({ ms, found });
    });
  }

  /** Lets the limits of a length go off. */
  expire(ms: number): void {
    this.time += ms;
    for (const limit of [...this.limits].filter((one) => one.ms === ms)) {
      this.limits.delete(limit);
      limit.action();
    }
  }
}
