import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryFolder } from '../support/temporary-folder';

/** More findings than a pipe holds of their output. */
const MANY = 2000;

describe('output that nobody reads to its end', () => {
  it('ends the command without a word', async () => {
    const cwd = temporaryFolder();
    const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:decrypt*x', Resource: '*' };
    const policy = { Version: '2012-10-17', Statement: Array.from({ length: MANY }, () => statement) };
    writeFileSync(join(cwd, 'key-policy.json'), JSON.stringify(policy, null, 2));
    const child = spawn(
      process.execPath,
      [join(process.cwd(), 'dist', 'cli.js'), 'lint', '--format', 'json'],
      {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const said = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [exitCode] = (await once(child, 'close')) as [number | null];
    assert.equal(await said, '');
    assert.equal(exitCode, 1);
  });
});
