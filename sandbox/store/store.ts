import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobFolder } from './blobs';
import { StoreDocument } from './document';
import { claimFolder, releaseFolder } from './lock';

/**
 * The state of one sandbox in one folder: a JSON file for each document, a folder for each kind of content. The
 * folder can be deleted when the sandbox is stopped.
 */
export class Store {
  readonly folder: string;
  readonly #isTemporary: boolean;
  readonly #documents = new Map<string, StoreDocument<unknown>>();

  constructor(folder: string, isTemporary: boolean) {
    this.folder = folder;
    this.#isTemporary = isTemporary;
  }

  /**
   * A document by name: what the folder has of it, else what `empty` gives. Ask for it once, where the service is
   * made; who asks again gets the same.
   * @throws when the file holds no JSON, which atomic writes rule out
   */
  document<Value>(name: string, empty: () => Value): StoreDocument<Value> {
    const known = this.#documents.get(name);
    if (known) return known as StoreDocument<Value>;
    const path = join(this.folder, `${name}.json`);
    const document = new StoreDocument(path, (readJson(path) as Value | undefined) ?? empty());
    this.#documents.set(name, document);
    return document;
  }

  /** Contents of one kind, for example those of objects. */
  blobs(name: string): BlobFolder {
    return new BlobFolder(join(this.folder, name));
  }

  /** Gives the folder free; one that was made for this run is removed. */
  async close(): Promise<void> {
    releaseFolder(this.folder);
    if (this.#isTemporary) await rm(this.folder, { recursive: true, force: true });
  }
}

export type OpenedStore =
  | { readonly status: 'open'; readonly store: Store }
  /** Another sandbox has it, or it cannot be written. */
  | { readonly status: 'unusable'; readonly message: string };

/**
 * Opens the state's folder, and makes it where it is missing.
 * @param folder left out: one that lives as long as the sandbox
 * @param reset empties it first
 */
export async function openStore(folder: string | undefined, reset: boolean): Promise<OpenedStore> {
  if (folder === undefined) {
    return {
      status: 'open',
      store: new Store(mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-sandbox-')), true),
    };
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return { status: 'unusable', message: `${folder} cannot be made: ${(error as Error).message}` };
  }
  const claim = await claimFolder(folder, reset);
  if (claim.status === 'refused') return { status: 'unusable', message: claim.message };
  return { status: 'open', store: new Store(folder, false) };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text) as unknown;
}
