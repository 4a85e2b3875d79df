import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../runner/project/make-folder';
import { temporaryFolder } from '../../support/temporary-folder';

describe('makeFolder', () => {
  it('makes a folder with those above it, and says where that began', async () => {
    const top = temporaryFolder();
    assert.equal(await makeFolder(join(top, 'a', 'b', 'c')), join(top, 'a'));
    assert.ok(existsSync(join(top, 'a', 'b', 'c')));
    assert.equal(await makeFolder(join(top, 'a', 'b', 'd')), join(top, 'a', 'b', 'd'));
  });

  it('leaves a folder that is there, also behind a link', async () => {
    const top = temporaryFolder();
    symlinkSync(top, join(top, 'link'));
    assert.equal(await makeFolder(top), undefined);
    assert.equal(await makeFolder(join(top, 'link')), undefined);
  });

  it('fails where a file, or a link to nowhere, is in the way', async () => {
    const top = temporaryFolder();
    writeFileSync(join(top, 'file'), '');
    symlinkSync(join(top, 'nowhere', 'else'), join(top, 'link'));
    await assert.rejects(makeFolder(join(top, 'file')), { code: 'EEXIST' });
    await assert.rejects(makeFolder(join(top, 'file', 'a')), { code: 'ENOTDIR' });
    await assert.rejects(makeFolder(join(top, 'link', 'a')), { code: 'EEXIST' });
  });

  it('leaves none of those that it has made where a later one cannot be', async () => {
    const top = temporaryFolder();
    mkdirSync(join(top, 'mine'));
    await assert.rejects(makeFolder(join(top, 'mine', 'a', 'b', 'x'.repeat(300))), { code: 'ENAMETOOLONG' });
    assert.deepEqual([readdirSync(top), readdirSync(join(top, 'mine'))], [['mine'], []]);
  });

  it('fails, and does not try for ever, where no folder can be made', async function () {
    if (!existsSync('/proc/self')) {
      process.stdout.write('    skipped: this system has no /proc\n');
      this.skip();
    }
    await assert.rejects(makeFolder('/proc/project/of/mine'), { code: 'ENOENT' });
  });
});
