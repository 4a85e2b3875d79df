import assert from 'node:assert/strict';
import { formatGithub } from '../../../core/lint/format/github';
import { jsonReport } from '../../../core/lint/format/json';
import { formatPretty } from '../../../core/lint/format/pretty';
import { problemLines, summary, type LintReport } from '../../../core/lint/format/report';
import type { LintFinding } from '../../../core/lint/result';

const TOOL = { name: 'fsx-lustre-kms', version: '1.2.3', homepage: 'https://example.com/' };

/** A report on texts in which findings stand between « and ». */
function report(marked: Record<string, string>, more: Partial<LintFinding> = {}): LintReport {
  const texts = new Map<string, string>();
  const findings: LintFinding[] = [];
  for (const [path, text] of Object.entries(marked)) {
    texts.set(path, text.replace(/[«»]/g, ''));
    const pieces = text.split(/[«»]/);
    pieces.forEach((piece, index) => {
      if (index % 2 === 0) return;
      const start = pieces.slice(0, index).join('').length;
      findings.push({
        path,
        start,
        end: start + piece.length,
        rule: 'kms-via-service',
        severity: 'error',
        message: `It says "${piece}".`,
        related: [],
        fixes: [],
        ...more,
      });
    });
  }
  return {
    findings,
    suppressed: [],
    failures: [],
    incomplete: [],
    texts,
    files: texts.size,
    fixed: 0,
    unreadable: [],
  };
}

const pretty = (given: LintReport, options: { colours?: boolean; width?: number } = {}) =>
  formatPretty(given, { tool: TOOL, ...options });
/** The frame of the only finding: what stands between the message and the page. */
const frame = (text: string, width?: number) =>
  (pretty(report({ 'a.json': text }), width === undefined ? {} : { width }).split('\n\n')[1] ?? '')
    .split('\n')
    .slice(0, -1);

describe('lint --format pretty', () => {
  it('shows each finding with its place in the code, then sums up', () => {
    const related = [{ path: 'b.json', start: 2, end: 3, message: 'the bucket is here' }];
    const fixes = [
      { title: 'Replace by "x"', safe: true, edits: [{ path: 'a.json', start: 0, end: 1, text: 'x' }] },
    ];
    const given = report({ 'a.json': '{\n  "Action": "«kms:Decrypt»"\n}' }, { related, fixes });
    const texts = new Map([...given.texts, ['b.json', '{\n}']]);
    assert.equal(
      pretty({ ...given, texts }),
      `a.json:2:14  error  kms-via-service
  It says "kms:Decrypt".

    1 | {
  > 2 |   "Action": "kms:Decrypt"
      |              ^^^^^^^^^^^
  See b.json:2:1: the bucket is here
  Fix: Replace by "x" (--fix does it)
  https://example.com/docs/rules/kms-via-service.md

1 error in 1 file (1 file read); 1 can be fixed with --fix.
`,
    );
  });

  it('wraps the message', () => {
    const message = 'This is wrong because it is wrong, and something else would be right.';
    assert.deepEqual(
      pretty(report({ 'a.json': '«x»' }, { message }), { width: 40 })
        .split('\n')
        .slice(1, 3),
      ['  This is wrong because it is wrong, and', '  something else would be right.'],
    );
  });

  const FRAMES: [name: string, text: string, expected: string[]][] = [
    ['tabs', '{\n\t"a":\t"«x»"', ['    1 | {', '  > 2 | \t"a":\t"x"', '      | \t    \t ^']],
    ['wide and combining characters', '"日本é": «x»', ['  > 1 | "日本é": x', '      |          ^']],
    ['a byte order mark', '\uFEFF"«x»"', ['  > 1 | "x"', '      |  ^']],
    ['CRLF', '{\r\n"«x»"\r\n}', ['    1 | {', '  > 2 | "x"', '      |  ^']],
    ['an empty place', '{«»}', ['  > 1 | {}', '      |  ^']],
    ['several lines', '{ «[\n1\n]» }', ['  > 1 | { [', '      |   ^ to line 3']],
    ['an end of file', '{\n«»', ['    1 | {', '  > 2 | ', '      | ^']],
    [
      'control characters',
      '"\u001b[31m\u202e" «\u0007x»',
      ['  > 1 | "\u241b[31m\uFFFD" \u2407x', '      |          ^^'],
    ],
  ];
  for (const [name, text, expected] of FRAMES) {
    it(`marks the place, with ${name}`, () => {
      assert.deepEqual(frame(text), expected);
    });
  }

  it('cuts long lines around the place', () => {
    const [line = '', marks = ''] = frame(`${'a'.repeat(300)}«bcd»${'e'.repeat(300)}`, 60);
    assert.match(line, /^ {2}> 1 \| …a{16}bcde{31}…$/);
    assert.equal(marks.indexOf('^'), line.indexOf('b'));
    assert.equal(marks.match(/\^+/)?.[0], '^^^');
    const [start = ''] = frame(`«bcd»${'e'.repeat(300)}`, 60);
    assert.match(start, /^ {2}> 1 \| bcde{47}…$/);
  });

  it('has colours only when they are asked for', () => {
    const given = report({ 'a.json': '«x»' });
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(pretty(given), /\u001b/);
    assert.ok(pretty(given, { colours: true }).includes('\u001b[1;31merror\u001b[0m'));
  });

  it('names no page without a homepage, nor for what is wrong with a suppression', () => {
    const given = report({ 'a.json': '«x»' });
    assert.doesNotMatch(formatPretty(given, { tool: { name: 'n', version: '1' } }), /docs\/rules/);
    assert.doesNotMatch(pretty(report({ 'a.json': '«x»' }, { rule: 'suppression-unused' })), /docs\/rules/);
  });
});

