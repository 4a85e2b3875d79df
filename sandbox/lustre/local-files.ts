import { randomUUID } from 'node:crypto';
import type { StoreDocument } from '../store/document';
import { failed, type Done, DONE, type Failure } from './errno';
import { childrenOf, FILE_MODE, nodeAt, type Tree } from './tree';
import { entryAt, fileAt, makeDirectory, parentProblem, removeEntry } from './tree-operations';
import type { Content, Entry, Volume } from './volume';

/** The disk of a client: small files, such as /etc/fstab. */
export interface LocalDisk {
  readonly tree: Tree;
  /** Base64, by the ids of the tree's files. */
  readonly contents: Record<string, string>;
}

/** Longest file of a client's own disk, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What is on a new disk. */
export function newDisk(now: Date): LocalDisk {
  const mtime = now.toISOString();
  const directories = ['/etc', '/home', '/home/ec2-user', '/mnt', '/root', '/tmp', '/var', '/var/log'];
  return {
    tree: Object.fromEntries(
      directories.map((path) => [path, { kind: 'directory', mode: 0o755, uid: 0, gid: 0, mtime }]),
    ),
    contents: {},
  };
}

/** A client's own files, in the sandbox's state. */
export class LocalFiles implements Volume {
  readonly #document: StoreDocument<unknown>;
  readonly #disk: LocalDisk;
  readonly #now: () => Date;

  /** @param document what is written when the disk, which is a part of it, changes */
  constructor(document: StoreDocument<unknown>, disk: LocalDisk, now: () => Date) {
    this.#document = document;
    this.#disk = disk;
    this.#now = now;
  }

  stat(path: string): Entry | undefined {
    return entryAt(this.#disk.tree, path);
  }

  list(path: string): readonly string[] {
    return childrenOf(this.#disk.tree, path);
  }

  read(path: string): Promise<Content | Failure> {
    const found = fileAt(this.#disk.tree, path);
    if (found.status === 'failed') return Promise.resolve(found);
    const content = Buffer.from(this.#disk.contents[found.file.id] ?? '', 'base64');
    return Promise.resolve({ status: 'ok', content });
  }

  async write(path: string, content: Buffer, isAppending: boolean): Promise<Done | Failure> {
    const { tree, contents } = this.#disk;
    const old = nodeAt(tree, path);
    if (old?.kind === 'directory') return failed('EISDIR');
    const problem = old ? undefined : parentProblem(tree, path);
    if (problem) return problem;
    const before = old && isAppending ? Buffer.from(contents[old.id] ?? '', 'base64') : Buffer.alloc(0);
    const whole = Buffer.concat([before, content]);
    if (whole.length > MAX_BYTES) return failed('ENOSPC');
    const id = old?.id ?? randomUUID();
    await this.#document.change(() => {
      contents[id] = whole.toString('base64');
      const { mode = FILE_MODE, uid = 0, gid = 0 } = old ?? {};
      const mtime = this.#now().toISOString();
      tree[path] = { kind: 'file', id, size: whole.length, flags: 0, mode, uid, gid, mtime };
    });
    return DONE;
  }

  makeDirectory(path: string): Promise<Done | Failure> {
    return this.#document.change(() => makeDirectory(this.#disk.tree, path, this.#now()));
  }

  remove(path: string): Promise<Done | Failure> {
    return this.#document.change(() => {
      const removed = removeEntry(this.#disk.tree, path);
      if (removed.status === 'ok' && removed.unused !== undefined) {
        Reflect.deleteProperty(this.#disk.contents, removed.unused);
      }
      return removed.status === 'ok' ? DONE : removed;
    });
  }
}
