import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../support/deployments';
import { needs } from '../support/requirements';
import { temporaryFolder } from '../support/temporary-folder';
import { atOnce, providerOf, terraformFolder } from '../support/terraform';
import {
  checkAlternatives,
  findingsIn,
  isSeen,
  isStatement,
  modelOf,
  policyKindOf,
  withWrongService,
} from './linting';
import { policiesIn, statementsOf } from './policies';
import { expanded, expansionOf, snippetsOf, type Snippet } from './snippet-files';

const HOLDERS = {
  bucket: 'resource "aws_s3_bucket_policy" "holder" {\n  bucket = "my-linked-bucket"',
  key: 'resource "aws_kms_key" "holder" {',
  identity: 'resource "aws_iam_policy" "holder" {',
};

/** Statements stand in a document, with one that lets others change the key; documents are a resource's policy. */
function wholeFile(snippet: Snippet, text: string): string {
  const kind = policyKindOf(snippet);
  if (kind === undefined) return text;
  const holder = (name: string) =>
    `${HOLDERS[kind]}\n  policy = data.aws_iam_policy_document.${name}.json\n}\n`;
  if (!isStatement(snippet)) return kind === 'key' ? `${text}\n${holder('key')}` : text;
  const others =
    kind === 'key' && snippet.prefix !== 'fsx-kms-key-admin' ? expansionOf('terraform', 'key-admin') : '';
  return `data "aws_iam_policy_document" "all" {\n${others}\n${text}\n}\n${holder('all')}`;
}

describe('Terraform snippets', () => {
  const snippets = snippetsOf('terraform');

  for (const snippet of snippets) {
    const wrap = (text: string) => wholeFile(snippet, text);

    it(`${snippet.prefix} is right`, async () => {
      const text = wrap(expanded(snippet));
      assert.ok(await isSeen('main.tf', text), 'is seen');
      assert.deepEqual(await findingsIn('main.tf', text), []);
      await checkAlternatives(snippet, (chosen) => findingsIn('main.tf', wrap(chosen)));
    });

    if (!expanded(snippet).includes('s3.us-east-1')) continue;
    it(`${snippet.prefix} with a mistake is found out`, async () => {
      const findings = await findingsIn('main.tf', wrap(withWrongService(expanded(snippet))));
      assert.match(findings.join('\n'), /kms-via-service/);
    });
  }

  it('say what the JSON ones say', async () => {
    const both = snippetsOf('json').filter((snippet) => policyKindOf(snippet) && !isStatement(snippet));
    assert.ok(both.length >= 8);
    for (const json of both) {
      const snippet = snippets.find(({ prefix }) => prefix === json.prefix);
      assert.ok(snippet, json.prefix);
      const { model } = await modelOf('main.tf', wholeFile(snippet, expanded(snippet)));
      assert.deepEqual(policiesIn(model), [statementsOf(expanded(json))], json.prefix);
    }
  });

  it('say it in statements too', async () => {
    for (const json of snippetsOf('json').filter(isStatement)) {
      const text = `data "aws_iam_policy_document" "all" {\n${expansionOf('terraform', json.prefix.slice(8))}\n}`;
      const { model } = await modelOf('main.tf', text);
      const expected = statementsOf(`{ "Statement": [${expanded(json)}] }`);
      assert.deepEqual(policiesIn(model), [expected], json.prefix);
    }
  });

  it('are written as terraform fmt writes', function () {
    needs(this, 'terraform');
    const folder = temporaryFolder();
    for (const snippet of snippets)
      writeFileSync(join(folder, `${snippet.prefix}.tf`), `${expanded(snippet)}\n`);
    const { stdout, stderr, status } = spawnSync('terraform', ['fmt', '-check', '-diff', folder], {
      encoding: 'utf8',
    });
    assert.equal(stdout + stderr.replace(/There are some problems with the CLI configuration[^]*/, ''), '');
    assert.equal(status, 0);
  });

  for (const [prefix, account] of [
    ['stack-a', ACCOUNT_A],
    ['stack-b', ACCOUNT_B],
    ['stack-c', ACCOUNT_C],
  ] as const) {
    it(`${prefix} is valid to Terraform and the AWS provider`, async function () {
      needs(this, 'terraform', 'provider');
      this.timeout(120_000);
      const nothing = join(temporaryFolder(), 'nothing.tf.json');
      writeFileSync(nothing, '{}');
      const { folder, run } = terraformFolder(nothing, providerOf(account));
      writeFileSync(join(folder, 'main.tf'), expansionOf('terraform', prefix));
      await atOnce(async () => {
        await run('init', '-input=false', '-no-color');
        await run('validate', '-no-color');
      });
    });
  }
});
