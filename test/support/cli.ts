import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runProcess } from '../../runner/run-process';

/** Runs the built command line in a folder, as a user would. */
export async function cli(cwd: string, ...args: string[]) {
  const end = await runProcess(process.execPath, [join(process.cwd(), 'dist', 'cli.js'), ...args], { cwd });
  assert.equal(end.status, 'ended');
  return end;
}
