import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lensesOf } from '../../support/answers';
import { askUntil, closeAll, open } from '../../support/workspace';

const TITLE = 'Why would this be denied?';
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "FileSystem",
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
    "Condition": { "StringEquals": { "kms:CallerAccount": "111111111111", "kms:ViaService": "s3.us-east-1.amazonaws.com" } }
  }]
}
`;

describe('explain', () => {
  afterEach(closeAll);

  it('is offered above a statement, and opens beside it', async () => {
    const { document } = await open('explain/policy.json', POLICY);
    const lenses = await lensesOf(document, TITLE);
    assert.deepEqual(
      lenses.map(({ line, command }) => [line, command.title]),
      [[3, TITLE]],
    );
    const [lens] = lenses;
    assert.ok(lens);
    await vscode.commands.executeCommand(
      lens.command.command,
      ...((lens.command.arguments ?? []) as unknown[]),
    );
    const labels = await askUntil(
      () =>
        Promise.resolve(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label))),
      (all) => all.includes('Explanation'),
    );
    assert.deepEqual(labels, ['policy.json', 'Explanation']);
  });

  it('is not offered when the setting is off', async () => {
    const settings = vscode.workspace.getConfiguration('fsxLustreKms');
    const { document } = await open('explain/off.json', POLICY);
    await lensesOf(document, TITLE);
    await settings.update('codeLens.enable', false, vscode.ConfigurationTarget.Workspace);
    await askUntil(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri),
      (lenses) => lenses.length === 0,
    );
    await settings.update('codeLens.enable', undefined, vscode.ConfigurationTarget.Workspace);
  });
});
