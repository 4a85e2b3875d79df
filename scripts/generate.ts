/**
 * Writes the files that are made from the code: `npm run generate`. With `--check` nothing is written, and the
 * exit code is 1 when a file is not as it would be made.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generate/files';

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const [path, text] of await generatedFiles()) {
    if (read(path) === text) continue;
    process.stdout.write(`${check ? 'stale' : 'written'}: ${path}\n`);
    if (check) {
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

void main();
