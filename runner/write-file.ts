import { randomUUID } from 'node:crypto';
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonAgainstWriting } from './file-reasons';

/**
 * Writes a file so that nobody ever sees half of it: beside the one that is there, which it then replaces,
 * permissions kept.
 * @throws an error whose message says why, as {@link reasonAgainstWriting} does, and whose code is the system's
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
    throw Object.assign(new Error(reasonAgainstWriting(error, dirname(target)), { cause: error }), { code });
  }
}
