/** The walk that a board has in hand: looked at, or opened to do something with it. */
import type { TargetKind } from '../../../core/journey/target';
import type { OpenWalk, Walk, WalkView } from '../../../runner/journey/walk-types';
import type { Problem, SandboxState } from '../../shared/board-state';
import { Stopped } from './stopped';
import type { WalkOpener } from './walk';

export interface HeldWalkParts {
  readonly open: WalkOpener;
  readonly log: (line: string) => void;
  /** What can be read here has changed. */
  readonly changed: () => void;
}

export class HeldWalk {
  target: TargetKind = 'aws';
  sandbox: SandboxState = 'stopped';
  view: WalkView | undefined;
  private walk: Walk | undefined;

  constructor(private readonly parts: HeldWalkParts) {}

  /**
   * The walk, for more than a look: in the sandbox that starts one, also where the one that there was has ended with
   * the window or the terminal that had started it.
   * @throws Stopped
   */
  async opened(signal: AbortSignal, onMessage: (message: string) => void): Promise<Walk> {
    if (this.walk) {
      await this.look();
      if (this.target === 'aws' || this.sandbox === 'running') return this.walk;
      await this.leave();
    }
    const { target } = this;
    if (target === 'sandbox') this.sandbox = 'starting';
    this.parts.changed();
    const opened = await this.parts.open({ target, viewOnly: false, signal, onMessage });
    if (opened.status !== 'open') {
      this.sandbox = 'stopped';
      throw new Stopped(opened.status === 'refused' ? problemOf(opened) : undefined);
    }
    this.walk = opened.walk;
    if (target === 'sandbox') this.sandbox = 'running';
    this.view = await opened.walk.view();
    this.parts.changed();
    return opened.walk;
  }

  /** Where the walk stands now: somebody else may have gone on with it. @returns why nothing could be seen */
  async look(): Promise<Problem | undefined> {
    const looked = this.walk ? ({ status: 'open', walk: this.walk } as const) : await this.lookedAt();
    if (looked.status === 'refused') return problemOf(looked);
    if (looked.status === 'cancelled') return undefined;
    this.view = await looked.walk.view();
    if (this.sandbox !== 'starting')
      this.sandbox = this.view.sandboxEndpoint === undefined ? 'stopped' : 'running';
    return undefined;
  }

  /** Ends it with what it has started. */
  async leave(): Promise<void> {
    const { walk } = this;
    this.walk = undefined;
    this.view = undefined;
    await walk?.close();
    this.sandbox = 'stopped';
  }

  private async lookedAt(): Promise<OpenWalk> {
    const { signal } = new AbortController();
    return await this.parts.open({
      target: this.target,
      viewOnly: true,
      signal,
      onMessage: this.parts.log,
    });
  }
}

function problemOf({ message, nextAction }: Extract<OpenWalk, { status: 'refused' }>): Problem {
  return { message, nextAction, output: '' };
}
