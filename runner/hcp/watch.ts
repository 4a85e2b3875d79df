/** Looks at HCP Terraform again and again while somebody sees it, and rests when nobody does. */
import { nextLookMs } from '../../core/hcp/pace';
import { hasFailed, type Snapshot } from '../../core/hcp/snapshot';
import type { Clock } from '../clock';

export interface WatchOptions {
  /** @returns undefined when the signal ended it */
  readonly read: (before: Snapshot | undefined, signal: AbortSignal) => Promise<Snapshot | undefined>;
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
}

interface Look {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

export class Watch {
  private isVisible = false;
  private isDisposed = false;
  private failures = 0;
  private last: Snapshot | undefined;
  private cancelNext: (() => void) | undefined;
  private looking: Look | undefined;

  constructor(private readonly options: WatchOptions) {}

  get snapshot(): Snapshot | undefined {
    return this.last;
  }

  /** Begins to look at once when it comes into sight; what is on its way when it leaves is ended. */
  show(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    if (isVisible) void this.look();
    else this.rest();
  }

  /**
   * Looks now, whatever the pace, in sight or not. What was on its way is ended.
   * @returns what the newest look saw: another may have begun meanwhile
   */
  async look(): Promise<Snapshot | undefined> {
    this.rest();
    if (this.isDisposed) return this.last;
    const controller = new AbortController();
    const look: Look = { controller, done: this.lookOnce(controller.signal) };
    this.looking = look;
    for (let newest: Look | undefined = look; newest; newest = this.looking) {
      await newest.done;
      if (this.looking === newest) this.looking = undefined;
    }
    return this.last;
  }

  dispose(): void {
    this.isDisposed = true;
    this.rest();
  }

  private rest(): void {
    this.cancelNext?.();
    this.cancelNext = undefined;
    this.looking?.controller.abort();
    this.looking = undefined;
  }

  private async lookOnce(signal: AbortSignal): Promise<void> {
    const { read, onSnapshot, clock, random } = this.options;
    const snapshot = await read(this.last, signal);
    if (!snapshot || signal.aborted) return;
    this.last = snapshot;
    this.failures = hasFailed(snapshot) ? this.failures + 1 : 0;
    onSnapshot(snapshot);
    const ms = nextLookMs(snapshot, this.failures, random());
    if (!this.isVisible || ms === undefined) return;
    this.cancelNext = clock.after(ms, () => void this.look());
  }
}
