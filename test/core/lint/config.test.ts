import assert from 'node:assert/strict';
import { NO_CONFIG, configPath, parseConfig } from '../../../core/lint/config';
import { formatConfigProblem } from '../../../core/lint/config-problem';
import { findConfig } from '../../../core/lint/find-config';

const IDS = ['kms-via-service', 'kms-caller-account'];

/** A configuration and what is wrong with it. */
const WRONG: [name: string, text: string, problems: string[]][] = [
  [
    'no JSON',
    '{ "rules": ',
    ['c.json:1:12: the configuration is not JSON. Right: an object with braces around it'],
  ],
  ['nothing', '', ['c.json:1:1: the configuration is not JSON. Right: an object with braces around it']],
  [
    'a list',
    '[]',
    ['c.json:1:1: the configuration is a list. Right: an object with "rules", "ignore" or "suppressions"'],
  ],
  [
    'a misspelt rule',
    '{\n  "rules": { "kms-via-servce": "off" }\n}',
    ['c.json:2:32: rules["kms-via-servce"] is not a rule. Right: "kms-via-service"'],
  ],
  [
    'a rule that is like no other',
    '{"rules": {"no-such-thing-at-all": "off"}}',
    [
      'c.json:1:36: rules["no-such-thing-at-all"] is not a rule. Right: the id of a rule, as docs/rules lists them',
    ],
  ],
  [
    'an unknown severity',
    '{"rules": {"kms-via-service": "warn"}}',
    [
      'c.json:1:31: rules["kms-via-service"] is "warn", and no severity. Right: "off", "note", "warning" or "error"',
    ],
  ],
  [
    'a list of rules',
    '{"rules": ["kms-via-service"]}',
    [
      'c.json:1:11: rules is a list. Right: { "kms-via-service": "warning" }: an object of rule ids and "off", "note", "warning" or "error"',
    ],
  ],
  [
    'misspelt properties',
    '{"rule": {}, "other": 1}',
    [
      'c.json:1:10: rule is not a property of the configuration. Right: "rules"',
      'c.json:1:23: other is not a property of the configuration. Right: one of rules, ignore, suppressions, $schema',
    ],
  ],
  [
    'patterns that are none',
    '{"ignore": "dist"}',
    [
      'c.json:1:12: ignore is "dist". Right: ["examples/", "**/*.test.ts"]: a list of patterns as in a .gitignore',
    ],
  ],
  [
    'an empty pattern',
    '{"ignore": ["a", " "]}',
    ['c.json:1:18: ignore[1] is empty. Right: a pattern as in a .gitignore'],
  ],
  [
    'suppressions without a reason, or with an empty one',
    '{"suppressions": [\n{"file": "a.json", "rule": "kms-via-service"},\n{"file": "a.json", "rule": "kms-via-service", "reason": ""}]}',
    [
      'c.json:2:1: suppressions[0].reason is missing. Right: a sentence that says why the finding is right there',
      'c.json:3:57: suppressions[1].reason is empty. Right: a sentence that says why the finding is right there',
    ],
  ],
  [
    'suppressions of a misspelt rule, with a misspelt property',
    '{"suppressions": [{"file": "a.json", "rule": "kms-caller-acount", "reason": "r"}]}',
    [
      'c.json:1:46: suppressions[0].rule is "kms-caller-acount", and that is not a rule. Right: "kms-caller-account"',
    ],
  ],
  [
    'a suppression’s misspelt property',
    '{"suppressions": [{"path": "a.json", "rule": "kms-via-service", "reason": "r"}]}',
    [
      "c.json:1:19: suppressions[0].file is missing. Right: the file's path from this folder",
      'c.json:1:28: suppressions[0].path is not a property of the configuration. Right: one of file, rule, reason',
    ],
  ],
];

