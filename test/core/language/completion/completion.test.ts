import assert from 'node:assert/strict';
import type { Completions } from '../../../../core/language/completion/completion';
import type { Reader } from '../../../../core/syntax/reader';
import { sharedReader } from '../../../support/reader';
import { complete, opened, type MarkedFiles } from '../support';
import { IN_HCL } from './offers/hcl';
import { IN_JSON } from './offers/json';
import type { Offers } from './offers/offers';
import { IN_TERRAFORM_JSON } from './offers/terraform-json';
import { condition, key } from './offers/texts';
import { IN_TYPESCRIPT } from './offers/typescript';

const NOTHING: readonly (readonly [name: string, files: MarkedFiles])[] = [
  ['a package.json', { 'package.json': '{ "name": "|" }' }],
  ['a tsconfig.json', { 'tsconfig.json': '{ "compilerOptions": { "|" } }' }],
  ['a script without constructs', { 'a.ts': "const operations = ['|'];" }],
  ['a comment', { 'p.json': `${key('"Action": "kms:Decrypt"')} // kms:|` }],
  ['a comment of HCL', { 'main.tf': 'resource "aws_kms_grant" "g" {\n  operations = [] # De|\n}\n' }],
  ['a name of the statement', { 'p.json': key('"Action": "kms:Decrypt", "Sid": "|"') }],
  ['an interpolation', { 'main.tf': 'resource "aws_kms_grant" "g" {\n  operations = ["${var.|}"]\n}\n' }],
  [
    'a reference',
    { 'main.tf': 'resource "aws_kms_grant" "g" {\n  grantee_principal = aws_iam_role.|\n}\n# 111122223333' },
  ],
  [
    'an attribute that the one above, without a value yet, takes in',
    {
      'main.tf':
        'resource "aws_fsx_lustre_file_system" "f" {\n  deployment_type =\n  storage_type = "|"\n}\n',
    },
  ],
  ['the space between blocks', { 'main.tf': 'resource "aws_kms_key" "k" {}\n|\n' }],
  ['a label of a block', { 'main.tf': 'resource "aws_|" "k" {\n  policy = ""\n}\n' }],
  ['an attribute of no interest', { 'main.tf': 'resource "aws_kms_key" "k" {\n  description = "|"\n}\n' }],
  ['a rule of a firewall', { 'p.json': '{ "Statement": [{ "Priority": 1, "Name": "x", "Action": "|" }] }' }],
];

describe('completion', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  const groups = {
    JSON: IN_JSON,
    'Terraform JSON': IN_TERRAFORM_JSON,
    HCL: IN_HCL,
    TypeScript: IN_TYPESCRIPT,
  };
  for (const [language, cases] of Object.entries(groups)) {
    describe(`in ${language}`, () => {
      for (const each of cases)
        it(`offers ${each.name}`, () => {
          check(each);
        });
    });
  }

  function check({ files, replaced = '', labels = [], only, puts = {}, without = [] }: Offers): void {
    const found = complete(reader, files);
    assert.ok(found, 'something is offered');
    const { text } = opened(reader, files);
    assert.equal(text.slice(found.range.start, found.range.end), replaced);
    const offered = found.items.map(({ label }) => label);
    assert.deepEqual(only === true ? offered : offered.slice(0, labels.length), labels);
    assert.deepEqual(
      Object.fromEntries(Object.keys(puts).map((label) => [label, insertTextOf(found, label)])),
      puts,
    );
    assert.deepEqual(
      without.filter((label) => offered.includes(label)),
      [],
    );
  }

  function insertTextOf({ items }: Completions, label: string): string | undefined {
    return items.find((item) => item.label === label)?.insertText;
  }

  for (const [name, files] of NOTHING) {
    it(`offers nothing in ${name}`, () => {
      assert.equal(complete(reader, files), undefined);
    });
  }

  it('marks the one that is most likely meant, and says what goes wrong with it', () => {
    const found = complete(reader, {
      'main.tf': 'resource "aws_kms_grant" "g" {\n  operations = ["Decrypt", "|"]\n}\n',
    });
    const marked = found?.items.filter(({ preselect }) => preselect === true) ?? [];
    assert.deepEqual(
      marked.map(({ label }) => label),
      ['GenerateDataKey'],
    );
    assert.match(marked[0]?.documentation ?? '', /hsm_archive reports no error/);
  });

  it('asks for more where the first tab stop has something to offer', () => {
    const found = complete(reader, { 'p.json': condition('"StringEquals": { | }') });
    const item = (label: string) => found?.items.find((each) => each.label === label);
    assert.equal(item('kms:ViaService')?.retrigger, true);
    assert.equal(item('aws:UserAgent')?.retrigger, undefined);
    assert.equal(item('kms:MultiRegionKeyType')?.retrigger, undefined);
  });
});
