import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileLinesIn, type FileLine } from '../../../core/evidence/file-lines';
import { withoutFront } from '../../../core/evidence/line-front';
import { saidIn } from '../../../core/evidence/said';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const CAT = 'cat: /fsx/test.txt: No data available';
const STATE = '/fsx/test.txt: (0x0000000d) released exists archived, archive_id:1';
const FRONTS: [front: string, where?: string, at?: string][] = [
  ['Nov 26 10:00:01 ip-10-0-0-1 job.sh[1234]: ', 'ip-10-0-0-1', 'Nov 26 10:00:01'],
  ['Nov  6 10:00:01 ip-10-0-0-1 kernel: ', 'ip-10-0-0-1', 'Nov  6 10:00:01'],
  ['2026-11-26T10:00:01+0000 ip-10-0-0-1 job.sh[1234]: ', 'ip-10-0-0-1', '2026-11-26T10:00:01+0000'],
  ['2026-11-26T10:00:01.123456Z ', undefined, '2026-11-26T10:00:01.123456Z'],
  [
    '2026-11-26T10:00:01.123456+00:00 i-0123456789abcdef0/job ',
    'i-0123456789abcdef0/job',
    '2026-11-26T10:00:01.123456+00:00',
  ],
  ['2026-11-26 10:00:01,123 ERROR ', undefined, '2026-11-26 10:00:01,123'],
  ['2026-11-26 10:00:01,123 - root - ERROR - ', undefined, '2026-11-26 10:00:01,123'],
  ['"2026-11-26 10:00:01.123",', undefined, '2026-11-26 10:00:01.123'],
  ['[2026-11-26 10:00:01] ', undefined, '2026-11-26 10:00:01'],
  ['2026/11/26 10:00:01 ', undefined, '2026/11/26 10:00:01'],
  ['2026-11-26T10:00:01.123+0000 stderr F ', undefined, '2026-11-26T10:00:01.123+0000'],
  ['11/26/2026 10:00:00 AM ', undefined, '11/26/2026 10:00:00 AM'],
  ['26/Nov/2026:10:00:00 +0000 ', undefined, '26/Nov/2026:10:00:00 +0000'],
  ['Nov 26 10:00:01 ip-10-0-0-1 ', 'ip-10-0-0-1', 'Nov 26 10:00:01'],
  ['1764150000003 ', undefined, '1764150000003'],
  ['[10:02 AM] ', undefined, '10:02 AM'],
  ['10:02:01 [INFO] ', undefined, '10:02:01'],
  ['     7\t'],
  ['7  '],
  ['7: ', '7'],
  ['7:'],
  ['7. '],
  ['- '],
  ['* '],
  ['# '],
  ['| '],
  ['job-1  | ', 'job-1'],
  ['[pod/job/main] ', 'pod/job/main'],
  ['aws_instance.client (remote-exec): ', 'aws_instance.client'],
  ['fe80::1: ', 'fe80::1'],
  ['E   '],
];
const NAMES = FRONTS.map(([front]) => front);

function textsIn(line: string): string[] {
  return saidIn(line).map(({ text }) => text);
}

