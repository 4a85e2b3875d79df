import { randomUUID } from 'node:crypto';
import type { RepositoryEvent } from './repository-log';
import { IMPORTED } from './hsm';
import { targetOf, type KeyTarget, type Link, type LinkEvent } from './link';
import type { StoredObject } from './object-store';
import { addAncestors, childrenOf, IMPORTED_MODE, type Tree } from './tree';

/** What one file system knows of its files. */
export interface FileSystemFiles {
  readonly tree: Tree;
  /** ETag of each object that was imported or exported, by its path: what differs from it is a change. */
  readonly seen: Record<string, string>;
}

/** Storage classes whose objects cannot be read at once. */
const COLD_CLASSES = ['GLACIER', 'DEEP_ARCHIVE'];

/** What a comparison with the bucket did. */
export interface ImportResult {
  /** What goes into the file system's log. */
  readonly events: readonly RepositoryEvent[];
  /** Contents that nobody needs any more. */
  readonly unused: readonly string[];
}

/**
 * Takes over into `files` what differs between a link's bucket and what was seen of it. Only names, sizes and times are
 * taken: contents come when a file is read.
 * @param accept changes that count; the others are noted as seen and never come back
 */
export function importListing(
  files: FileSystemFiles,
  link: Link,
  listing: readonly StoredObject[],
  accept: readonly LinkEvent[],
): ImportResult {
  const events: RepositoryEvent[] = [];
  const unused: string[] = [];
  const there = new Set<string>();
  for (const object of listing) {
    if (object.key === link.prefix) continue;
    const target = targetOf(link, object.key);
    if (!target) {
      events.push({ code: 'S3ImportObjectPathNotPosixCompliant', bucket: link.bucket, key: object.key });
      continue;
    }
    there.add(target.path);
    const seen = files.seen[target.path];
    if (seen === object.eTag) continue;
    files.seen[target.path] = object.eTag;
    if (!accept.includes(seen === undefined ? 'NEW' : 'CHANGED')) continue;
    const outcome = importObject(files.tree, target, object);
    if (outcome.status === 'skipped')
      events.push({ code: outcome.code, bucket: link.bucket, key: object.key });
    else if (outcome.unused !== undefined) unused.push(outcome.unused);
  }
  for (const path of goneFrom(files, link, there)) {
    Reflect.deleteProperty(files.seen, path);
    if (accept.includes('DELETED')) unused.push(...removeImported(files.tree, path));
  }
  return { events, unused };
}

type Imported =
  | { readonly status: 'imported'; readonly unused?: string }
  | {
      readonly status: 'skipped';
      readonly code: 'S3ImportUnsupportedTierWarning' | 'S3ImportObjectTypeMismatch';
    };

function importObject(tree: Tree, { kind, path }: KeyTarget, object: StoredObject): Imported {
  if (COLD_CLASSES.includes(object.storageClass)) {
    return { status: 'skipped', code: 'S3ImportUnsupportedTierWarning' };
  }
  const old = tree[path];
  if ((old && old.kind !== kind) || !addAncestors(tree, path, object.lastModified)) {
    return { status: 'skipped', code: 'S3ImportObjectTypeMismatch' };
  }
  const attributes = { mode: IMPORTED_MODE, uid: 0, gid: 0, mtime: object.lastModified };
  tree[path] =
    kind === 'directory'
      ? { kind, ...attributes }
      : { kind, ...attributes, id: randomUUID(), size: object.size, flags: IMPORTED };
  return old?.kind === 'file' ? { status: 'imported', unused: old.id } : { status: 'imported' };
}

/** Paths of a link whose objects were seen and are no more. */
function goneFrom(files: FileSystemFiles, link: Link, there: ReadonlySet<string>): string[] {
  const top = link.path === '/' ? '/' : `${link.path}/`;
  return Object.keys(files.seen).filter((path) => path.startsWith(top) && !there.has(path));
}

/** Removes a file, or a directory that is empty. */
function removeImported(tree: Tree, path: string): string[] {
  const node = tree[path];
  if (!node || (node.kind === 'directory' && childrenOf(tree, path).length > 0)) return [];
  Reflect.deleteProperty(tree, path);
  return node.kind === 'file' ? [node.id] : [];
}
