import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { lowerThroughStep, raiseThroughStep } from '../../../runner/journey/through-step';
import { temporaryFolder } from '../../support/temporary-folder';
import { walkProject } from './fake-parts';

describe('throughStep in cdktf.json', () => {
  it('is raised and not lowered, lowered and not raised', async () => {
    const folder = walkProject({ throughStep: 3 });
    assert.deepEqual(await raiseThroughStep(folder, 2), { status: 'kept', throughStep: 3 });
    assert.deepEqual(await raiseThroughStep(folder, 5), { status: 'changed', from: 3, to: 5 });
    assert.deepEqual(await lowerThroughStep(folder, 6), { status: 'kept', throughStep: 5 });
    assert.deepEqual(await lowerThroughStep(folder, 1), { status: 'changed', from: 5, to: 1 });
    assert.deepEqual(readdirSync(folder), ['cdktf.json']);
  });

  it('keeps the rights of the file, and a link', async () => {
    const real = walkProject();
    const folder = temporaryFolder();
    chmodSync(join(real, 'cdktf.json'), 0o640);
    symlinkSync(join(real, 'cdktf.json'), join(folder, 'cdktf.json'));
    assert.equal((await raiseThroughStep(folder, 2)).status, 'changed');
    assert.ok(lstatSync(join(folder, 'cdktf.json')).isSymbolicLink());
    assert.equal(statSync(join(real, 'cdktf.json')).mode & 0o777, 0o640);
  });

  it('is refused, with nothing written, where the file cannot be used', async () => {
    const folder = temporaryFolder();
    const missing = await raiseThroughStep(folder, 2);
    assert.equal(missing.status, 'refused');
    assert.match(missing.message, /^cdktf\.json: there is no file \/.*\/cdktf\.json$/);
    const text = '{ /* mine */ "app": "x" }';
    writeFileSync(join(folder, 'cdktf.json'), text);
    assert.equal((await raiseThroughStep(folder, 2)).status, 'refused');
    assert.equal(readFileSync(join(folder, 'cdktf.json'), 'utf8'), text);
  });
});
