import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, untilFound, workspaceUri } from '../../support/workspace';

describe('a workspace that is not trusted runs nothing', () => {
  afterEach(closeAll);

  for (const command of ['synth', 'rehearse', 'diff', 'deploy']) {
    it(`by the command ${command}`, async () => {
      await assert.rejects(
        async () =>
          await vscode.commands.executeCommand(`fsxLustreKms.${command}`, workspaceUri('app').fsPath),
        /not found/,
      );
    });
  }

  it('when it is opened and a source is saved, even if its settings ask for it', async () => {
    const settings = '{ "fsxLustreKms.synth.onSave": true }';
    await vscode.workspace.fs.writeFile(
      workspaceUri('.vscode', 'settings.json'),
      new TextEncoder().encode(settings),
    );
    await vscode.commands.executeCommand('vscode.open', workspaceUri('app', 'main.ts'));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '// changed\n');
    });
    await editor.document.save();
    // What comes after it has been looked at: the extension is awake and has seen the save.
    const { document } = await open(
      'after.tf',
      'resource "aws_kms_grant" "g" {\n  key_id = "k"\n  grantee_principal = "r"\n  operations = ["kms:Decrypt"]\n}\n',
    );
    await untilFound(document.uri, 'grant-operation-unknown');
    const ran = await vscode.workspace.fs.stat(workspaceUri('app', 'ran.txt')).then(
      () => true,
      () => false,
    );
    assert.ok(!ran, 'the app was not run');
  });

  it('and its lenses offer nothing that would', async () => {
    await vscode.commands.executeCommand('vscode.open', workspaceUri('app', 'main.ts'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      workspaceUri('app', 'main.ts'),
      100,
    );
    const titles = lenses.map(({ command }) => command?.title);
    for (const title of ['Rehearse', 'Diff', 'Deploy']) assert.ok(!titles.includes(title));
  });
});
