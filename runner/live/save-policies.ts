/** Policies that a diagnosis says to put, as files for the commands that put them. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../../core/live/change';
import { writeFileAtomically } from '../write-file';

export type SavedPolicies = { status: 'saved' } | { status: 'unusable'; message: string };

/** Writes them into a folder, which is made if need be. A file that is there and says something else is left alone. */
export async function savePolicies(folder: string, changes: readonly Change[]): Promise<SavedPolicies> {
  try {
    for (const { file, policy } of changes) {
      if (file === undefined) continue;
      const path = join(folder, file);
      const text = `${JSON.stringify(policy, null, 2)}\n`;
      const before = await readFile(path, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (before === text) continue;
      if (before !== undefined) {
        const message = `${file} is there and has another policy: move it away, or name another folder.`;
        return { status: 'unusable', message };
      }
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(path, text);
    }
    return { status: 'saved' };
  } catch (error) {
    return { status: 'unusable', message: (error as Error).message };
  }
}
