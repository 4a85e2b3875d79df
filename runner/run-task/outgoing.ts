/** What requests of ours have in common. */
import type { Clock } from '../clock';
import type { Log } from './log';

export interface Outgoing {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1. */
  readonly random: () => number;
  /** Name and version of this program, for the other side's logs. */
  readonly userAgent: string;
}
