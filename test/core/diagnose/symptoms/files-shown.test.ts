import assert from 'node:assert/strict';
import { diagnoseText } from '../../../../core/diagnose/diagnose';

const DIRTY = '/fsx/a: (0x0000000b) exists dirty archived';
const ARCHIVED = '/fsx/a: (0x00000009) exists archived';
const RELEASED = '/fsx/a: (0x0000000d) released exists archived';
const LOST = '/fsx/a: (0x00000040) lost_from_hsm';
const NEVER = '/fsx/a: (0x00000020) never_archive';
const NOWHERE = '/fsx/a: (0x00000004) released';
const RESTORED = '/fsx/a: RESTORE done';
const READ = 'cat: /fsx/a: No data available';
const FAILED = 'cat: /fsx/a: Input/output error';

const IS_DIRTY =
  '/fsx/a is archived and dirty (0x0000000b): it was changed after it was exported or imported, and the bucket has at best the content of before.';
const IS_ARCHIVED =
  "/fsx/a is archived and not dirty (0x00000009): by the file system's record, its content went to the bucket (an export) or came from there (an import), and has not been changed here since.";
const IS_RELEASED =
  '/fsx/a is archived and not dirty (0x0000000d), and released: the file system has no content of it, and loads it from the bucket when it is read.';
const HAS_CONTENT =
  '/fsx/a is not released (0x00000009): the file system has its content, and a read of it takes nothing from the bucket.';
const IS_LOST = '/fsx/a has the state lost_from_hsm (0x00000040): the object with its content is gone.';

const OLD = '2026-11-20T10:00:00Z';
const NEW = '2026-11-26T10:00:00Z';
const ASKS_STATE = 'lfs hsm_state /fsx/a';

