import assert from 'node:assert/strict';
import { NO_CONFIG, type LintConfig } from '../../../core/lint/config';
import { lint } from '../../../core/lint/lint';
import { ignoreEdit, type IgnoreEdit } from '../../../core/language/ignore';
import { RULES } from '../../../core/rules/registry';
import type { Reader } from '../../../core/syntax/reader';
import { sharedReader } from '../../support/reader';

const REASON = 'agreed with the owner';
const POLICY = (account: string) => `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
    "Action": "kms:Decrypt",
    "Resource": "*",
    "Condition": { "StringEquals": { "kms:CallerAccount": "${account}" } }
  }]
}`;
const RULE = 'kms-caller-account';

let reader: Reader;

/** Suppresses the first finding of a rule in a file, and gives the text that the file has then. */
function ignored(
  path: string,
  text: string,
  rule: string,
  { takesComments = true, config = NO_CONFIG }: { takesComments?: boolean; config?: LintConfig } = {},
): { edit: IgnoreEdit | undefined; after: string; left: string[] } {
  const read = (content: string) => reader.read({ path, text: content });
  const file = read(text);
  assert.ok(file);
  const run = (files: readonly (typeof file)[]) => lint(files, { rules: RULES, config });
  const finding = run([file]).findings.find((found) => found.rule === rule);
  assert.ok(finding, 'the rule finds something');
  const edit = ignoreEdit({
    finding,
    reason: `  ${REASON}\n`,
    files: [file],
    config,
    takesComments,
    read,
    lint: run,
  });
  const after = edit?.path === path ? applied(text, edit) : text;
  const again = read(after);
  assert.ok(again);
  return { edit, after, left: run([again]).findings.map((found) => found.rule) };
}

function applied(text: string, { edits }: IgnoreEdit): string {
  return edits.reduceRight(
    (before, { start, end, text: put }) => before.slice(0, start) + put + before.slice(end),
    text,
  );
}

describe('a suppression of one finding', () => {
  before(async () => {
    reader = await sharedReader();
  });

  it('is a comment above its line in HCL, as far in as the line', () => {
    const text =
      'resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = "k"\n  grantee_principal = "arn:aws:iam::111111111111:role/r"\n  operations        = ["kms:Decrypt"]\n}\n';
    const { after, left } = ignored('main.tf', text, 'grant-operation-unknown');
    assert.equal(
      after,
      text.replace(
        '  operations',
        `  # fsx-lustre-kms-ignore grant-operation-unknown: ${REASON}\n  operations`,
      ),
    );
    assert.ok(!left.includes('grant-operation-unknown'));
  });

  it('stands above what holds a text, never in the text', () => {
    const heredoc = `resource "aws_kms_key_policy" "p" {\n  key_id = "k"\n  policy = <<EOF\n${POLICY('222222222222')}\nEOF\n}\n`;
    const { after, left } = ignored('main.tf', heredoc, RULE);
    assert.ok(after.includes(`  # fsx-lustre-kms-ignore ${RULE}: ${REASON}\n  policy = <<EOF\n{`), after);
    assert.ok(!left.includes(RULE));
  });

  it('keeps the line ends of the file', () => {
    const text = `export const p = ${POLICY('222222222222')};\n`.replaceAll('\n', '\r\n');
    const { after } = ignored('main.ts', text, RULE);
    assert.ok(after.includes(`    // fsx-lustre-kms-ignore ${RULE}: ${REASON}\r\n`), after);
    assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('is a comment in JSON that takes comments', () => {
    const { after, left } = ignored('policy.jsonc', POLICY('222222222222'), RULE);
    assert.ok(after.includes(`    // fsx-lustre-kms-ignore ${RULE}: ${REASON}\n    "Condition"`), after);
    assert.ok(!left.includes(RULE));
  });

  it('is a property of the resource in Terraform JSON, and what is there already stays', () => {
    const policy = JSON.stringify(POLICY('222222222222'));
    const text = `{\n  "resource": {\n    "aws_kms_key_policy": {\n      "p": { "//": { "metadata": { "path": "s/p" } }, "key_id": "k", "policy": ${policy} }\n    }\n  }\n}\n`;
    const { after, left } = ignored('cdk.tf.json', text, RULE);
    const { resource } = JSON.parse(after) as {
      resource: Record<string, Record<string, Record<string, unknown>>>;
    };
    assert.deepEqual(resource['aws_kms_key_policy']?.['p']?.['//'], {
      metadata: { path: 's/p' },
      'fsx-lustre-kms': { ignore: [{ rule: RULE, reason: REASON }] },
    });
    assert.ok(!left.includes(RULE));
  });

  it('is in a new configuration for plain JSON', () => {
    const { edit } = ignored('policies/key.json', POLICY('222222222222'), RULE, { takesComments: false });
    assert.equal(edit?.path, '.fsx-lustre-kms.json');
    assert.equal(edit.isNew, true);
    assert.deepEqual(JSON.parse(edit.edits[0]?.text ?? ''), {
      suppressions: [{ file: 'policies/key.json', rule: RULE, reason: REASON }],
    });
  });

  it('is added to the configuration that is there, wherever that is', () => {
    const text = '{\n  "name": "x",\n  "fsx-lustre-kms": {\n    "ignore": ["a"]\n  }\n}\n';
    const config = { ...NO_CONFIG, file: { path: '../package.json', text }, prefix: 'sub/' };
    const { edit } = ignored('key.json', POLICY('222222222222'), RULE, { takesComments: false, config });
    assert.equal(edit?.path, '../package.json');
    assert.equal(edit.isNew, false);
    assert.deepEqual(JSON.parse(applied(text, edit)), {
      name: 'x',
      'fsx-lustre-kms': {
        ignore: ['a'],
        suppressions: [{ file: 'sub/key.json', rule: RULE, reason: REASON }],
      },
    });
  });

  it('has no place in a plan', () => {
    const change = {
      after: { key_id: 'k', policy: POLICY('222222222222') },
      after_unknown: {},
      actions: ['create'],
    };
    const resource = {
      address: 'aws_kms_key_policy.p',
      mode: 'managed',
      type: 'aws_kms_key_policy',
      name: 'p',
      change,
    };
    const plan = JSON.stringify({ format_version: '1.2', resource_changes: [resource] });
    assert.equal(ignored('plan.json', plan, RULE).edit, undefined);
  });
});
