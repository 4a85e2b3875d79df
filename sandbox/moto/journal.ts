import { randomInt, randomUUID } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store/store';
import type { MotoRequest } from './client';

/** A request that changed something in moto. moto keeps all in memory, so it is done again after a restart. */
export interface JournalEntry extends Omit<MotoRequest, 'body' | 'changes'> {
  /** What moto's random generator was seeded with, so that ids come out the same. */
  readonly seed: number;
  /** Base64; a large one stands in a file of its own. */
  readonly body?: string;
  readonly bodyFile?: string;
}

const LARGE_BYTES = 16_384;
const MAX_SEED = 2 ** 47;

export function newSeed(): number {
  return randomInt(MAX_SEED);
}

/** The journal of one sandbox: a line an entry. A line that was cut off by a crash was never answered. */
export class Journal {
  readonly #path: string;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.#path = join(store.folder, 'moto-journal.jsonl');
  }

  async append({ body, changes: _, ...request }: MotoRequest, seed: number): Promise<void> {
    let entry: JournalEntry = { ...request, seed };
    if (body.length > LARGE_BYTES) {
      const bodyFile = randomUUID();
      await this.#store.blobs('moto-bodies').put(bodyFile, body);
      entry = { ...entry, bodyFile };
    } else if (body.length > 0) {
      entry = { ...entry, body: body.toString('base64') };
    }
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** The entries, oldest first. */
  async entries(): Promise<JournalEntry[]> {
    const text = await readFile(this.#path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as JournalEntry];
      } catch {
        return [];
      }
    });
  }

  async bodyOf({ body, bodyFile }: JournalEntry): Promise<Buffer> {
    if (bodyFile !== undefined) {
      return (await this.#store.blobs('moto-bodies').get(bodyFile)) ?? Buffer.alloc(0);
    }
    return Buffer.from(body ?? '', 'base64');
  }
}
