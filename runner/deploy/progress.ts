/** What Terraform is doing, from the lines that it and cdktf print. */
import { stripVTControlCharacters } from 'node:util';
import type { RunEvent } from '../../core/journey/plan';

type ResourceEvent = Extract<RunEvent, { kind: 'resource' }>;
type Action = ResourceEvent['action'];

const ACTIONS: Readonly<Record<string, Action>> = {
  Creating: 'create',
  Modifying: 'update',
  Destroying: 'delete',
  Reading: 'read',
  Creation: 'create',
  Modifications: 'update',
  Destruction: 'delete',
  Read: 'read',
  creating: 'create',
  modifying: 'update',
  destroying: 'delete',
  reading: 'read',
};

/** `aws_kms_key.data`, `module.m["a b"].data.aws_vpc.v[0]`; then what cdktf (`(key/key)`) and Terraform (`(deposed object 1a)`) add. */
const ADDRESS = String.raw`(?<address>(?:[\w.-]|\[(?:\d+|"(?:[^"\\]|\\.)*")\])+)(?: \([^()]*\))*`;
const BEGUN = new RegExp(`^${ADDRESS}: (?<word>Creating|Modifying|Destroying|Reading)\\.\\.\\.`);
const RUNNING = new RegExp(
  `^${ADDRESS}: Still (?<word>creating|modifying|destroying|reading)\\.\\.\\. \\[(?:.*, )?(?<time>[\\dhms]+) elapsed\\]`,
);
const DONE = new RegExp(
  `^${ADDRESS}: (?<word>Creation|Modifications|Destruction|Read) complete(?: after (?<time>[\\dhms]+))?`,
);
/** The second line of an error: what it is about. */
const FAILED = new RegExp(`^\\s*with ${ADDRESS},$`);

/** What became of a resource in this run. */
export interface ResourceOutcome {
  address: string;
  action: Exclude<Action, 'read'>;
  state: ResourceEvent['state'];
}

/** Reads output as it comes, in pieces of any length; the events are the same however it is cut. */
export class ProgressParser {
  private readonly rests = { stdout: '', stderr: '' };
  private readonly outcomes = new Map<string, ResourceOutcome>();

  /** @param stack name that cdktf puts in front of what Terraform says */
  constructor(private readonly stack: string) {}

  push(text: string, stream: 'stdout' | 'stderr' = 'stdout'): RunEvent[] {
    const lines = (this.rests[stream] + text).split('\n');
    this.rests[stream] = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  /** The events of a last line without an end. */
  end(): RunEvent[] {
    const events = [this.rests.stdout, this.rests.stderr]
      .filter((rest) => rest !== '')
      .flatMap((rest) => this.line(rest));
    this.rests.stdout = '';
    this.rests.stderr = '';
    return events;
  }

  /** What was changed, in the order it was begun; a replaced resource counts as what was done to it last. */
  get changes(): readonly ResourceOutcome[] {
    return [...this.outcomes.values()];
  }

  private line(raw: string): RunEvent[] {
    const text = this.withoutStack(stripVTControlCharacters(raw).replaceAll('\r', ''));
    const isBlank = text.trim() === '' || text === this.stack;
    const events: RunEvent[] = isBlank ? [] : [{ kind: 'line', text }];
    const event = resourceEvent(text) ?? this.failure(text);
    if (event === undefined) return events;
    const { address, action, state } = event;
    if (action !== 'read') this.outcomes.set(address, { address, action, state });
    return [...events, event];
  }

  private failure(text: string): ResourceEvent | undefined {
    const address = FAILED.exec(text)?.groups?.['address'];
    const begun = address === undefined ? undefined : this.outcomes.get(address);
    if (begun === undefined || begun.state === 'done') return undefined;
    return { kind: 'resource', address: begun.address, action: begun.action, state: 'failed' };
  }

  /** cdktf writes `STACK  ` before the first line of a piece, and as many blanks before the others. */
  private withoutStack(line: string): string {
    const prefix = `${this.stack}  `;
    const isOurs = line.startsWith(prefix) || line.startsWith(' '.repeat(prefix.length));
    return isOurs ? line.slice(prefix.length) : line;
  }
}

function resourceEvent(text: string): ResourceEvent | undefined {
  for (const [state, pattern] of [
    ['begun', BEGUN],
    ['running', RUNNING],
    ['done', DONE],
  ] as const) {
    const { address, word = '', time } = pattern.exec(text)?.groups ?? {};
    const action = ACTIONS[word];
    if (address === undefined || action === undefined) continue;
    const seconds = time === undefined ? undefined : secondsOf(time);
    return { kind: 'resource', address, action, state, ...(seconds === undefined ? {} : { seconds }) };
  }
  return undefined;
}

/** `10s`, `01m40s`, `1h2m3s`. */
function secondsOf(time: string): number | undefined {
  const [, hours, minutes, seconds] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(time) ?? [];
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}
