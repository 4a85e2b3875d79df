import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileLinesIn } from '../../../core/evidence/file-lines';
import { saidIn, withoutTimes } from '../../../core/evidence/line-front';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const CAT = 'cat: /fsx/test.txt: No data available';
const STATE = '/fsx/test.txt: (0x0000000d) released exists archived, archive_id:1';
const FRONTS: string[] = [
  'Nov 26 10:00:01 ip-10-0-0-1 job.sh[1234]: ',
  'Nov  6 10:00:01 ip-10-0-0-1 kernel: ',
  '2026-11-26T10:00:01+0000 ip-10-0-0-1 job.sh[1234]: ',
  '2026-11-26T10:00:01.123456Z ',
  '2026-11-26T10:00:01.123456+00:00 i-0123456789abcdef0/job ',
  '2026-11-26 10:00:01,123 ERROR ',
  '2026-11-26 10:00:01,123 - root - ERROR - ',
  '"2026-11-26 10:00:01.123",',
  '[2026-11-26 10:00:01] ',
  '2026/11/26 10:00:01 ',
  '2026-11-26T10:00:01.123+0000 stderr F ',
  '1764150000003 ',
  '[10:02 AM] ',
  '10:02:01 [INFO] ',
  '     7\t',
  '7  ',
  '7: ',
  '7:',
  '7. ',
  '- ',
  '* ',
  '| ',
  'job-1  | ',
  '[pod/job/main] ',
  'aws_instance.client (remote-exec): ',
  'E   ',
];

describe('what stands in front of a line', () => {
  for (const front of FRONTS) {
    it(JSON.stringify(front), () => {
      for (const line of [CAT, STATE]) assert.deepEqual(saidIn(`${front}${line}`), [line]);
    });
  }

  const OTHERS: [line: string, said: string[]][] = [
    // A machine in front of a command; in front of a path it may be a command.
    [`node1: ${CAT}`, [CAT]],
    ['cat: /fsx/a: No data available', ['cat: /fsx/a: No data available']],
    // Names of files.
    ['0.txt: NOOP', ['0.txt: NOOP']],
    ['0: NOOP', ['0: NOOP']],
    ['7 a: NOOP', ['7 a: NOOP']],
    ['2026-11-26: NOOP', ['2026-11-26: NOOP']],
    // Markdown.
    [`**${CAT}**`, [CAT]],
    [`"${CAT}"`, [CAT]],
    [`10:00 | ${STATE} |`, [STATE]],
    [`It says \`${CAT}\` and \`${STATE}\`.`, [`It says \`${CAT}\` and \`${STATE}\`.`, CAT, STATE]],
    ["ls: cannot access `/fsx/a': Input/output error", ["ls: cannot access `/fsx/a': Input/output error"]],
  ];
  for (const [line, said] of OTHERS) {
    it(line, () => {
      assert.deepEqual(saidIn(line), said);
    });
  }

  it('is left out, however much of it there is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FRONTS),
        fc.constantFrom(...FRONTS.slice(0, 11), ''),
        (first, second) => {
          assert.deepEqual(fileLinesIn(`${first}${second}${CAT}\n${first}${STATE}`), [
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
        },
      ),
      { numRuns: RUNS },
    );
    fc.assert(
      fc.property(fc.string(), (line) => {
        assert.ok(saidIn(line).length > 0);
      }),
      { numRuns: RUNS },
    );
  });

  it('is left out of a text where it is a time, and of JSON it is not', () => {
    assert.equal(
      withoutTimes('2026-11-26T10:00:01Z is not\nNov 26 10:00:02 host app[1]: authorized\n12:ab'),
      'is not\nauthorized\n12:ab',
    );
    const json = '{"eventTime":\n"2026-11-26T10:00:01Z"}';
    assert.equal(withoutTimes(json), json);
  });
});

describe('lines about files', () => {
  const LINES: [line: string, path: string | undefined][] = [
    ['head: error reading ‘/fsx/a b’: No data available', '/fsx/a b'],
    ['cat: “/fsx/a”: No data available', '/fsx/a'],
    [`The state is ${STATE}`, '/fsx/test.txt'],
    [`node1: ${STATE}`, '/fsx/test.txt'],
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

  it('come in the order in which they stand there', () => {
    assert.deepEqual(
      fileLinesIn(`${STATE}\r\n${CAT}\n/fsx/test.txt: NOOP\nanything\n${CAT}`).map(({ kind }) => kind),
      ['hsm-state', 'no-data', 'hsm-action', 'no-data'],
    );
  });
});
