import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-')));
process.once('exit', () => {
  rmSync(root, { recursive: true, force: true });
});

/** A new empty folder, removed when the test process ends. */
export function temporaryFolder(): string {
  return mkdtempSync(join(root, 'test-'));
}