describe('lines of several machines and times about one file', () => {
  const BROKEN: [name: string, lines: string[], confidence: string, first: string][] = [
    ['two machines', [`node1: ${DIRTY}`, `node2: ${ARCHIVED}`], 'open', `node1: ${IS_DIRTY}`],
    ['a machine, and none', [`node1: ${DIRTY}`, ARCHIVED], 'open', `node1: ${IS_DIRTY}`],
    ['none, and a machine', [DIRTY, `node1: ${ARCHIVED}`], 'open', IS_DIRTY],
    ['two addresses', [`fe80::1: ${DIRTY}`, `fe80::2: ${ARCHIVED}`], 'open', `fe80::1: ${IS_DIRTY}`],
    ['two tasks', [`0: ${DIRTY}`, `1: ${ARCHIVED}`], 'open', `0: ${IS_DIRTY}`],
    [
      'two parts of Ansible',
      ['node1 | CHANGED | rc=0 >>', DIRTY, 'node2 | CHANGED | rc=0 >>', ARCHIVED],
      'open',
      `node1: ${IS_DIRTY}`,
    ],
    [
      'two parts of dshbak',
      [
        '----------------',
        'node1',
        '----------------',
        DIRTY,
        '----------------',
        'node2',
        '----------------',
        ARCHIVED,
      ],
      'open',
      `node1: ${IS_DIRTY}`,
    ],
    [
      'two parts with a heading',
      ['=== node1 ===', DIRTY, '=== node2 ===', ARCHIVED],
      'open',
      `node1: ${IS_DIRTY}`,
    ],
    ['two containers', [`a-1  | ${DIRTY}`, `b-1  | ${ARCHIVED}`], 'open', `a-1: ${IS_DIRTY}`],
    [
      'two hosts of syslog',
      [`Nov 20 10:00:00 host1 job[1]: ${DIRTY}`, `Nov 26 10:00:00 host2 job[1]: ${ARCHIVED}`],
      'open',
      `host1, Nov 20 10:00:00: ${IS_DIRTY}`,
    ],
    ['the newest first', [`${NEW} ${DIRTY}`, `${OLD} ${ARCHIVED}`], 'open', `${NEW}: ${IS_DIRTY}`],
    ['times that fall, of a day', [`23:59 ${DIRTY}`, `00:01 ${ARCHIVED}`], 'open', `23:59: ${IS_DIRTY}`],
    ['a time, and none', [`${NEW} ${DIRTY}`, ARCHIVED], 'open', `${NEW}: ${IS_DIRTY}`],
    [
      'times of which one has no time zone',
      [`${OLD} ${DIRTY}`, `2026-11-26 10:00:00 ${ARCHIVED}`],
      'open',
      `${OLD}: ${IS_DIRTY}`,
    ],
    [
      'dates that may be read in two ways',
      [`11/12/2026 10:00:00 ${DIRTY}`, `12/11/2026 10:00:00 ${ARCHIVED}`],
      'open',
      `11/12/2026 10:00:00: ${IS_DIRTY}`,
    ],
    ['JSON behind a line', [ARCHIVED, JSON.stringify({ out: DIRTY })], 'open', `JSON: ${IS_DIRTY}`],
    ['an object that is gone', [`node1: ${LOST}`, `node2: ${ARCHIVED}`], 'certain', `node1: ${IS_LOST}`],
    ['an object that was gone later', [`${NEW} ${LOST}`, `${OLD} ${ARCHIVED}`], 'open', `${NEW}: ${IS_LOST}`],
    ['an object that is gone, of one machine', [`node1: ${LOST}`], 'certain', IS_LOST],
  ];
  for (const [name, lines, confidence, first] of BROKEN) {
    it(`keep what is broken: ${name}`, () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'broken');
      const [one, ...others] = result.diagnoses;
      assert.deepEqual([one.confidence, one.sure[0], others], [confidence, first, []]);
    });
  }

  it('ask for the state where it is not known which line is the last', () => {
    for (const state of [LOST, NEVER]) {
      const result = diagnoseText(`${NEW} ${state}\n${OLD} ${ARCHIVED}`);
      assert.equal(result.status, 'broken');
      assert.deepEqual(
        [result.diagnoses[0].confidence, result.diagnoses[0].unsure[0]?.command],
        ['open', ASKS_STATE],
      );
    }
  });

  const SETTLED: [name: string, lines: string[]][] = [
    ['one machine', [`node1: ${DIRTY}`, `node1: ${ARCHIVED}`]],
    ['times that rise', [`${OLD} ${DIRTY}`, `${NEW} ${ARCHIVED}`]],
    ['one time', [`${OLD} ${DIRTY}`, `${OLD} ${ARCHIVED}`]],
    [
      'times that rise in two time zones',
      [`2026-11-26T10:00:00+02:00 ${DIRTY}`, `2026-11-26T09:00:00Z ${ARCHIVED}`],
    ],
    ['times that fall and rise', [`11:00 ${DIRTY}`, `10:00 ${DIRTY}`, `11:01 ${ARCHIVED}`]],
    ['one host of syslog', [`Nov 20 10:00:00 a x[1]: ${DIRTY}`, `Nov 26 10:00:00 a x[2]: ${ARCHIVED}`]],
    ['numbers of lines', [`7:${DIRTY}`, `8:${ARCHIVED}`]],
    ['neither machine nor time', [LOST, ARCHIVED]],
    ['headings of no machine', ['== before ==', DIRTY, '== after ==', ARCHIVED]],
    ['one part', ['==> node1 <==', DIRTY, ARCHIVED]],
    ['JSON', [JSON.stringify([DIRTY, ARCHIVED])]],
  ];
  for (const [name, lines] of SETTLED) {
    it(`the last counts: ${name}`, () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'nothing-broken');
      assert.deepEqual(result.sure, [IS_ARCHIVED]);
    });
  }

  const NAMED: [name: string, lines: string[], sure: string[]][] = [
    [
      'machines',
      [`host1: ${RELEASED}`, `host2: ${ARCHIVED}`],
      [`host1: ${IS_RELEASED}`, `host2: ${IS_ARCHIVED}`],
    ],
    [
      'times',
      [`${NEW} ${RELEASED}`, `${OLD} ${ARCHIVED}`],
      [`${NEW}: ${IS_RELEASED}`, `${OLD}: ${IS_ARCHIVED}`],
    ],
    ['nothing where one has settled the other', [RELEASED, ARCHIVED], [IS_ARCHIVED]],
    [
      'nothing where they are of two files',
      [`host1: ${RELEASED}`, `host2: ${ARCHIVED.replace('/a', '/b')}`],
      [IS_RELEASED, IS_ARCHIVED.replace('/a', '/b')],
    ],
  ];
  for (const [name, lines, sure] of NAMED) {
    it(`name what they are of: ${name}`, () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'nothing-broken');
      assert.deepEqual(result.sure, sure);
    });
  }
});

