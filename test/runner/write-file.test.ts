import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../../runner/write-file';
import { temporaryFolder } from '../support/temporary-folder';

describe('writing a file', () => {
  it('replaces what is there, keeps its permissions, and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.json');
    writeFileSync(path, 'before');
    chmodSync(path, 0o600);
    await writeFileAtomically(path, 'after');
    assert.deepEqual(
      [readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(folder)],
      ['after', 0o600, ['a.json']],
    );
  });

  it('writes what a link leads to, and keeps the link', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'before');
    symlinkSync('a', join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'after');
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'after');
  });

  const refused: [name: string, path: (folder: string) => string, says: (folder: string) => string][] = [
    [
      'a folder that is not there',
      (at) => join(at, 'no', 'a'),
      (at) => `there is no folder ${join(at, 'no')}`,
    ],
    [
      'a file as folder',
      (at) => join(at, 'file', 'a'),
      (at) => `${join(at, 'file')} is no folder, or one above it is none`,
    ],
    ['the name of a folder', (at) => join(at, 'sub'), () => 'there is a folder of that name'],
    ['a name that is too long', (at) => join(at, 'x'.repeat(300)), () => 'its name is too long'],
  ];
  for (const [name, path, says] of refused) {
    it(`says why not, and leaves nothing: ${name}`, async () => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'file'), '');
      mkdirSync(join(folder, 'sub'));
      await assert.rejects(writeFileAtomically(path(folder), 'x'), { message: says(folder) });
      assert.deepEqual(readdirSync(folder).sort(), ['file', 'sub']);
    });
  }
});