describe('the summary of lint', () => {
  const empty = report({});
  const some = report({ 'a.json': '«x»«y»', 'b.json': 'z' });
  const CASES: [LintReport, string][] = [
    [empty, 'No file to lint.'],
    [{ ...empty, files: 1 }, 'Nothing found in 1 file.'],
    [{ ...empty, files: 3, fixed: 2 }, 'Nothing found in 3 files; 2 fixed.'],
    [some, '2 errors in 1 file (2 files read).'],
    [
      {
        ...some,
        findings: (['warning', 'note'] as const).flatMap((severity) =>
          some.findings.slice(0, 1).map((finding) => ({ ...finding, severity })),
        ),
        suppressed: some.findings.map((finding) => ({ ...finding, reason: 'r' })),
      },
      '1 warning, 1 note in 1 file (2 files read); 2 suppressed.',
    ],
  ];
  for (const [given, expected] of CASES) {
    it(expected, () => {
      assert.equal(summary(given), expected);
    });
  }

  it('is beside what did not work', () => {
    const broken: LintReport = {
      ...empty,
      unreadable: [{ path: 'x.json', message: 'reading it is not allowed' }],
      failures: [{ rule: 'kms-x', paths: ['a.tf', 'b.tf'], message: 'TypeError: no' }],
      incomplete: ['c.tf'],
    };
    assert.deepEqual(problemLines(broken), [
      'x.json cannot be read: reading it is not allowed',
      'The rule kms-x broke in a.tf, b.tf (TypeError: no). What it would have found is missing: this is a mistake of ours, please report it.',
      'c.tf has syntax errors: what could not be understood in it was not judged.',
    ]);
  });
});

describe('lint --format json', () => {
  it('has offsets, and lines and columns from 1 in UTF-16 code units', () => {
    const given = report({ 'a.json': '\uFEFF{\r\n\t"é😀": "«x»"\r\n}' });
    assert.deepEqual(jsonReport(given, TOOL).findings, [
      {
        file: 'a.json',
        range: { start: 13, end: 14 },
        start: { line: 2, column: 10 },
        end: { line: 2, column: 11 },
        rule: 'kms-via-service',
        severity: 'error',
        message: 'It says "x".',
        related: [],
        fixes: [],
        page: 'https://example.com/docs/rules/kms-via-service.md',
      },
    ]);
  });

  it('has fixes and related places with their own files, suppressed findings, and problems', () => {
    const related = [{ path: 'a.json', start: 1, end: 2, message: 'here' }];
    const fixes = [{ title: 'Fix', safe: true, edits: [{ path: 'a.json', start: 1, end: 1, text: 'y' }] }];
    const given = report({ 'a.json': '"«x»"' }, { related, fixes });
    const suppressed = given.findings.map((finding) => ({ ...finding, reason: 'known' }));
    const { findings, ...rest } = jsonReport(
      {
        ...given,
        suppressed,
        unreadable: [{ path: 'b.json', message: 'm' }],
        incomplete: ['a.json'],
        failures: [{ rule: 'kms-x', paths: ['a.json'], message: 'm' }],
      },
      { name: 'n', version: '1' },
    );
    const at = (start: number, end: number) => ({
      file: 'a.json',
      range: { start, end },
      start: { line: 1, column: start + 1 },
      end: { line: 1, column: end + 1 },
    });
    const [finding] = findings;
    assert.deepEqual(finding?.related, [{ ...at(1, 2), message: 'here' }]);
    assert.deepEqual(finding.fixes, [{ title: 'Fix', safe: true, edits: [{ ...at(1, 1), text: 'y' }] }]);
    assert.equal(finding.page, null);
    assert.deepEqual(rest, {
      suppressed: [{ ...finding, reason: 'known' }],
      summary: { files: 1, errors: 1, warnings: 0, notes: 0, suppressed: 1, fixable: 1, fixed: 0 },
      unreadable: [{ file: 'b.json', message: 'm' }],
      incomplete: ['a.json'],
      failures: [{ rule: 'kms-x', files: ['a.json'], message: 'm' }],
    });
  });
});

describe('lint --format github', () => {
  const github = (given: LintReport) => formatGithub(given, { name: 'n', version: '1' }).split('\n');

  it('has one command for each finding, escaped as GitHub takes them', () => {
    const message = '100% wrong:\r\nsay "a, b"';
    const given = report({ 'a,b: 1%.json': '{\n"«x»"}' }, { message });
    assert.deepEqual(github(given), [
      '::error file=a%2Cb%3A 1%25.json,line=2,col=2,endLine=2,endColumn=3,title=kms-via-service::100%25 wrong:%0D%0Asay "a, b"',
      '1 error in 1 file (1 file read).',
      '',
    ]);
  });

  it('says warning and notice, and leaves columns out where a place has several lines', () => {
    const [first] = github(report({ 'a.json': '«{\n}»' }, { severity: 'warning' }));
    assert.equal(first, '::warning file=a.json,line=1,endLine=2,title=kms-via-service::It says "{%0A}".');
    const [second] = github(report({ 'a.json': '«x»' }, { severity: 'note' }));
    assert.match(second ?? '', /^::notice file=a\.json,/);
  });

  it('has commands for what did not work', () => {
    const unreadable = [{ path: 'x.json', message: 'it is gone' }];
    assert.deepEqual(github({ ...report({}), unreadable, incomplete: ['c.tf'] }).slice(0, 2), [
      '::error::x.json cannot be read: it is gone',
      '::notice::c.tf has syntax errors: what could not be understood in it was not judged.',
    ]);
  });
});
