import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt } from '../../support/answers';
import { askUntil, closeAll, open, untilFound, untilGone, workspaceUri } from '../../support/workspace';

/** A grant with a mistake whose right text is certain, in each language that has grants. */
const GRANTS: readonly (readonly [language: string, file: string, text: string])[] = [
  [
    'HCL',
    'actions/main.tf',
    'resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = "k"\n  grantee_principal = "arn:aws:iam::111111111111:role/r"\n  operations        = ["kms:Decrypt", "GenerateDataKey"]\n}\n',
  ],
  [
    'Terraform JSON',
    'actions-json/cdk.tf.json',
    '{\n  "resource": {\n    "aws_kms_grant": {\n      "g": {\n        "name": "g",\n        "key_id": "k",\n        "grantee_principal": "arn:aws:iam::111111111111:role/r",\n        "operations": ["kms:Decrypt", "GenerateDataKey"]\n      }\n    }\n  }\n}\n',
  ],
  [
    'TypeScript',
    'actions.ts',
    "import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';\nimport { Construct } from 'constructs';\n\nexport const grant = (scope: Construct) =>\n  new KmsGrant(scope, 'g', {\n    name: 'g',\n    keyId: 'k',\n    granteePrincipal: 'arn:aws:iam::111111111111:role/r',\n    operations: ['kms:Decrypt', 'GenerateDataKey'],\n  });\n",
  ],
];
const RULE = 'grant-operation-unknown';
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
    "Action": "kms:Decrypt",
    "Resource": "*",
    "Condition": { "StringEquals": { "kms:CallerAccount": "arn:aws:iam::111111111111:root" } }
  }]
}
`;

/** Does what a chosen action says. */
async function choose({ edit, command }: vscode.CodeAction, ...more: unknown[]): Promise<void> {
  if (edit) assert.ok(await vscode.workspace.applyEdit(edit));
  if (command)
    await vscode.commands.executeCommand(
      command.command,
      ...((command.arguments ?? []) as unknown[]),
      ...more,
    );
}

describe('quick fixes', () => {
  afterEach(closeAll);

  for (const [language, file, text] of GRANTS) {
    it(`mend what is certain, preferred, in ${language}`, async () => {
      const { document } = await open(file, text);
      const { range } = await untilFound(document.uri, RULE);
      const [first] = await actionsAt(document, range);
      assert.ok(first);
      assert.deepEqual([first.title, first.isPreferred], ['Replace by "Decrypt"', true]);
      await choose(first);
      assert.equal(document.getText(), text.replace('kms:Decrypt', 'Decrypt'));
      await untilGone(document.uri, RULE);
    });

    it(`ignore a finding with a reason, in ${language}`, async () => {
      const { document } = await open(`ignored/${file}`, text);
      const { range } = await untilFound(document.uri, RULE);
      const actions = await actionsAt(document, range);
      const ignore = actions.find(({ title }) => title === `Ignore ${RULE} here, with a reason`);
      assert.ok(ignore);
      await choose(ignore, 'the provider takes it');
      await untilGone(document.uri, RULE);
      assert.ok(document.getText().includes('the provider takes it'));
    });
  }

  it('write the reason into the configuration where a file takes no comments', async () => {
    const { document } = await open('plain/policy.json', POLICY);
    const { range } = await untilFound(document.uri, 'kms-caller-account');
    const actions = await actionsAt(document, range);
    const ignore = actions.find(({ title }) => title.startsWith('Ignore kms-caller-account'));
    assert.ok(ignore);
    await choose(ignore, 'kept for the record');
    await untilGone(document.uri, 'kms-caller-account');
    const uri = workspaceUri('.fsx-lustre-kms.json');
    const config = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.deepEqual(JSON.parse(config), {
      suppressions: [
        { file: 'plain/policy.json', rule: 'kms-caller-account', reason: 'kept for the record' },
      ],
    });
    assert.equal(document.getText(), POLICY);
    await vscode.workspace.fs.delete(uri);
    await untilFound(document.uri, 'kms-caller-account');
  });

  it('open the page of the rule', async () => {
    const { document } = await open('page/policy.json', POLICY);
    const { range } = await untilFound(document.uri, 'kms-caller-account');
    const actions = await actionsAt(document, range);
    const page = actions.find(({ title }) => title === 'Open the page of kms-caller-account');
    assert.ok(page);
    await choose(page);
    const label = await askUntil(
      () => Promise.resolve(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? ''),
      (text) => text.includes('kms-caller-account'),
    );
    assert.match(label, /kms-caller-account\.md/);
  });

  it('fix everything that is certain, on request and when saving', async () => {
    const text = GRANTS[0]?.[2].replace('"GenerateDataKey"', '"kms:GenerateDataKey"') ?? assert.fail();
    const right = text.replaceAll('"kms:', '"');
    const { document } = await open('all/main.tf', text);
    await untilFound(document.uri, RULE);
    await vscode.commands.executeCommand('fsxLustreKms.fixAll');
    await untilGone(document.uri, RULE);
    assert.equal(document.getText(), right);

    const settings = vscode.workspace.getConfiguration('editor');
    const onSave = { 'source.fixAll.fsxLustreKms': 'always' };
    await settings.update('codeActionsOnSave', onSave, vscode.ConfigurationTarget.Workspace);
    const saved = await open('all/saved/main.tf', text);
    await untilFound(saved.document.uri, RULE);
    await saved.editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# mine\n');
    });
    await untilFound(saved.document.uri, RULE);
    await saved.document.save();
    assert.equal(saved.document.getText(), `# mine\n${right}`);
    await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
  });
});
