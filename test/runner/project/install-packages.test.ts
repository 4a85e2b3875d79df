import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../../../runner/project/install-packages';
import { temporaryFolder } from '../../support/temporary-folder';

/** A folder in which npm is a script of ours: what stands in its `node_modules/.bin` comes first. */
function folderWithNpm(script: string): string {
  const folder = temporaryFolder();
  const bin = join(folder, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  return folder;
}

describe('the packages of a project, installed', () => {
  it('by npm in its folder, with what npm says as it comes', async () => {
    const folder = folderWithNpm('echo "$@" > called; echo added 3 packages');
    const said: string[] = [];
    assert.deepEqual(await installPackages(folder, { onOutput: (text) => said.push(text) }), {
      status: 'installed',
    });
    assert.equal(readFileSync(join(folder, 'called'), 'utf8'), 'install --no-fund --no-audit\n');
    assert.equal(said.join(''), 'added 3 packages\n');
  });

  it('fail with what npm said last', async () => {
    const folder = folderWithNpm('for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do echo line $i >&2; done; exit 1');
    const lines = Array.from({ length: 12 }, (_, at) => `line ${at + 2}`);
    assert.deepEqual(await installPackages(folder), { status: 'failed', message: lines.join('\n') });
  });

  it('are left where they are when it is interrupted', async () => {
    const folder = folderWithNpm('echo begun; while :; do sleep 1; done');
    const interrupted = new AbortController();
    const end = await installPackages(folder, {
      signal: interrupted.signal,
      onOutput: () => {
        interrupted.abort();
      },
    });
    assert.deepEqual(end, { status: 'cancelled' });
  });
});
