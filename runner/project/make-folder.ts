import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it. Not by `recursive`: that tries for ever where a file system has a folder, and
 * answers ENOENT to whoever makes another one in it, as /proc and automounted folders do (Node.js 20.20).
 * @returns the first folder that had to be made, if any
 * @throws the system's error; none is left then of those that were made
 */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(path))) return undefined;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path) throw error;
    const first = await makeFolder(parent);
    try {
      await mkdir(path);
    } catch (refused) {
      if (first !== undefined) await removeFolders(parent, first, rmdir);
      throw refused;
    }
    return first ?? path;
  }
}

/**
 * Takes away the folders that were made, from the inside out, as long as they are empty.
 * @param first the outermost of them
 * @param remove fails when something is in it
 */
export async function removeFolders(
  folder: string,
  first: string,
  remove: (path: string) => Promise<void>,
): Promise<void> {
  for (let current = folder; ; current = dirname(current)) {
    try {
      await remove(current);
    } catch {
      return;
    }
    if (current === first || current === dirname(current)) return;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
