import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isExported, isReleased, readHsmActions, readHsmStates } from '../../../core/evidence/lfs-output';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1000);

describe('what lfs hsm_state prints', () => {
  const LINES: [line: string, exported: boolean, released: boolean][] = [
    ['/fsx/a.txt: (0x00000000)', false, false],
    ['/fsx/a.txt: (0x00000001) exists, archive_id:1', false, false],
    ['/fsx/a.txt: (0x00000009) exists archived', true, false],
    ['/fsx/a.txt: (0x00000009) exists archived, archive_id:1', true, false],
    ['/fsx/a.txt: (0x0000000b) exists dirty archived, archive_id:1', false, false],
    ['/fsx/a.txt: (0x0000000d) released exists archived, archive_id:1', true, true],
    ['/fsx/a.txt: (0x0000001d) released exists archived never_release, archive_id:1', true, true],
    ['/fsx/a.txt: (0x0000004d) released exists archived lost_from_hsm, archive_id:1', false, true],
    // The words say otherwise: the number counts.
    ['/fsx/a.txt: (0x00000000) exists archived', false, false],
    ['states: (0x00000009) exists archived', true, false],
  ];
  for (const [line, exported, released] of LINES) {
    it(line, () => {
      const { files, failures, unread } = readHsmStates(`${line}\n`);
      assert.deepEqual([failures, unread], [[], []]);
      assert.deepEqual(
        files.map((file) => [isExported(file), isReleased(file)]),
        [[exported, released]],
      );
    });
  }

  it('has words and archive id of each of several files', () => {
    assert.deepEqual(
      readHsmStates(
        '/fsx/a b: (0x0000000D) released exists archived, archive_id:1\r\n/fsx/x: (0x1): (0x00000009) exists archived\n',
      ).files,
      [
        { path: '/fsx/a b', flags: 13, words: ['released', 'exists', 'archived'], archiveId: 1 },
        { path: '/fsx/x: (0x1)', flags: 9, words: ['exists', 'archived'] },
      ],
    );
  });

  it('hands back what is cut or something else, and names the files that lfs could not look at', () => {
    assert.deepEqual(
      readHsmStates(
        [
          '/fsx/a.txt: (0x0000',
          "can't get hsm state for /fsx/none: No such file or directory",
          "lfs hsm_state: can't get hsm state for /tmp/x: Inappropriate ioctl for device",
          '---Output truncated---',
        ].join('\n'),
      ),
      {
        files: [],
        failures: [
          { path: '/fsx/none', problem: 'No such file or directory' },
          { path: '/tmp/x', problem: 'Inappropriate ioctl for device' },
        ],
        unread: ['/fsx/a.txt: (0x0000', '---Output truncated---'],
      },
    );
  });

  it('reads a name with a line separator of Unicode', () => {
    const file = '/fsx/a\u2028b';
    assert.deepEqual(readHsmStates(`${file}: (0x00000000)`).files, [{ path: file, flags: 0, words: [] }]);
    assert.deepEqual(readHsmActions(`${file}: NOOP`).files, [{ path: file, action: 'NOOP' }]);
  });

  it('reads every path and number', () => {
    const path = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(path, fc.nat(0x7f), (file, flags) => {
        const line = `${file}: (0x${flags.toString(16).padStart(8, '0')})`;
        assert.deepEqual(readHsmStates(line).files, [{ path: file, flags, words: [] }]);
      }),
      { numRuns: RUNS },
    );
  });

  it('never throws, and loses no line', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const text = lines.join('\n');
        const { files, failures, unread } = readHsmStates(text);
        const filled = text.split(/\r?\n/).filter((line) => line.trim() !== '');
        assert.equal(files.length + failures.length + unread.length, filled.length);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what lfs hsm_action prints', () => {
  const LINES: [line: string, read: object][] = [
    ['/fsx/a: NOOP', { path: '/fsx/a', action: 'NOOP' }],
    ['/fsx/a: ARCHIVE waiting (from 0 to EOF)', { path: '/fsx/a', action: 'ARCHIVE', progress: 'waiting' }],
    [
      '/fsx/a: ARCHIVE running (1048576 bytes moved)',
      { path: '/fsx/a', action: 'ARCHIVE', progress: 'running', bytesMoved: 1048576 },
    ],
    ['/fsx/a: RESTORE running (from 0 to 4096)', { path: '/fsx/a', action: 'RESTORE', progress: 'running' }],
    ['/fsx/a: REMOVE done', { path: '/fsx/a', action: 'REMOVE', progress: 'done' }],
    ['/fsx/b: NOOP: RELEASE', { path: '/fsx/b: NOOP', action: 'RELEASE' }],
  ];
  for (const [line, read] of LINES) {
    it(line, () => {
      assert.deepEqual(readHsmActions(line), { files: [read], failures: [], unread: [] });
    });
  }

  it('is not read from half a line', () => {
    assert.deepEqual(readHsmActions('/fsx/a: ARCHI\n/fsx/b: NO').unread, ['/fsx/a: ARCHI', '/fsx/b: NO']);
  });
});
