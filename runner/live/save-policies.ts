/** Policies that a diagnosis says to put, as files for the commands that put them. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../../core/live/change';
import { reasonAgainstWriting } from '../file-reasons';
import { writeFileAtomically } from '../write-file';

export type SavedPolicies =
  /** The changes, with the names of their files in the commands. */
  { status: 'saved'; changes: Change[] } | { status: 'unusable'; message: string };

/**
 * Writes them into a folder, which is made if need be. A file that is there and says something else stays: the next free
 * name is taken, such as key-policy-2.json.
 */
export async function savePolicies(folder: string, changes: readonly Change[]): Promise<SavedPolicies> {
  try {
    const saved: Change[] = [];
    for (const change of changes) {
      const { file, policy, command } = change;
      if (file === undefined) {
        saved.push(change);
        continue;
      }
      const name = await save(folder, file, `${JSON.stringify(policy, null, 2)}\n`);
      const named = command?.replace(`file://${file}`, `file://${name}`);
      saved.push({ ...change, file: name, ...(named !== undefined && { command: named }) });
    }
    return { status: 'saved', changes: saved };
  } catch (error) {
    return { status: 'unusable', message: reasonAgainstWriting(error, folder) };
  }
}

/** @returns the name that it has there */
async function save(folder: string, file: string, text: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? file : file.replace(/(?=\.json$)/, `-${number}`);
    const path = join(folder, name);
    const before = await textOf(path);
    if (before === text) return name;
    if (before !== undefined) continue;
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(path, text);
    return name;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
