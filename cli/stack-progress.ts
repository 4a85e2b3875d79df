import type { RunEvent } from '../core/journey/plan';
import { printable } from '../core/lint/format/text';
import { waitOf } from '../core/terraform/waits';
import { duration } from '../runner/verify/poll';
import type { Report } from './report';
import type { WalkIo } from './walk-io';

type ResourceEvent = Extract<RunEvent, { kind: 'resource' }>;

const PHASES = {
  init: 'preparing Terraform',
  plan: 'planning',
  apply: 'deploying',
  outputs: 'reading outputs',
} as const;
const DOING = { create: 'creating', update: 'changing', delete: 'destroying', read: 'reading' } as const;
const DONE = { create: 'created', update: 'changed', delete: 'destroyed', read: 'read' } as const;

/** Without a live line, what takes long is told this often. */
const REMIND_S = 30;
const CLEAR_LINE = '\r\u001b[K';

/**
 * Says what happens to a stack's resources: a line for each that is done, and on a terminal below these one line of
 * what is going on. For programs each event is a line of JSON.
 */
export class StackProgress {
  readonly #running = new Map<string, ResourceEvent>();
  readonly #reminded = new Map<string, number>();
  #phase = '';
  #waiting: NodeJS.Timeout | undefined;

  constructor(
    private readonly stack: string,
    private readonly io: WalkIo,
    private readonly report: Report,
  ) {}

  readonly onEvent = (event: RunEvent): void => {
    this.report.event({ event: event.kind, stack: this.stack, ...withoutKind(event) });
    switch (event.kind) {
      case 'line':
        return;
      case 'phase':
        this.#phase = PHASES[event.phase];
        this.#remindOfPhase(event.phase);
        break;
      case 'resource':
        if (event.action !== 'read') this.#resource(event);
        break;
    }
    this.#showLive();
  };

  /** Takes the live line away. */
  end(): void {
    if (this.#isLive) this.io.stderr(CLEAR_LINE);
    clearInterval(this.#waiting);
    this.#running.clear();
    this.#phase = '';
  }

  get #isLive(): boolean {
    return this.io.liveWidth !== undefined && !this.report.isJson;
  }

  #resource(event: ResourceEvent): void {
    const { address, action, state, seconds } = event;
    switch (state) {
      case 'begun':
      case 'running':
        this.#running.set(address, event);
        if (!this.#isLive) this.#remind(event);
        return;
      case 'done':
      case 'failed': {
        this.#running.delete(address);
        const took = seconds === undefined ? '' : ` (${seconds} s)`;
        const told = state === 'done' ? DONE[action] : `failed while ${DOING[action]}`;
        const line = `  ${told} ${printable(address)}${took}`;
        if (this.#isLive) this.io.stderr(CLEAR_LINE);
        this.report.say(state === 'done' ? line : this.report.paint(line, 'red'));
      }
    }
  }

  /** Terraform says nothing while it reads what is there: the provider looks minutes for what somebody has taken away. */
  #remindOfPhase(phase: keyof typeof PHASES): void {
    clearInterval(this.#waiting);
    if (this.#isLive || this.report.isJson || phase === 'apply') return;
    let seconds = 0;
    this.#waiting = setInterval(() => {
      seconds += REMIND_S;
      const why = phase === 'plan' ? '; what is gone in AWS is looked for for minutes' : '';
      this.report.say(`  ${this.stack}: ${this.#phase}, ${duration(seconds * 1000)} so far${why}`);
    }, REMIND_S * 1000).unref();
  }

  #remind({ address, action, seconds = 0 }: ResourceEvent): void {
    const times = Math.floor(seconds / REMIND_S);
    if (times <= (this.#reminded.get(address) ?? 0)) return;
    this.#reminded.set(address, times);
    const wait = action === 'read' ? undefined : waitOf(address, action);
    const soFar = `${printable(address)} is being ${DONE[action]}, ${duration(seconds * 1000)} so far`;
    this.report.say(`  ${soFar}${wait === undefined ? '' : `; ${wait}`}`);
  }

  #showLive(): void {
    const { liveWidth } = this.io;
    if (!this.#isLive || liveWidth === undefined) return;
    const running = [...this.#running.values()].map(
      ({ action, address, seconds }) =>
        `${DOING[action]} ${printable(address)}${seconds === undefined ? '' : ` (${seconds} s)`}`,
    );
    const text = `  ${this.stack}: ${running.join(', ') || this.#phase} …`;
    // A line that is broken could not be taken away.
    this.io.stderr(`${CLEAR_LINE}${text.slice(0, Math.max(liveWidth - 1, 0))}`);
  }
}

function withoutKind<Event extends RunEvent>({ kind: _kind, ...rest }: Event) {
  return rest;
}
