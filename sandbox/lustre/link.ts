import { isAtOrUnder } from './tree';

export type LinkEvent = 'NEW' | 'CHANGED' | 'DELETED';

/** A directory of a file system that stands for a part of a bucket: an association, or the older ImportPath. */
export interface Link {
  readonly id: string;
  /** Directory of the file system: `/` or `/data`, without a slash at its end. */
  readonly path: string;
  readonly bucket: string;
  /** What keys begin with: empty, or with a slash at its end. */
  readonly prefix: string;
  /** What keys of exported files begin with, where that is another place: ExportPath of the older link. */
  readonly exportPrefix?: string;
  readonly autoImport: readonly LinkEvent[];
  readonly autoExport: readonly LinkEvent[];
}

/** The link that a path belongs to; paths of links do not overlap. */
export function linkOf(links: readonly Link[], path: string): Link | undefined {
  return links.find((link) => path !== link.path && isAtOrUnder(path, link.path));
}

/** Key of a path's object in the bucket of its link. */
export function keyOf(link: Link, path: string): string {
  return link.prefix + relativePath(link, path);
}

/** Key to which a path is exported. */
export function exportKeyOf(link: Link, path: string): string {
  return (link.exportPrefix ?? link.prefix) + relativePath(link, path);
}

function relativePath(link: Link, path: string): string {
  return path.slice(link.path === '/' ? 1 : link.path.length + 1);
}

/** What a key stands for: a file, or a directory where it ends with a slash. */
export interface KeyTarget {
  readonly kind: 'file' | 'directory';
  readonly path: string;
}

/** Longest name that Lustre has, in bytes. */
const NAME_BYTES = 255;

/**
 * What a key of a link's bucket stands for; undefined when it is no POSIX path (`a//b`, `a/../b`) or the link's own
 * directory. Source: FSx for Lustre User Guide, "POSIX metadata support for data repositories".
 */
export function targetOf(link: Link, key: string): KeyTarget | undefined {
  const isDirectory = key.endsWith('/');
  const relative = key.slice(link.prefix.length, isDirectory ? -1 : undefined);
  const isPosix = relative.split('/').every(isName);
  if (!key.startsWith(link.prefix) || !isPosix) return undefined;
  return {
    kind: isDirectory ? 'directory' : 'file',
    path: link.path === '/' ? `/${relative}` : `${link.path}/${relative}`,
  };
}

function isName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !name.includes('\0') &&
    Buffer.byteLength(name) <= NAME_BYTES
  );
}

/** Bucket and prefix of `s3://bucket/prefix/`, with a slash at the prefix's end; undefined when it is none. */
export function parseDataRepositoryPath(path: string): { bucket: string; prefix: string } | undefined {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(path);
  if (!match) return undefined;
  const [, bucket = '', rest = ''] = match;
  return { bucket, prefix: rest === '' || rest.endsWith('/') ? rest : `${rest}/` };
}
