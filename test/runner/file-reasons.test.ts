import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonAgainstReading, reasonAgainstWriting } from '../../runner/file-reasons';
import { temporaryFolder } from '../support/temporary-folder';

const refused: [name: string, path: string[], says: (folder: string) => string][] = [
  ['a file that is not there', ['none'], (at) => `there is no file ${join(at, 'none')}`],
  ['a folder', ['folder'], (at) => `${join(at, 'folder')} is a folder`],
  ['a file as folder', ['file', 'a'], (at) => `${join(at, 'file')} is no folder, or one above it is none`],
  ['a link to itself', ['link'], (at) => `the links at ${join(at, 'link')} lead in a circle`],
  ['a name that is too long', ['x'.repeat(300)], () => 'its name is too long'],
];

describe('a file that cannot be read', () => {
  for (const [name, path, says] of refused) {
    it(`says why not: ${name}`, async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'folder'));
      writeFileSync(join(folder, 'file'), '');
      symlinkSync('link', join(folder, 'link'));
      const file = join(folder, ...path);
      const error: unknown = await readFile(file).then(
        () => assert.fail('it is read'),
        (reason: unknown) => reason,
      );
      assert.equal(reasonAgainstReading(error, file), says(folder));
    });
  }

  it('has words for what a test cannot bring about', () => {
    const said = ['EACCES', 'EPERM', 'EIO'].map((code) =>
      reasonAgainstReading(Object.assign(new Error(`${code}: as the system says`), { code }), '/f/a'),
    );
    assert.deepEqual(said, [
      'reading /f/a is not allowed',
      'reading /f/a is not allowed',
      'EIO: as the system says',
    ]);
  });
});

describe('a file that cannot be written', () => {
  it('has words for what a test cannot bring about', () => {
    const said = ['EACCES', 'EROFS', 'ENOSPC', 'ELOOP', 'EIO'].map((code) =>
      reasonAgainstWriting(
        Object.assign(new Error(`${code}: as the system says, open '/f/.it's.new'`), { code }),
        '/f',
      ),
    );
    assert.deepEqual(said, [
      'writing in /f is not allowed',
      '/f can only be read',
      'no space is left in /f',
      'the links at /f lead in a circle',
      'EIO: as the system says',
    ]);
  });
});
