import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { pathOnClient } from '../../../runner/verify/client-files';
import { quoted } from '../../../runner/verify/run-on-client';

describe('a word of a shell command', () => {
  const WORDS = [
    "it's",
    '$(id)',
    '`id`',
    '; rm -rf /',
    'a b',
    '*',
    '"',
    '\\',
    "'",
    '',
    '-n',
    '\n',
    '${HOME}',
    '!x',
  ];

  it('stands for itself in a real shell', () => {
    const script = `for word in ${WORDS.map(quoted).join(' ')}; do printf '%s\\0' "$word"; done`;
    const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    assert.deepEqual(printed.split('\0').slice(0, -1), WORDS);
  });

  it('has no quotation mark that is not closed', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        assert.equal(
          quoted(word)
            .replaceAll("'\\''", '')
            .replace(/^'[^']*'$/s, ''),
          '',
        );
      }),
    );
  });
});

describe('where an object shows on the client', () => {
  const PLACES: [fileSystemPath: string, prefix: string, key: string, path: string | undefined][] = [
    ['/', '', 'test.txt', '/fsx/test.txt'],
    ['/', '', 'a/b.txt', '/fsx/a/b.txt'],
    ['/data', '', 'test.txt', '/fsx/data/test.txt'],
    ['/data/', 'in/', 'in/test.txt', '/fsx/data/test.txt'],
    ['/data', 'in/', 'test.txt', undefined],
    ['/', '', 'folder/', undefined],
  ];
  for (const [fileSystemPath, prefix, key, path] of PLACES) {
    it(`${key} of ${prefix === '' ? 'the bucket' : prefix} at ${fileSystemPath}: ${path ?? 'nowhere'}`, () => {
      assert.equal(pathOnClient('/fsx', { fileSystemPath, prefix }, key), path);
    });
  }
});