describe('what lfs shows beside an error', () => {
  const NOT_LOADED = 'The content of a file could not be loaded from the bucket';
  const LOADED = 'A file could not be read, whose content is on the file system';
  const READS: [lines: string[], title: string, shown: string[], asksState: boolean][] = [
    [[`node1: ${READ}`, `node2: ${ARCHIVED}`], NOT_LOADED, [], true],
    [[`node1: ${READ}`, ARCHIVED], NOT_LOADED, [], true],
    [[READ, `node1: ${ARCHIVED}`], NOT_LOADED, [], true],
    [[`node1: ${READ}`, `node1: ${ARCHIVED}`], LOADED, [HAS_CONTENT], false],
    [
      [`node1: ${READ}`, `node1: ${ARCHIVED}`, `node2: ${RELEASED}`],
      LOADED,
      [`node1: ${HAS_CONTENT}`],
      false,
    ],
    [[READ, `node2: ${NOWHERE}`, ARCHIVED], LOADED, [HAS_CONTENT], false],
    [['node1 | FAILED | rc=1 >>', READ, 'node2 | CHANGED | rc=0 >>', ARCHIVED], NOT_LOADED, [], true],
    // Which of them was the last?
    [[READ, `${NEW} ${RELEASED}`, `${OLD} ${ARCHIVED}`], NOT_LOADED, [], true],
    [[READ, `${OLD} ${RELEASED}`, `${NEW} ${ARCHIVED}`], LOADED, [HAS_CONTENT], false],
    [[READ, `${NEW} ${RELEASED}`, `${OLD} ${RELEASED}`], NOT_LOADED, [IS_RELEASED], false],
  ];
  for (const [lines, title, shown, asksState] of READS) {
    it(lines.join(' + '), () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'broken');
      const read = result.diagnoses.find((one) => one.title === title);
      assert.deepEqual(
        read?.sure.filter((sentence) => sentence.includes('/fsx/a is ')),
        shown,
      );
      assert.equal(
        read.unsure.some(({ command }) => command === ASKS_STATE),
        asksState,
      );
    });
  }

  const ERRORS: [lines: string[], asksState: boolean][] = [
    [[FAILED, ARCHIVED], false],
    [[`node1: ${FAILED}`, `node1: ${ARCHIVED}`], false],
    [[`node1: ${FAILED}`, `node2: ${ARCHIVED}`], true],
    [['--- node1', FAILED, '--- node2', ARCHIVED], true],
  ];
  for (const [lines, asksState] of ERRORS) {
    it(lines.join(' + '), () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'broken');
      assert.equal(
        result.diagnoses[0].unsure.some(({ command }) => command === ASKS_STATE),
        asksState,
      );
    });
  }
});

describe('a state, and a RESTORE that is done since', () => {
  const LOST_RELEASED = '/fsx/a: (0x0000004d) released exists archived lost_from_hsm';
  const CASES: [lines: string[], confidence: string, title: string][] = [
    [[NOWHERE], 'certain', 'A file has its content nowhere'],
    [[RESTORED, NOWHERE], 'certain', 'A file has its content nowhere'],
    [[NOWHERE, RESTORED], 'open', 'A file is not in the bucket as it is now'],
    [[`${NEW} ${NOWHERE}`, RESTORED], 'open', 'A file is not in the bucket as it is now'],
    [[LOST_RELEASED], 'certain', 'The object that has the content of a file is gone'],
    [[LOST_RELEASED, RESTORED], 'open', 'A file is not in the bucket as it is now'],
    [[READ, NOWHERE, RESTORED], 'open', 'A file is not in the bucket as it is now'],
    [[READ, LOST_RELEASED, RESTORED], 'open', 'A file is not in the bucket as it is now'],
  ];
  for (const [lines, confidence, title] of CASES) {
    it(lines.join(' + '), () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'broken');
      const { diagnoses } = result;
      assert.equal(diagnoses.find((one) => one.title === title)?.confidence, confidence);
      assert.equal(
        diagnoses.some((one) => one.confidence === 'certain'),
        confidence === 'certain',
      );
      assert.equal(
        diagnoses.some(
          (one) => one.title === 'A file could not be read, whose content is on the file system',
        ),
        lines.includes(READ),
      );
    });
  }
});

describe('a path that is written in two ways', () => {
  const COMMANDS: [lines: string[], commands: string[]][] = [
    [[RELEASED, '/fsx//a: NOOP'], ['cat /fsx/a']],
    [[RELEASED, '/fsx//a: RESTORE running (5 bytes moved)'], ['lfs hsm_action /fsx//a']],
    [
      [`host1: ${RELEASED}`, 'host2: /fsx/a: NOOP'],
      ['lfs hsm_state /fsx/a', 'cat /fsx/a'],
    ],
  ];
  for (const [lines, commands] of COMMANDS) {
    it(lines.join(' + '), () => {
      const result = diagnoseText(lines.join('\n'));
      assert.equal(result.status, 'nothing-broken');
      assert.deepEqual(
        result.unsure.flatMap(({ command }) =>
          command === undefined || command.startsWith('aws') ? [] : [command],
        ),
        commands,
      );
    });
  }
});
