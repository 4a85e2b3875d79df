import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { completionsAt, labelText } from '../../support/answers';
import { closeAll, open, untilGone } from '../../support/workspace';

/** Language and thing, file, text with the cursor, a label that is offered, the text once it is taken. */
const OFFERS: readonly (readonly [
  name: string,
  file: string,
  marked: string,
  label: string,
  then: string,
])[] = [
  [
    'condition keys in JSON',
    'offer/policy.json',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:Vi|":"x"}}}]}\n',
    'kms:ViaService',
    '"kms:ViaService":"x"',
  ],
  [
    'hosts of kms:ViaService in Terraform JSON',
    'offer/json/cdk.tf.json',
    '{"provider":{"aws":[{"region":"eu-west-1"}]},"resource":{"aws_kms_key_policy":{"p":{"key_id":"k","policy":"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"111111111111\\"},\\"Action\\":\\"kms:Decrypt\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"StringEquals\\":{\\"kms:ViaService\\":\\"s3|\\"}}}]}"}}}}\n',
    's3.eu-west-1.amazonaws.com',
    '\\"kms:ViaService\\":\\"s3.eu-west-1.amazonaws.com\\"',
  ],
  [
    'grant operations in HCL',
    'offer/hcl/main.tf',
    'resource "aws_kms_grant" "g" {\n  key_id            = "k"\n  grantee_principal = "r"\n  operations        = ["Decrypt", "Gen|"]\n}\n',
    'GenerateDataKey',
    '["Decrypt", "GenerateDataKey"]',
  ],
  [
    'deployment types in TypeScript',
    'offer.ts',
    "import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';\nnew FsxLustreFileSystem(scope, 'f', { subnetIds: ['s'], deploymentType: 'PER|' });\n",
    'PERSISTENT_2',
    "deploymentType: 'PERSISTENT_2'",
  ],
];

describe('completion', () => {
  afterEach(closeAll);

  for (const [name, file, marked, label, then] of OFFERS) {
    it(`offers ${name}, and puts the right text in`, async () => {
      const { document, marks } = await open(file, marked);
      const [cursor] = marks;
      assert.ok(cursor);
      const items = await completionsAt(document, cursor, label);
      const item = items.find((one) => labelText(one.label) === label);
      assert.ok(item?.range);
      const range = item.range instanceof vscode.Range ? item.range : item.range.replacing;
      const edit = new vscode.WorkspaceEdit();
      const text = typeof item.insertText === 'string' ? item.insertText : (item.insertText?.value ?? label);
      edit.replace(document.uri, range, text);
      await vscode.workspace.applyEdit(edit);
      assert.ok(document.getText().includes(then), document.getText());
    });
  }

  it('offers the next elements of a policy that is just begun', async () => {
    const { document, marks } = await open(
      'offer/begun.json',
      '{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "|" } ] }\n',
    );
    const [cursor] = marks;
    assert.ok(cursor);
    const items = await completionsAt(document, cursor, 'Principal');
    const item = items.find(({ label }) => labelText(label) === 'Principal');
    // The quote is part of it, as of the editor's own names: else those would stand first.
    assert.equal(item?.filterText, '"Principal');
  });

  it('offers JSON snippets where a value can stand, and none inside of a text', async () => {
    const begun = await open('offer/empty.json', '|');
    const [first] = begun.marks;
    assert.ok(first);
    await completionsAt(begun.document, first, 'fsx-kms-key-policy');
    const inside = await open('offer/inside.json', '{ "role": "grant|" }\n');
    const [cursor] = inside.marks;
    assert.ok(cursor);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      inside.document.uri,
      cursor,
    );
    assert.deepEqual(
      list.items.filter(({ label }) => labelText(label).startsWith('fsx-kms')),
      [],
    );
  });

  it('offers nothing of ours where there is no policy', async () => {
    const { document, marks } = await open('offer/package.json', '{ "name": "|" }\n');
    const [cursor] = marks;
    assert.ok(cursor);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      cursor,
    );
    assert.deepEqual(
      list.items.filter(({ label }) => /kms|s3:/i.test(labelText(label))),
      [],
    );
  });

  it('offers snippets, which expand to what lint finds nothing in', async () => {
    const { document, editor, marks } = await open('offer/snippet/main.tf', '|');
    const [cursor] = marks;
    assert.ok(cursor);
    const items = await completionsAt(document, cursor, 'fsx-kms-grant');
    const item = items.find((one) => labelText(one.label) === 'fsx-kms-grant');
    assert.ok(item?.insertText instanceof vscode.SnippetString);
    await editor.insertSnippet(item.insertText, cursor);
    assert.match(document.getText(), /resource "aws_kms_grant"/);
    await untilGone(document.uri, 'grant-operation-unknown');
  });
});
