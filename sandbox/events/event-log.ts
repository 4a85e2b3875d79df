import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store/store';
import type { CallEvent, EventSink } from './event';
import { trailRecords, type TrailRecord } from './trail-record';

const FILE = 'events.jsonl';

/**
 * What CloudTrail knows: the management events of the three accounts, oldest first. With a store they survive a
 * restart, a line an event.
 */
export class EventLog implements EventSink {
  readonly #path: string | undefined;
  readonly #records: TrailRecord[];

  /** @param store left out: in memory alone */
  constructor(store?: Pick<Store, 'folder'>) {
    this.#path = store && join(store.folder, FILE);
    this.#records = this.#path === undefined ? [] : readRecords(this.#path);
  }

  get records(): readonly TrailRecord[] {
    return this.#records;
  }

  /** Takes a call's end. It is written before the caller has its answer. */
  record(event: CallEvent): void {
    const records = trailRecords(event);
    if (records.length === 0) return;
    this.#records.push(...records);
    if (this.#path === undefined) return;
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    // One line after the other, in the order of the calls: that takes no longer than to queue them.
    appendFileSync(this.#path, lines, { mode: 0o600 });
  }
}

/** A line that a crash cut off is left out. */
function readRecords(path: string): TrailRecord[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as TrailRecord];
    } catch {
      return [];
    }
  });
}
