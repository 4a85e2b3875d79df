/** What requests of ours have in common. */
import type { Clock } from './clock';
import type { Log } from './log';

export interface Outgoing {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1. */
  readonly random: () => number;
  /** Name and version of this program, for the other side's logs. */
  readonly userAgent: string;
}

/** The code of what went wrong on the network; its text can hold an address. */
export function networkReason(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: unknown }; code?: unknown; name?: unknown };
  const found = [cause?.code, code, name].find((one) => typeof one === 'string');
  return typeof found === 'string' ? found : 'unknown';
}
