import { randomUUID } from 'node:crypto';
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that nobody ever sees half of it: beside the one that is there, which it then replaces,
 * permissions kept.
 * @throws an error whose message says why, as {@link reasonAgainst} does, and whose code is the system's
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  // A link stays one: what it leads to is replaced.
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.${randomUUID()}.new`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    const before = await stat(target).catch(() => undefined);
    if (before) await chmod(temporary, before.mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    throw Object.assign(new Error(reasonAgainst(error, dirname(target)), { cause: error }), { code });
  }
}

/**
 * Why something cannot be written, without the name of a temporary file.
 * @param folder where it was to be
 */
export function reasonAgainst(error: unknown, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `there is no folder ${folder}`;
    case 'ENOTDIR':
      return `${folder} is no folder, or one above it is none`;
    case 'EISDIR':
      return 'there is a folder of that name';
    case 'EACCES':
    case 'EPERM':
      return `writing in ${folder} is not allowed`;
    case 'EROFS':
      return `${folder} can only be read`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `no space is left in ${folder}`;
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ELOOP':
      return `the links at ${folder} lead in a circle`;
    default:
      return message.replace(/, \w+ '.*$/s, '');
  }
}
