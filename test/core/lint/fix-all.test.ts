import assert from 'node:assert/strict';
import { fixAll } from '../../../core/lint/fix-all';
import { lintProjects } from '../../../core/lint/projects';
import { RULES } from '../../../core/rules/registry';
import type { Reader } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';
import { sharedReader } from '../../support/reader';

const grant = (...operations: string[]) =>
  `resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = "k"\n  grantee_principal = "arn:aws:iam::111111111111:role/r"\n  operations        = [${operations.map((one) => `"${one}"`).join(', ')}]\n}\n`;

let reader: Reader;
const read = (path: string, text: string) => reader.read({ path, text });
const lint = (files: readonly SourceFile[]) => lintProjects(files, { rules: RULES });

function fixed(texts: Readonly<Record<string, string>>, mayChange?: (path: string) => boolean) {
  const files = Object.entries(texts).flatMap(([path, text]) => read(path, text) ?? []);
  return fixAll(files, { lint, read, ...(mayChange && { mayChange }) });
}

describe('fixing everything', () => {
  before(async () => {
    reader = await sharedReader();
  });

  it('applies what is certain in every file, and counts it', () => {
    const {
      changed,
      fixed: count,
      result,
    } = fixed({
      'a/main.tf': grant('kms:Decrypt', 'kms:GenerateDataKey'),
      'b/main.tf': grant('Decrypt', 'kms:GenerateDataKey'),
      'c/main.tf': grant('Decrypt', 'GenerateDataKey'),
    });
    const right = grant('Decrypt', 'GenerateDataKey');
    assert.deepEqual(
      [...changed],
      [
        ['a/main.tf', right],
        ['b/main.tf', right],
      ],
    );
    assert.equal(count, 3);
    assert.deepEqual(
      result.findings.filter(({ rule }) => rule === 'grant-operation-unknown'),
      [],
    );
  });

  it('leaves files alone that may not change, and says what is left in them', () => {
    const { changed, result } = fixed(
      { 'a/main.tf': grant('kms:Decrypt'), 'b/main.tf': grant('kms:Decrypt') },
      (path) => path.startsWith('b/'),
    );
    assert.deepEqual([...changed.keys()], ['b/main.tf']);
    const left = result.findings.filter(({ rule }) => rule === 'grant-operation-unknown');
    assert.deepEqual(
      left.map(({ path }) => path),
      ['a/main.tf'],
    );
  });

  it('gives up when fixes follow each other without an end', () => {
    const place = { path: 'main.tf', start: 0, end: 0 };
    const edits = [{ ...place, text: '#\n' }];
    const finding = { ...place, rule: 'r', severity: 'note' as const, message: '', related: [] };
    const endless = {
      ...lint([]),
      findings: [{ ...finding, fixes: [{ title: '', safe: true, edits }] }],
    };
    const file = read('main.tf', grant('Decrypt'));
    assert.ok(file);
    const { fixed: count } = fixAll([file], { lint: () => endless, read });
    assert.equal(count, 10);
  });
});
