import { randomUUID } from 'node:crypto';
import type { AwsError } from '../gateway/outcome';
import type { Caller } from '../identity/caller';
import type { BlobFolder } from '../store/blobs';
import type { StoreDocument } from '../store/document';
import { DONE, failed, type Done, type Failure } from './errno';
import { afterHsmEvent, HSM_FLAGS, needsArchive } from './hsm';
import { importListing, type FileSystemFiles } from './import';
import { exportKeyOf, keyOf, linkOf, type Link, type LinkEvent } from './link';
import type { ObjectStore, ObjectStoreCall } from './object-store';
import { attributesOf, metadataOf } from './posix-metadata';
import type { RepositoryEvent, RepositoryLog } from './repository-log';
import { exportFailure, importFailure } from './transfer';
import { childrenOf, FILE_MODE, nodeAt, type FileNode } from './tree';
import { entryAt, fileAt, makeDirectory, parentProblem, removeEntry } from './tree-operations';
import type { Content, Entry, HsmVolume } from './volume';

/** What a file system's files stand on. */
export interface LustreGround {
  readonly region: string;
  readonly document: StoreDocument<FileSystemFiles>;
  readonly contents: BlobFolder;
  readonly objects: ObjectStore;
  /** Session of the file system's role; undefined when there is no such role. */
  readonly role: () => Promise<Caller | undefined>;
  readonly links: () => readonly Link[];
  readonly log: RepositoryLog;
  readonly now: () => Date;
}

/** How a transfer between file system and bucket ended. */
export type Transfer =
  | { readonly status: 'done' }
  /** There was nothing to do. */
  | { readonly status: 'unneeded' }
  | { readonly status: 'refused'; readonly error: AwsError }
  | { readonly status: 'impossible'; readonly errno: Failure['errno'] };

/**
 * The files of one file system. Contents come from S3 and go there as the file system's role; a file's HSM flags say
 * that a transfer took place only when S3, and KMS behind it, let it.
 */
export class LustreFiles implements HsmVolume {
  readonly #ground: LustreGround;

  constructor(ground: LustreGround) {
    this.#ground = ground;
  }