describe('what stands in front of a line', () => {
  for (const [front, where, at] of FRONTS) {
    it(JSON.stringify(front), () => {
      for (const line of [CAT, STATE]) {
        const [said, ...others] = saidIn(`${front}${line}`);
        assert.deepEqual([said?.text, said?.where, said?.at?.text, others], [line, where, at, []]);
      }
    });
  }

  const OTHERS: [line: string, said: string[]][] = [
    // A machine in front of a command; in front of a path it may be a command.
    [`node1: ${CAT}`, [CAT]],
    [`sudo: ${CAT}`, [CAT]],
    // Markdown.
    [`**${CAT}**`, [CAT]],
    [`"${CAT}"`, [CAT]],
    [`10:00 | ${STATE} |`, [STATE]],
    ['10:00 | a.txt: NOOP |', ['a.txt: NOOP']],
    [`It says \`${CAT}\` and \`${STATE}\`.`, [`It says \`${CAT}\` and \`${STATE}\`.`, CAT, STATE]],
    // Other commands, and Python.
    ['10:00:00 Rscript: /fsx/a: No data available', ['Rscript: /fsx/a: No data available']],
    ['10:00:00 OSError: [Errno 61] No data available', ['OSError: [Errno 61] No data available']],
  ];
  for (const [line, said] of OTHERS) {
    it(line, () => {
      assert.deepEqual(textsIn(line), said);
    });
  }

  // Names of files, and of files that are called like a command.
  for (const line of [
    CAT,
    '0.txt: NOOP',
    '0: NOOP',
    '7 a: NOOP',
    '2026-11-26: NOOP',
    '2024-01-02 10:30 report.txt: (0x0000000d) released exists archived',
    '10:30 report.txt: (0x0000000d) released exists archived',
    '2024  run.bin: NOOP',
    'a | b: NOOP',
    '- a: NOOP',
    'cat: /fsx/env/bin/python3: No data available',
    'cat: train/cat: No data available',
    'rm: cat: Permission denied',
    'tee: /fsx/log/tail: Permission denied',
    "ls: cannot access `/fsx/a': Input/output error",
  ]) {
    it(`nothing: ${line}`, () => {
      assert.deepEqual(withoutFront(line), { said: line });
      assert.deepEqual(textsIn(line), [line]);
    });
  }

  it('is left out, however much of it there is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES.slice(0, 13), ''), (first, second) => {
        const lines = fileLinesIn(`${first}${second}${CAT}\n${first}${STATE}`);
        assert.deepEqual(lines.map(withoutOrigin), [
          { kind: 'no-data', path: '/fsx/test.txt', line: CAT },
          {
            kind: 'hsm-state',
            file: {
              path: '/fsx/test.txt',
              flags: 13,
              words: ['released', 'exists', 'archived'],
              archiveId: 1,
            },
          },
        ]);
      }),
      { numRuns: RUNS },
    );
  });

  it('is no part of a path from the root', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...NAMES, 'cat: ', '/', ' /', ' |'),
    );
    // A line break ends a line, a piece of code is read by itself, and a message of cat does not show where its path ends.
    const path = fc
      .array(part)
      .map((parts) => `/${parts.join('')}`)
      .filter((one) => !/[\r\n`]|: No data available/.test(one));
    fc.assert(
      fc.property(path, (one) => {
        const state = `${one}: (0x00000009) exists archived`;
        const read = `cat: ${one}: No data available`;
        assert.deepEqual(textsIn(state), [state]);
        assert.deepEqual(textsIn(read), [read]);
        assert.deepEqual(fileLinesIn(`${state}\n${read}`), [
          { kind: 'hsm-state', file: { path: one, flags: 9, words: ['exists', 'archived'] } },
          { kind: 'no-data', path: one, line: read },
        ]);
      }),
      { numRuns: RUNS },
    );
  });
});

function withoutOrigin(line: FileLine): FileLine {
  const { where: _where, at: _at, ...rest } = line;
  return rest;
}

describe('lines about files', () => {
  const LINES: [line: string, path: string | undefined][] = [
    ['head: error reading ‘/fsx/a b’: No data available', '/fsx/a b'],
    ['cat: “/fsx/a”: No data available', '/fsx/a'],
    [`The state is ${STATE}`, '/fsx/test.txt'],
    [`node1: ${STATE}`, '/fsx/test.txt'],
    ['10:30 report.txt: NOOP', '10:30 report.txt'],
    ['cat: /fsx/env/bin/python3: No data available', '/fsx/env/bin/python3'],
    ['Nov 26 10:00:01 host cat: /fsx/env/bin/python3: No data available', '/fsx/env/bin/python3'],
    ['my file.txt: NOOP', 'my file.txt'],
    ['/fsx/a /b: NOOP', '/fsx/a /b'],
    ['cat: /fsx/a: No data available. Why?', '/fsx/a'],
  ];
  for (const [line, path] of LINES) {
    it(line, () => {
      const [found, ...others] = fileLinesIn(line);
      assert.deepEqual(others, []);
      assert.equal(found?.kind === 'no-data' ? found.path : found?.file.path, path);
    });
  }

  const PLACES: [line: string, where: string | undefined][] = [
    [STATE, undefined],
    [`node1: ${STATE}`, 'node1'],
    [`fe80::1: ${STATE}`, 'fe80::1'],
    [`On node1 ${STATE}`, 'On node1'],
    [`stdout: ${STATE}`, undefined],
    [`job-1  | node1: ${STATE}`, 'job-1 node1'],
    [`job-1  | node1: ${CAT}`, 'job-1 node1'],
    [`sudo: ${CAT}`, undefined],
  ];
  for (const [line, where] of PLACES) {
    it(`where: ${line}`, () => {
      assert.deepEqual(
        fileLinesIn(line).map((one) => one.where),
        [where],
      );
    });
  }

  it('come in the order in which they stand there', () => {
    assert.deepEqual(
      fileLinesIn(`${STATE}\r\n${CAT}\n/fsx/test.txt: NOOP\nanything\n${CAT}`).map(({ kind }) => kind),
      ['hsm-state', 'no-data', 'hsm-action', 'no-data'],
    );
  });
});
