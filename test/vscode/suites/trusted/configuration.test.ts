import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeAll,
  found,
  open,
  until,
  untilFound,
  untilGone,
  untilNothing,
  workspaceUri,
  write,
} from '../../support/workspace';

const GRANT =
  'resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = "k"\n  grantee_principal = "arn:aws:iam::111111111111:role/r"\n  operations        = ["kms:Decrypt", "GenerateDataKey"]\n}\n';
const RULE = 'grant-operation-unknown';

describe('configuration', () => {
  afterEach(closeAll);

  it('sets severities, from the nearest file, and counts as soon as it is saved', async () => {
    const { document } = await open('configured/sub/main.tf', GRANT);
    await untilFound(document.uri, RULE);
    await write('configured/.fsx-lustre-kms.json', JSON.stringify({ rules: { [RULE]: 'note' } }));
    await until(document.uri, (all) =>
      all.some(({ severity }) => severity === vscode.DiagnosticSeverity.Information),
    );
    await write('configured/.fsx-lustre-kms.json', JSON.stringify({ rules: { [RULE]: 'off' } }));
    await untilGone(document.uri, RULE);
    await vscode.workspace.fs.delete(workspaceUri('configured/.fsx-lustre-kms.json'));
    await untilFound(document.uri, RULE);
  });

  it('has its mistakes on its own file, until they are mended, whatever else is looked at', async () => {
    const config = await write('broken/.fsx-lustre-kms.json', `{\n  "rules": { "${RULE}": "loud" }\n}\n`);
    const { document } = await open('broken/main.tf', GRANT);
    // Lint runs without it.
    await untilFound(document.uri, RULE);
    const mistake = await untilFound(config, 'configuration');
    assert.equal(mistake.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(mistake.range.start.line, 1);
    assert.match(mistake.message, /grant-operation-unknown.*Right: /);
    // Another project without mistakes takes nothing of it back.
    const other = await open('whole/main.tf', GRANT);
    await untilFound(other.document.uri, RULE);
    assert.equal(found(config).length, 1);
    await write('broken/.fsx-lustre-kms.json', JSON.stringify({ rules: { [RULE]: 'off' } }));
    await untilGone(document.uri, RULE);
    await untilNothing(config);
  });

  it('is completed with the names of the rules', async () => {
    const { document, marks } = await open('configured/names/.fsx-lustre-kms.json', '{ "rules": { "|" } }');
    const [cursor] = marks;
    assert.ok(cursor);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      cursor,
    );
    assert.ok(
      list.items.some(({ label }) => (typeof label === 'string' ? label : label.label).includes(RULE)),
    );
  });

  it('turns lint off by a setting', async () => {
    const { document } = await open('configured/off/main.tf', GRANT);
    await untilFound(document.uri, RULE);
    const settings = vscode.workspace.getConfiguration('fsxLustreKms');
    await settings.update('lint.enable', false, vscode.ConfigurationTarget.Workspace);
    await untilNothing(document.uri);
    await settings.update('lint.enable', undefined, vscode.ConfigurationTarget.Workspace);
    await untilFound(document.uri, RULE);
  });
});