  get #tree(): FileSystemFiles['tree'] {
    return this.#ground.document.value.tree;
  }

  stat(path: string): Entry | undefined {
    return entryAt(this.#tree, path);
  }

  list(path: string): readonly string[] {
    return childrenOf(this.#tree, path);
  }

  flags(path: string): number | undefined {
    const node = nodeAt(this.#tree, path);
    return node?.kind === 'file' ? node.flags : undefined;
  }

  async read(path: string): Promise<Content | Failure> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return found;
    if (found.file.flags & HSM_FLAGS.released) {
      const transfer = await this.load(path);
      if (transfer.status !== 'done') return failed('ENODATA');
    }
    const { id } = found.file;
    return { status: 'ok', content: (await this.#ground.contents.get(id)) ?? Buffer.alloc(0) };
  }

  async write(path: string, content: Buffer, isAppending: boolean): Promise<Done | Failure> {
    const old = nodeAt(this.#tree, path);
    if (old?.kind === 'directory') return failed('EISDIR');
    const problem = old ? undefined : parentProblem(this.#tree, path);
    if (problem) return problem;
    const before = old && isAppending ? await this.read(path) : { status: 'ok' as const, content: NOTHING };
    if (before.status === 'failed') return before;
    const whole = Buffer.concat([before.content, content]);
    const { contents, document, now } = this.#ground;
    const id = randomUUID();
    await contents.put(id, whole);
    await document.change(({ tree }) => {
      const { mode = FILE_MODE, uid = 0, gid = 0, flags = 0 } = old ?? {};
      tree[path] = {
        kind: 'file',
        id,
        size: whole.length,
        mode,
        uid,
        gid,
        mtime: now().toISOString(),
        flags: afterHsmEvent(flags, 'written') ?? flags,
      };
    });
    if (old) await contents.delete(old.id);
    if (this.#exports(path, old ? 'CHANGED' : 'NEW')) await this.export(path);
    return DONE;
  }

  async makeDirectory(path: string): Promise<Done | Failure> {
    const { document, now } = this.#ground;
    const made = await document.change(({ tree }) => makeDirectory(tree, path, now()));
    if (made.status === 'ok' && this.#exports(path, 'NEW')) await this.#exportDirectory(path);
    return made;
  }

  async remove(path: string): Promise<Done | Failure> {
    const { document, contents } = this.#ground;
    const isDirectory = nodeAt(this.#tree, path)?.kind === 'directory';
    const removed = await document.change(({ tree }) => removeEntry(tree, path));
    if (removed.status === 'failed') return removed;
    if (removed.unused !== undefined) await contents.delete(removed.unused);
    if (this.#exports(path, 'DELETED')) await this.#deleteObject(path, isDirectory);
    return DONE;
  }

  /** Asks for an export. Nobody is told how it ended: the flags show it, and the file system's log. */
  async archive(path: string): Promise<Done | Failure> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return found;
    if (found.file.flags & HSM_FLAGS.neverArchive) return failed('EPERM');
    await this.export(path);
    return DONE;
  }

  async release(path: string): Promise<Done | Failure> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return found;
    const { id, flags } = found.file;
    const after = afterHsmEvent(flags, 'release');
    if (after === undefined) return failed('EPERM');
    await this.#changeFile(path, id, (file) => {
      file.flags = after;
    });
    await this.#ground.contents.delete(id);
    return DONE;
  }

  /** Asks for the content of a released file; like an export, it does not say how that ended. */
  async restore(path: string): Promise<Done | Failure> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return found;
    await this.load(path);
    return DONE;
  }

  async removeCopy(path: string): Promise<Done | Failure> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return found;
    const { id, flags } = found.file;
    const after = afterHsmEvent(flags, 'removed');
    if (after === undefined) return failed('EPERM');
    const transfer = await this.#deleteObject(path, false);
    if (transfer.status !== 'done') return DONE;
    await this.#changeFile(path, id, (file) => {
      file.flags = after;
    });
    return DONE;
  }

  /** Writes a file's content to its bucket, where that is due. */
  async export(path: string): Promise<Transfer> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return { status: 'impossible', errno: found.errno };
    const { file } = found;
    if (!needsArchive(file.flags)) return { status: 'unneeded' };
    const link = linkOf(this.#ground.links(), path);
    if (!link) return this.#unlinked(path);
    const call = await this.#call();
    if (!call) return { status: 'impossible', errno: 'EACCES' };
    const { id } = file;
    const key = exportKeyOf(link, path);
    const body = (await this.#ground.contents.get(id)) ?? NOTHING;
    const put = await this.#ground.objects.putObject(call, {
      bucket: link.bucket,
      key,
      body,
      metadata: metadataOf(file),
    });
    if (put.status === 'error') {
      await this.#ground.log.record([{ code: exportFailure(put), bucket: link.bucket, key, path }]);
      return { status: 'refused', error: put };
    }
    await this.#changeFile(path, id, (current, { seen }) => {
      current.flags = afterHsmEvent(current.flags, 'archived') ?? current.flags;
      if (key === keyOf(link, path)) seen[path] = put.eTag;
      else current.key = key;
    });
    return { status: 'done' };
  }

  /** Reads a released file's content from its bucket. */
  async load(path: string): Promise<Transfer> {
    const found = fileAt(this.#tree, path);
    if (found.status === 'failed') return { status: 'impossible', errno: found.errno };
    const { id, flags } = found.file;
    const link = linkOf(this.#ground.links(), path);
    if (!(flags & HSM_FLAGS.released)) return { status: 'unneeded' };
    const call = await this.#call();
    if (!link || !call) return { status: 'impossible', errno: 'ENODATA' };
    const key = found.file.key ?? keyOf(link, path);
    const got = await this.#ground.objects.getObject(call, { bucket: link.bucket, key });
    if (got.status === 'error') {
      await this.#ground.log.record([{ code: importFailure(got), bucket: link.bucket, key, path }]);
      return { status: 'refused', error: got };
    }
    await this.#ground.contents.put(id, got.body);
    await this.#changeFile(path, id, (file, { seen }) => {
      Object.assign(file, attributesOf(got.metadata), { size: got.body.length });
      file.flags = afterHsmEvent(file.flags, 'restored') ?? file.flags;
      if (key === keyOf(link, path)) seen[path] = got.eTag;
    });
    return { status: 'done' };
  }

  /** Takes over the names of a link's bucket, and what has changed there, as far as `accept` has it. */
  async import(link: Link, accept: readonly LinkEvent[]): Promise<Transfer> {
    const call = await this.#call();
    if (!call) return { status: 'impossible', errno: 'EACCES' };
    const { bucket, prefix } = link;
    const listed = await this.#ground.objects.listObjects(call, { bucket, prefix });
    if (listed.status === 'error') {
      await this.#ground.log.record([{ code: 'S3ImportListObjectError', bucket, key: prefix }]);
      return { status: 'refused', error: listed };
    }
    const { document, contents, log } = this.#ground;
    const { events, unused } = await document.change((files) =>
      importListing(files, link, listed.objects, accept),
    );
    await log.record(events);
    for (const id of unused) await contents.delete(id);
    return { status: 'done' };
  }

  #exports(path: string, event: LinkEvent): boolean {
    return linkOf(this.#ground.links(), path)?.autoExport.includes(event) ?? false;
  }

  async #unlinked(path: string): Promise<Transfer> {
    const event: RepositoryEvent = { code: 'S3ExportLocalObjectNotMatchDra', bucket: '', key: '', path };
    await this.#ground.log.record([event]);
    return { status: 'impossible', errno: 'EINVAL' };
  }

  async #exportDirectory(path: string): Promise<void> {
    const node = nodeAt(this.#tree, path);
    const link = linkOf(this.#ground.links(), path);
    const call = await this.#call();
    if (!link || !call || !node) return;
    const key = `${exportKeyOf(link, path)}/`;
    const object = { bucket: link.bucket, key, body: NOTHING, metadata: metadataOf(node) };
    const put = await this.#ground.objects.putObject(call, object);
    if (put.status === 'error') {
      await this.#ground.log.record([{ code: exportFailure(put), bucket: link.bucket, key, path }]);
      return;
    }
    await this.#ground.document.change(({ seen }) => {
      seen[path] = put.eTag;
    });
  }

  async #deleteObject(path: string, isDirectory: boolean): Promise<Transfer> {
    const link = linkOf(this.#ground.links(), path);
    if (!link) return this.#unlinked(path);
    const call = await this.#call();
    if (!call) return { status: 'impossible', errno: 'EACCES' };
    const { bucket } = link;
    const key = `${exportKeyOf(link, path)}${isDirectory ? '/' : ''}`;
    const deleted = await this.#ground.objects.deleteObject(call, { bucket, key });
    if (deleted.status === 'error') {
      await this.#ground.log.record([{ code: exportFailure(deleted), bucket, key, path }]);
      return { status: 'refused', error: deleted };
    }
    await this.#ground.document.change(({ seen }) => {
      Reflect.deleteProperty(seen, path);
    });
    return { status: 'done' };
  }

  /** Changes a file, unless another one has taken its place meanwhile. */
  async #changeFile(
    path: string,
    id: string,
    change: (file: FileNode, files: FileSystemFiles) => void,
  ): Promise<void> {
    await this.#ground.document.change((files) => {
      const node = files.tree[path];
      if (node?.kind === 'file' && node.id === id) change(node, files);
    });
  }

  async #call(): Promise<ObjectStoreCall | undefined> {
    const caller = await this.#ground.role();
    return caller && { caller, region: this.#ground.region };
  }
}

const NOTHING = Buffer.alloc(0);
