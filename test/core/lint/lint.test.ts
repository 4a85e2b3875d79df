import assert from 'node:assert/strict';
import { NO_CONFIG } from '../../../core/lint/config';
import { lint } from '../../../core/lint/lint';
import { lintProjects } from '../../../core/lint/projects';
import type { Finding, Rule } from '../../../core/rules/rule';
import type { Reader } from '../../../core/syntax/reader';
import { sharedReader } from '../../support/reader';
import { ONE, TWO, brokenRule, lintTexts, markedText, shown, sources, wordRule } from './support';

const policy = (...actions: string[]) =>
  JSON.stringify({ Statement: actions.map((Action) => ({ Action })) }, null, 1);

describe('lint', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  it('gives findings by file, then by place, then by rule', () => {
    const result = lintTexts(reader, { 'b.json': policy('two', 'one'), 'a.json': policy('one') });
    assert.deepEqual(shown(result), ['a.json:4 kms-one', 'b.json:4 kms-two', 'b.json:7 kms-one']);
    assert.deepEqual(
      result.findings.map((finding) => markedText(result, finding)),
      ['one', 'two', 'one'],
    );
  });

  it('gives what a rule finds twice once', () => {
    const twice: Rule = { ...ONE, check: (model) => [...ONE.check(model), ...ONE.check(model)] };
    assert.equal(lintTexts(reader, { 'a.json': policy('one') }, { rules: [twice] }).findings.length, 1);
  });

  it('puts a finding into the file that its value is written in', () => {
    const { findings, ...result } = lintTexts(reader, {
      'main.tf': 'resource "aws_kms_grant" "g" {\n  name = local.name\n}\n',
      'locals.tf': 'locals {\n  name = "one"\n}\n',
    });
    assert.deepEqual(
      [...new Set(findings.map(({ path }) => path))],
      ['locals.tf'],
      JSON.stringify(findings.map(({ path, start }) => `${path}:${start}`)),
    );
    assert.equal(findings[0] && markedText({ findings, ...result }, findings[0]), 'one');
  });

  it('takes the severity of the configuration before that of the finding, and that before the rule’s', () => {
    const noted: Rule = {
      ...TWO,
      *check(model): Generator<Finding> {
        for (const finding of TWO.check(model)) yield { ...finding, severity: 'note' };
      },
    };
    const severities = (rules: Record<string, 'warning'>) =>
      lintTexts(
        reader,
        { 'a.json': policy('one', 'two') },
        { rules: [ONE, noted], config: { ...NO_CONFIG, rules } },
      ).findings.map(({ severity }) => severity);
    assert.deepEqual(severities({}), ['error', 'note']);
    assert.deepEqual(severities({ 'kms-one': 'warning', 'kms-two': 'warning' }), ['warning', 'warning']);
  });

  it('does not run a rule that is off', () => {
    const config = { ...NO_CONFIG, rules: { 'kms-broken': 'off' } } as const;
    const { failures, findings } = lintTexts(
      reader,
      { 'a.json': policy('one') },
      { rules: [brokenRule, ONE], config },
    );
    assert.deepEqual(failures, []);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['kms-one'],
    );
  });

  it('tells of a rule that breaks, keeps what it found, and goes on', () => {
    const result = lintTexts(reader, { 'a.json': policy('one', 'two') }, { rules: [brokenRule, TWO] });
    assert.deepEqual(shown(result), ['a.json:4 kms-broken', 'a.json:7 kms-two']);
    assert.deepEqual(result.failures, [
      { rule: 'kms-broken', paths: ['a.json'], message: 'TypeError: no such thing' },
    ]);
  });

  it('leaves out the files that the configuration ignores', () => {
    const config = { ...NO_CONFIG, ignore: ['examples/', '*.test.json', '!b.test.json'] };
    const files = {
      'a.json': policy('one'),
      'examples/x/a.json': policy('one'),
      'a.test.json': policy('one'),
      'b.test.json': policy('one'),
      '../a.test.json': policy('one'),
    };
    assert.deepEqual(shown(lintTexts(reader, files, { config })), [
      '../a.test.json:4 kms-one',
      'a.json:4 kms-one',
      'b.test.json:4 kms-one',
    ]);
  });

  it('names the files that have syntax errors', () => {
    const { incomplete, findings } = lintTexts(reader, { 'a.json': '{"Statement": [{"Action": "one"' });
    assert.deepEqual(incomplete, ['a.json']);
    assert.equal(findings.length, 1);
  });

  it('looks at nothing without files', () => {
    const { findings, failures, incomplete } = lint([], { rules: [ONE] });
    assert.deepEqual([findings, failures, incomplete], [[], [], []]);
  });
});

describe('lintProjects', () => {
  it('looks at the Terraform files of a folder together, and at every other file for itself', async () => {
    const reader = await sharedReader();
    const together: Rule = {
      ...ONE,
      *check({ project }): Generator<Finding> {
        const [file] = project.files;
        if (!file) return;
        const message = project.files.map(({ path }) => path).join(' ');
        yield { file, range: { start: 0, end: 0 }, message };
      },
    };
    const hcl = 'locals {}\nresource "aws_s3_bucket" "b" {}\n';
    const files = sources(reader, {
      'a/main.tf': hcl,
      'a/more.tf.json': '{"locals": {}}',
      'b/main.tf': hcl,
      'main.tf': hcl,
      'a/policy.json': policy('x'),
      'a/other.json': policy('x'),
    });
    const { findings } = lintProjects(files, { rules: [together] });
    assert.deepEqual(
      findings.map(({ message }) => message),
      ['a/main.tf a/more.tf.json', 'a/other.json', 'a/policy.json', 'b/main.tf', 'main.tf'],
    );
  });

  it('tells what is wrong in the configuration once', async () => {
    const reader = await sharedReader();
    const place = { path: 'c.json', start: 0, end: 1 };
    const suppressions = [{ file: 'a.json', rule: 'kms-one', reason: 'r', place }];
    const config = { ...NO_CONFIG, suppressions, file: { path: 'c.json', text: '{}' } };
    const files = sources(reader, { 'a.json': policy('x'), 'b.json': policy('x') });
    const { findings } = lintProjects(files, { rules: [wordRule('kms-one', 'one')], config });
    assert.deepEqual(
      findings.map(({ path, rule }) => `${path} ${rule}`),
      ['c.json suppression-unused'],
    );
  });
});
