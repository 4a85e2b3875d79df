import { DONE, failed, type Done, type Failure } from './errno';
import { childrenOf, DIRECTORY_MODE, nodeAt, parentOf, type FileNode, type Tree } from './tree';
import type { Entry } from './volume';

/** A path's entry as `stat` has it. */
export function entryAt(tree: Tree, path: string): Entry | undefined {
  const node = nodeAt(tree, path);
  if (!node) return undefined;
  const { kind, mode, uid, gid, mtime } = node;
  return { kind, mode, uid, gid, mtime, size: node.kind === 'file' ? node.size : DIRECTORY_BYTES };
}

const DIRECTORY_BYTES = 4096;

/** The file at a path, or why there is none that can be opened. */
export function fileAt(
  tree: Tree,
  path: string,
): { readonly status: 'ok'; readonly file: FileNode } | Failure {
  const node = nodeAt(tree, path);
  if (node?.kind === 'file') return { status: 'ok', file: node };
  return node ? failed('EISDIR') : (parentProblem(tree, path) ?? failed('ENOENT'));
}

/** What stands against a new entry at a path. */
export function parentProblem(tree: Tree, path: string): Failure | undefined {
  const parent = nodeAt(tree, parentOf(path));
  if (parent?.kind === 'directory') return undefined;
  return parent ? failed('ENOTDIR') : (parentProblem(tree, parentOf(path)) ?? failed('ENOENT'));
}

export function makeDirectory(tree: Tree, path: string, now: Date): Done | Failure {
  if (nodeAt(tree, path)) return failed('EEXIST');
  const problem = parentProblem(tree, path);
  if (problem) return problem;
  tree[path] = { kind: 'directory', mode: DIRECTORY_MODE, uid: 0, gid: 0, mtime: now.toISOString() };
  return DONE;
}

/**
 * Removes a file or an empty directory.
 * @returns the id of the content that went with it
 */
export function removeEntry(
  tree: Tree,
  path: string,
): { readonly status: 'ok'; readonly unused?: string } | Failure {
  if (path === '/') return failed('EBUSY');
  const node = nodeAt(tree, path);
  if (!node) return parentProblem(tree, path) ?? failed('ENOENT');
  if (node.kind === 'directory' && childrenOf(tree, path).length > 0) return failed('ENOTEMPTY');
  Reflect.deleteProperty(tree, path);
  return node.kind === 'file' ? { status: 'ok', unused: node.id } : { status: 'ok' };
}
