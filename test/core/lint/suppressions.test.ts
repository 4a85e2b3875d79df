import assert from 'node:assert/strict';
import { NO_CONFIG } from '../../../core/lint/config';
import type { Reader } from '../../../core/syntax/reader';
import { sharedReader } from '../../support/reader';
import { brokenRule, lintTexts, markedText, shown } from './support';

const UNUSED = (rule: string) =>
  `suppression-unused: "${rule}" finds nothing where this suppression applies. Take it out, or put it where the finding is.`;
const NO_RULE =
  'suppression-rule: This suppression names no rule, so it has no effect. Write "fsx-lustre-kms-ignore RULE: reason".';
const NO_REASON =
  'suppression-reason: The suppression of "kms-one" gives no reason, so it has no effect. Write "fsx-lustre-kms-ignore kms-one: why it is right here".';

/** What is found in a file, and what is suppressed in it with which reason. */
const CASES: { name: string; file: string; text: string; found: string[]; suppressed?: string[] }[] = [
  {
    name: 'the next line',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one: known\n"one",\n"one"]}',
    found: ['4 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'the next line, behind other comments and empty lines',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one: known\n\n/* more\n words */\n"one",\n"one"]}',
    found: ['7 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'two comments for one line',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one: 1\n// fsx-lustre-kms-ignore kms-two: 2\n"one", "two"]}',
    found: [],
    suppressed: ['kms-one: 1', 'kms-two: 2'],
  },
  {
    name: 'two rules in one comment',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one, kms-two : both: known\n"one", "two"]}',
    found: [],
    suppressed: ['kms-one: both: known', 'kms-two: both: known'],
  },
  {
    name: 'its own line, when something stands before it',
    file: 'a.json',
    text: '{"Statement": [\n"one", // fsx-lustre-kms-ignore kms-one: known\n"one"]}',
    found: ['3 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'its own line, when something stands behind it',
    file: 'a.json',
    text: '{"Statement": [\n/* fsx-lustre-kms-ignore kms-one: known */ "one",\n"one"]}',
    found: ['3 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'the object that begins on the next line, to its end',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one: known\n{"Action":\n"one"},\n{"Action": "one"}]}',
    found: ['5 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'CRLF, a byte order mark and tabs',
    file: 'a.json',
    text: '\uFEFF{"Statement": [\r\n\t// fsx-lustre-kms-ignore kms-one: known\r\n\t"one",\r\n"one"]}',
    found: ['4 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'a block of HCL, by #',
    file: 'main.tf',
    text: '# fsx-lustre-kms-ignore kms-one: known\nresource "aws_kms_grant" "g" {\n  constraints {\n    x = "one"\n  }\n}\nresource "aws_kms_grant" "h" {\n  name = "one"\n}\n',
    found: ['8 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'a block of HCL, from its first line',
    file: 'main.tf',
    text: 'resource "aws_kms_grant" "g" { # fsx-lustre-kms-ignore kms-one: known\n  name = "one"\n}\n',
    found: [],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'a block inside a block of HCL, by //',
    file: 'main.tf',
    text: 'resource "aws_kms_grant" "g" {\n  // fsx-lustre-kms-ignore kms-one: known\n  constraints {\n    x = "one"\n  }\n  name = "one"\n}\n',
    found: ['6 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'a construct of TypeScript',
    file: 'main.ts',
    text: "import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';\n// fsx-lustre-kms-ignore kms-one: known\nconst g = new KmsGrant(this, 'g', {\n  name: 'one',\n});\nnew KmsGrant(this, 'h', { name: 'one' });\n",
    found: ['6 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'a property of TypeScript, by a comment of several lines',
    file: 'main.ts',
    text: "import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';\nnew KmsGrant(this, 'h', {\n  /*\n   * fsx-lustre-kms-ignore kms-one: known\n   * for years\n   */\n  name: 'one',\n});\n",
    found: [],
    suppressed: ['kms-one: known for years'],
  },
  {
    name: 'no other rule',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-two: known\n"one"]}',
    found: [`2 ${UNUSED('kms-two')}`, '3 kms-one'],
  },
  {
    name: 'nothing, without a reason',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one\n"one",\n// fsx-lustre-kms-ignore kms-one:  \n"one"]}',
    found: [`2 ${NO_REASON}`, '3 kms-one', `4 ${NO_REASON}`, '5 kms-one'],
  },
  {
    name: 'nothing, for a rule that there is not',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-tow: known\n"two"]}\n// fsx-lustre-kms-ignore something-else: known',
    found: [
      '2 suppression-rule: "kms-tow" is not a rule, so this suppression has no effect. Write "kms-two".',
      '3 kms-two',
      '4 suppression-rule: "something-else" is not a rule, so this suppression has no effect. docs/rules has the names of all rules.',
    ],
  },
  {
    name: 'nothing, without a rule or with another word',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore\n"one",\n// fsx-lustre-kms-ignore-next-line kms-one: known\n"one"]}',
    found: [`2 ${NO_RULE}`, '3 kms-one', `4 ${NO_RULE}`, '5 kms-one'],
  },
  {
    name: 'nothing, when the words stand somewhere in a comment',
    file: 'a.json',
    text: '{"Statement": [\n// see fsx-lustre-kms-ignore kms-one: known\n"one"]}',
    found: ['3 kms-one'],
  },
  {
    name: 'what may be missing in a file with syntax errors is not called unused',
    file: 'a.json',
    text: '{"Statement": [\n// fsx-lustre-kms-ignore kms-one: known\n',
    found: [],
  },
  {
    name: 'a resource of Terraform JSON',
    file: 'cdk.tf.json',
    text: `{"resource": {"aws_kms_grant": {
"g": {"name": "one", "//": {"metadata": {"path": "s/g"}, "fsx-lustre-kms": {"ignore": [{"rule": "kms-one", "reason": "known"}]}}},
"h": {"name": "one"}}}}`,
    found: ['3 kms-one'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'a whole file of Terraform JSON',
    file: 'cdk.tf.json',
    text: `{"//": {"fsx-lustre-kms": {"ignore": [{"rule": "kms-one", "reason": "known"}]}},
"resource": {"aws_kms_grant": {"g": {"name": "one"}, "h": {"name": "two"}}}}`,
    found: ['2 kms-two'],
    suppressed: ['kms-one: known'],
  },
  {
    name: 'mistakes in Terraform JSON',
    file: 'cdk.tf.json',
    text: `{"resource": {"aws_kms_grant": {
"g": {"name": "one", "//": {"fsx-lustre-kms": {"ignore": [
{"rule": "kms-one"},
{"reason": "known"},
{"rule": "kms-two", "reason": "known"}]}}},
"h": {"//": {"fsx-lustre-kms": {"ignore": "kms-one"}}},
"i": {"//": {"fsx-lustre-kms": {}}}}}}`,
    found: [
      '2 kms-one',
      '3 suppression-reason: The suppression of "kms-one" gives no reason, so it has no effect. Write { "rule": "kms-one", "reason": "why it is right here" }.',
      '4 suppression-rule: This suppression names no rule, so it has no effect. Write { "rule": "RULE", "reason": "why it is right here" }.',
      `5 ${UNUSED('kms-two')}`,
      '6 suppression-rule: This suppression names no rule, so it has no effect. Write { "ignore": [{ "rule": "RULE", "reason": "why it is right here" }] }.',
      '7 suppression-rule: This suppression names no rule, so it has no effect. Write { "ignore": [{ "rule": "RULE", "reason": "why it is right here" }] }.',
    ],
  },
];

describe('suppressions', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  for (const { name, file, text, found, suppressed = [] } of CASES) {
    it(`cover ${name}`, () => {
      const result = lintTexts(reader, { [file]: text });
      assert.deepEqual(
        shown(result),
        found.map((line) => `${file}:${line}`),
      );
      assert.deepEqual(
        result.suppressed.map(({ rule, reason }) => `${rule}: ${reason}`),
        suppressed,
      );
    });
  }

  it('mark the rule’s name, and can be taken out', () => {
    const text =
      '{"Statement": [\r\n  // fsx-lustre-kms-ignore kms-one: known\r\n  "x" // fsx-lustre-kms-ignore kms-two: known\r\n]}';
    const result = lintTexts(reader, { 'a.json': text });
    assert.deepEqual(
      result.findings.map((finding) => markedText(result, finding)),
      ['kms-one', 'kms-two'],
    );
    const without = result.findings.map(({ fixes }) => {
      const [edit] = fixes[0]?.edits ?? [];
      return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    });
    assert.deepEqual(without, [
      '{"Statement": [\r\n  "x" // fsx-lustre-kms-ignore kms-two: known\r\n]}',
      '{"Statement": [\r\n  // fsx-lustre-kms-ignore kms-one: known\r\n  "x"\r\n]}',
    ]);
  });

  it('of a rule that is off, or that broke, are not called unused', () => {
    const text =
      '{"Statement": [\n// fsx-lustre-kms-ignore kms-two: known\n"x" // fsx-lustre-kms-ignore kms-broken: known\n]}';
    const config = { ...NO_CONFIG, rules: { 'kms-two': 'off' } } as const;
    const options = { rules: [brokenRule], config, knownRules: ['kms-two', 'kms-broken'] };
    assert.deepEqual(shown(lintTexts(reader, { 'a.json': text }, options)), []);
  });

  it('have severities that can be configured', () => {
    const text = '{"Statement": [\n// fsx-lustre-kms-ignore kms-two: known\n"x" // fsx-lustre-kms-ignore\n]}';
    const rules = { 'suppression-unused': 'off', 'suppression-rule': 'error' } as const;
    const { findings } = lintTexts(reader, { 'a.json': text }, { config: { ...NO_CONFIG, rules } });
    assert.deepEqual(
      findings.map(({ rule, severity }) => `${rule} ${severity}`),
      ['suppression-rule error'],
    );
  });

  it('in the configuration cover one file', () => {
    const place = { path: '.fsx-lustre-kms.json', start: 0, end: 1 };
    const suppressions = ['a.json', 'sub/b.json'].map((file) => ({
      file,
      rule: 'kms-one',
      reason: 'known',
      place,
    }));
    const files = { 'a.json': '{"Statement": "one"}', 'b.json': '{"Statement": "one"}' };
    const run = (prefix: string) =>
      shown(lintTexts(reader, files, { config: { ...NO_CONFIG, suppressions, prefix } }));
    assert.deepEqual(run(''), ['b.json:1 kms-one']);
    assert.deepEqual(run('sub/'), ['a.json:1 kms-one']);
  });
});
