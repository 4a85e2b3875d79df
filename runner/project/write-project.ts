import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FolderContent } from '../../core/project/plan';
import type { ProjectFile, ProjectFileName } from '../../core/project/files';
import { reasonAgainstWriting } from '../file-reasons';
import { makeFolder, removeFolders } from './make-folder';

/** What is done to the disk; a test puts one in that fails where a disk would. */
export interface Disk {
  readFile: (path: string) => Promise<string>;
  /** @returns the first folder that had to be made, if any */
  makeFolder: (path: string) => Promise<string | undefined>;
  /** Fails when the file is there. */
  createFile: (path: string, text: string) => Promise<void>;
  /** A second name for a file; fails when the name is taken. */
  link: (existing: string, path: string) => Promise<void>;
  copy: (existing: string, path: string) => Promise<void>;
  remove: (path: string) => Promise<void>;
  /** Fails when something is in it. */
  removeFolder: (path: string) => Promise<void>;
}

/** The file system of this machine. */
export const DISK: Disk = {
  readFile: (path) => fs.readFile(path, 'utf8'),
  makeFolder,
  createFile: (path, text) => fs.writeFile(path, text, { flag: 'wx' }),
  link: (existing, path) => fs.link(existing, path),
  copy: (existing, path) => fs.copyFile(existing, path, constants.COPYFILE_EXCL),
  remove: (path) => fs.rm(path, { force: true }),
  removeFolder: (path) => fs.rmdir(path),
};

export type ReadFolder =
  | { status: 'read'; content: FolderContent }
  /** The folder's name is a file's, or something in it cannot be read. */
  | { status: 'unreadable'; path: string; message: string };

/** Reads which of some files a folder has; a folder that is not there has none. */
export async function readFolder(
  folder: string,
  names: readonly ProjectFileName[],
  disk: Disk = DISK,
): Promise<ReadFolder> {
  const content: FolderContent = {};
  for (const name of names) {
    const path = join(folder, name);
    try {
      content[name] = await disk.readFile(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      return { status: 'unreadable', path, message: (error as Error).message };
    }
  }
  return { status: 'read', content };
}

export type WrittenProject =
  | { status: 'written' }
  /** Somebody made it in the meantime. */
  | { status: 'in-the-way'; path: string }
  /** `message`: why, as a part of a sentence. */
  | { status: 'unwritable'; path: string; message: string };

/**
 * Writes all files of a project, or none: what was made before something failed is taken away again. A file that is
 * there is never replaced, and none is ever seen half-written.
 */
export async function writeProject(
  folder: string,
  files: readonly ProjectFile[],
  disk: Disk = DISK,
): Promise<WrittenProject> {
  const undo: (() => Promise<void>)[] = [];
  const staged: { temporary: string; path: string }[] = [];
  let at = folder;
  try {
    const firstFolder = await disk.makeFolder(folder);
    if (firstFolder !== undefined) undo.unshift(() => removeFolders(folder, firstFolder, disk.removeFolder));
    for (const { name, text } of files) {
      at = join(folder, name);
      const temporary = join(folder, `.${name}.${randomUUID()}.new`);
      staged.push({ temporary, path: at });
      await disk.createFile(temporary, text);
    }
    for (const { temporary, path } of staged) {
      at = path;
      await giveName(temporary, path, disk);
      undo.unshift(() => disk.remove(path));
    }
    undo.length = 0;
    return { status: 'written' };
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && at !== folder) return { status: 'in-the-way', path: at };
    const message = at === folder ? reasonAgainstFolder(error, folder) : reasonAgainstFile(error, folder);
    return { status: 'unwritable', path: at, message };
  } finally {
    // What cannot be taken away either is left: there is nothing more to do about it.
    for (const { temporary } of staged) await disk.remove(temporary).catch(() => undefined);
    for (const step of undo) await step().catch(() => undefined);
  }
}

/** The folders above are made too, so that one of them may be what is refused. */
function reasonAgainstFolder(error: unknown, folder: string): string {
  const { code, path = folder } = error as NodeJS.ErrnoException;
  return code === 'EEXIST' ? `${path} is no folder` : reasonAgainstFile(error, dirname(path));
}

function reasonAgainstFile(error: unknown, folder: string): string {
  // It is there by now; one such as /proc answers so to whoever makes something in it.
  return codeOf(error) === 'ENOENT'
    ? `nothing can be made in ${folder}`
    : reasonAgainstWriting(error, folder);
}

/** Where a file system knows no second names, a copy does: it refuses a name that is taken as well. */
async function giveName(temporary: string, path: string, disk: Disk): Promise<void> {
  try {
    await disk.link(temporary, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
    await disk.copy(temporary, path);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
