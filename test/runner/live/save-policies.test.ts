import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../core/live/change';
import { savePolicies } from '../../../runner/live/save-policies';
import { temporaryFolder } from '../../support/temporary-folder';

const POLICY = { Version: '2012-10-17', Statement: [] };
const CHANGES: readonly Change[] = [
  {
    account: 'C',
    what: 'Correct it:',
    policy: POLICY,
    file: 'key-policy.json',
    command: 'aws kms put-key-policy --policy file://key-policy.json',
  },
  { account: 'A', what: 'Create the grant:', command: 'aws kms create-grant' },
];

describe('policies of a diagnosis, saved', () => {
  it('go into a folder that is made for them, and again', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    assert.deepEqual(await savePolicies(folder, CHANGES), { status: 'saved', changes: CHANGES });
    assert.deepEqual(await savePolicies(folder, CHANGES), { status: 'saved', changes: CHANGES });
    assert.deepEqual(readdirSync(folder), ['key-policy.json']);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'key-policy.json'), 'utf8')), POLICY);
  });

  it('make no folder where there is none to save', async () => {
    const folder = join(temporaryFolder(), 'a');
    assert.deepEqual(await savePolicies(folder, []), { status: 'saved', changes: [] });
    assert.equal(existsSync(folder), false);
  });

  it('take the place of no other, and the command names the file that there is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key-policy.json'), 'mine');
    writeFileSync(join(folder, 'key-policy-2.json'), 'mine too');
    const [change, grant] = CHANGES;
    assert.deepEqual(await savePolicies(folder, CHANGES), {
      status: 'saved',
      changes: [
        {
          ...change,
          file: 'key-policy-3.json',
          command: 'aws kms put-key-policy --policy file://key-policy-3.json',
        },
        grant,
      ],
    });
    assert.equal(readFileSync(join(folder, 'key-policy.json'), 'utf8'), 'mine');
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'key-policy-3.json'), 'utf8')), POLICY);
  });

  it('say where a file is in the way of the folder', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    const saved = await savePolicies(path, CHANGES);
    assert.ok(saved.status === 'unusable');
    assert.equal(saved.message, `${path} is no folder, or one above it is none`);
  });
});
