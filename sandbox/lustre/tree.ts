/** The names of one file system. Paths begin with a slash and end without one; `/` itself is always there. */
export type Tree = Record<string, TreeNode>;

export type TreeNode = FileNode | DirectoryNode;

interface Attributes {
  /** Permission bits. */
  mode: number;
  uid: number;
  gid: number;
  /** ISO text. */
  mtime: string;
}

export interface DirectoryNode extends Attributes {
  kind: 'directory';
}

export interface FileNode extends Attributes {
  kind: 'file';
  /** Name of its content in the store. */
  id: string;
  /** In bytes. */
  size: number;
  /** HSM flags. */
  flags: number;
  /** Key of the object that holds its content, where that is another than its path says. */
  key?: string;
}

/** Files and directories that come from S3 without attributes belong to root with these permissions. */
export const IMPORTED_MODE = 0o755;
export const DIRECTORY_MODE = 0o755;
export const FILE_MODE = 0o644;

/** The way from the root to a path, without the root and the path itself. */
export function ancestors(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path is another one or lies under it. */
export function isAtOrUnder(path: string, top: string): boolean {
  return path === top || path.startsWith(top === '/' ? '/' : `${top}/`);
}

export function nodeAt(tree: Tree, path: string): TreeNode | undefined {
  if (path === '/')
    return tree['/'] ?? { kind: 'directory', mode: DIRECTORY_MODE, uid: 0, gid: 0, mtime: EPOCH };
  return tree[path];
}

const EPOCH = '1970-01-01T00:00:00.000Z';

/** Names in a directory, in the order of their bytes. */
export function childrenOf(tree: Tree, directory: string): string[] {
  const start = directory === '/' ? '/' : `${directory}/`;
  return Object.keys(tree)
    .filter(
      (path) => path.length > start.length && path.startsWith(start) && !path.includes('/', start.length),
    )
    .map((path) => path.slice(start.length))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

/**
 * Adds the directories on the way to a path.
 * @returns false where a file stands in the way; then nothing is added
 */
export function addAncestors(tree: Tree, path: string, mtime: string): boolean {
  const missing = ancestors(path).filter((directory) => tree[directory] === undefined);
  if (ancestors(path).some((directory) => tree[directory]?.kind === 'file')) return false;
  for (const directory of missing) {
    tree[directory] = { kind: 'directory', mode: DIRECTORY_MODE, uid: 0, gid: 0, mtime };
  }
  return true;
}
