import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../core/live/change';
import { savePolicies } from '../../../runner/live/save-policies';
import { temporaryFolder } from '../../support/temporary-folder';

const POLICY = { Version: '2012-10-17', Statement: [] };
const CHANGES: readonly Change[] = [
  { account: 'C', what: 'Correct it:', policy: POLICY, file: 'key-policy.json', command: 'aws kms' },
  { account: 'A', what: 'Create the grant:', command: 'aws kms create-grant' },
];

describe('policies of a diagnosis, saved', () => {
  it('go into a folder that is made for them, and again', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    assert.deepEqual(await savePolicies(folder, CHANGES), { status: 'saved' });
    assert.deepEqual(await savePolicies(folder, CHANGES), { status: 'saved' });
    assert.deepEqual(readdirSync(folder), ['key-policy.json']);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'key-policy.json'), 'utf8')), POLICY);
  });

  it('make no folder where there is none to save', async () => {
    const folder = join(temporaryFolder(), 'a');
    assert.deepEqual(await savePolicies(folder, []), { status: 'saved' });
    assert.equal(existsSync(folder), false);
  });

  it('take the place of no other', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key-policy.json'), 'mine');
    assert.deepEqual(await savePolicies(folder, CHANGES), {
      status: 'unusable',
      message: 'key-policy.json is there and has another policy: move it away, or name another folder.',
    });
    assert.equal(readFileSync(join(folder, 'key-policy.json'), 'utf8'), 'mine');
  });

  it('say where a file is in the way of the folder', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    const saved = await savePolicies(path, CHANGES);
    assert.ok(saved.status === 'unusable');
    assert.match(saved.message, /ENOTDIR|EEXIST/);
  });
});
