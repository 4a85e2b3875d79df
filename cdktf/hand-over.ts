import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyDocument } from '../core/policies/document';

/** Statements for the owner of a key or bucket that is not ours to change. */
export interface HandOver {
  /** File name without ending, such as `key-policy-data`. */
  name: string;
  content: PolicyDocument;
}

/** Folder in the synthesized output with one file for each owner. */
export const HAND_OVER_FOLDER = 'hand-over';

/** Writes the files anew, so that none is left of an earlier deployment. Each appears whole or not at all. */
export function writeHandOvers(outdir: string, handOvers: readonly HandOver[]): void {
  const folder = join(outdir, HAND_OVER_FOLDER);
  rmSync(folder, { recursive: true, force: true });
  if (handOvers.length === 0) return;
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of handOvers) {
    const file = join(folder, `${name}.json`);
    writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  }
}
