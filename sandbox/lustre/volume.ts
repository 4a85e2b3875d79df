import type { Done, Failure } from './errno';

/** A file or directory as `stat` shows it. */
export interface Entry {
  readonly kind: 'file' | 'directory';
  /** In bytes. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** ISO text. */
  readonly mtime: string;
}

export type Content = { readonly status: 'ok'; readonly content: Buffer };

/** Files as programs use them. Paths begin with a slash, are normalized and end without one. */
export interface Volume {
  stat(path: string): Entry | undefined;
  /** Names in a directory. */
  list(path: string): readonly string[];
  /** ENODATA where the content cannot be had from S3. */
  read(path: string): Promise<Content | Failure>;
  /** Makes or replaces a file, or adds to its end. */
  write(path: string, content: Buffer, isAppending: boolean): Promise<Done | Failure>;
  makeDirectory(path: string): Promise<Done | Failure>;
  /** Removes a file, or an empty directory. */
  remove(path: string): Promise<Done | Failure>;
}

/** What Lustre has beside that. Requests come back at once and do not say how the transfer ended. */
export interface HsmVolume extends Volume {
  /** HSM flags of a file; undefined for what is none. */
  flags(path: string): number | undefined;
  archive(path: string): Promise<Done | Failure>;
  release(path: string): Promise<Done | Failure>;
  restore(path: string): Promise<Done | Failure>;
  /** Removes the copy in the bucket. */
  removeCopy(path: string): Promise<Done | Failure>;
}