describe('configuration of lint', () => {
  it('has severities, files to leave out and suppressions, with comments', () => {
    const text =
      '\uFEFF{ // ours\n"$schema": "x",\n"rules": {"kms-via-service": "off", "suppression-unused": "note"}, "ignore": ["a/"],\n"suppressions": [{"file": "./b.json", "rule": "kms-caller-account", "reason": "known"},],}';
    const parsed = parseConfig({ path: 'c.json', text, prefix: 'sub/' }, IDS);
    const start = text.indexOf('kms-caller-account');
    assert.deepEqual(parsed, {
      status: 'valid',
      config: {
        rules: { 'kms-via-service': 'off', 'suppression-unused': 'note' },
        ignore: ['a/'],
        suppressions: [
          {
            file: 'b.json',
            rule: 'kms-caller-account',
            reason: 'known',
            place: { path: 'c.json', start, end: start + 'kms-caller-account'.length },
          },
        ],
        file: { path: 'c.json', text },
        prefix: 'sub/',
      },
    });
  });

  for (const [name, text, problems] of WRONG) {
    it(`tells of ${name}`, () => {
      const parsed = parseConfig({ path: 'c.json', text }, IDS);
      assert.equal(parsed.status, 'invalid');
      assert.deepEqual(parsed.problems.map(formatConfigProblem), problems);
    });
  }

  it('names the way to a mistake in a package.json', () => {
    const text = '{\n  "name": "x",\n  "fsx-lustre-kms": { "rules": { "kms-x": "off" } }\n}';
    const parsed = parseConfig({ path: 'package.json', text, property: 'fsx-lustre-kms' }, IDS);
    assert.equal(parsed.status, 'invalid');
    assert.deepEqual(parsed.problems.map(formatConfigProblem), [
      'package.json:3:43: ["fsx-lustre-kms"].rules["kms-x"] is not a rule. Right: the id of a rule, as docs/rules lists them',
    ]);
  });

  it('knows files by their path from its own folder', () => {
    const at = (prefix: string, path: string) => configPath({ ...NO_CONFIG, prefix }, path);
    assert.equal(at('', './a/b.json'), 'a/b.json');
    assert.equal(at('sub/dir/', 'a.json'), 'sub/dir/a.json');
    assert.equal(at('sub/dir/', '../a.json'), 'sub/a.json');
    assert.equal(at('sub/', '..\\a.json'), 'a.json');
    assert.equal(at('sub/', '../../a.json'), undefined);
    assert.equal(at('', '/tmp/a.json'), undefined);
    assert.equal(at('', 'C:\\a.json'), undefined);
  });
});

describe('the search for a configuration', () => {
  const find = (folder: string, files: Record<string, string>) =>
    findConfig(
      folder,
      { readText: (path) => files[path], exists: (path) => Object.keys(files).some((name) => name === path) },
      IDS,
    );
  const OFF = '{"rules": {"kms-via-service": "off"}}';

  it('takes the nearest one, from the folder up', () => {
    const found = find('/repo/a/b', {
      '/repo/a/.fsx-lustre-kms.json': OFF,
      '/repo/.fsx-lustre-kms.json': '{"rules": {}}',
    });
    assert.equal(found.status, 'found');
    assert.deepEqual(found.config.rules, { 'kms-via-service': 'off' });
    assert.equal(found.config.prefix, 'b/');
    assert.equal(found.config.file?.path, '../.fsx-lustre-kms.json');
  });

  it('takes the property of a package.json', () => {
    const found = find('C:\\repo', { 'C:/repo/package.json': `{"name": "x", "fsx-lustre-kms": ${OFF}}` });
    assert.equal(found.status, 'found');
    assert.deepEqual(found.config.rules, { 'kms-via-service': 'off' });
  });

  it('goes on behind a package.json that says nothing, and ends at the top of the repository', () => {
    const files = {
      '/repo/a/package.json': '{"name": "fsx-lustre-kms"}',
      '/repo/package.json': '{ "name": ',
      '/repo/.git': '',
      '/.fsx-lustre-kms.json': OFF,
    };
    const found = find('/repo/a', files);
    assert.deepEqual(found, { status: 'found', config: NO_CONFIG });
  });

  it('does not choose between two in one folder', () => {
    const found = find('/repo/a', {
      '/repo/package.json': `{"fsx-lustre-kms": ${OFF}}`,
      '/repo/.fsx-lustre-kms.json': OFF,
    });
    assert.deepEqual(found.status === 'invalid' && found.problems.map(formatConfigProblem), [
      '../.fsx-lustre-kms.json:1:1: the configuration stands in "fsx-lustre-kms" of ../package.json too. Right: one of the two',
    ]);
  });

  it('tells of mistakes with the file as seen from the folder', () => {
    const found = find('/repo/a', { '/repo/.fsx-lustre-kms.json': '{"ignore": 1}' });
    assert.deepEqual(found.status === 'invalid' && found.problems.map(formatConfigProblem), [
      '../.fsx-lustre-kms.json:1:12: ignore is 1. Right: ["examples/", "**/*.test.ts"]: a list of patterns as in a .gitignore',
    ]);
  });
});
