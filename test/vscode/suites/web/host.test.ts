import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, untilFound } from '../../support/workspace';

const { env, UIKind, Uri, workspace } = vscode;

const GRANT =
  'resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = "k"\n  grantee_principal = "r"\n  operations        = ["«kms:Decrypt»"]\n}\n';

function extension(): vscode.Extension<unknown> {
  return (
    vscode.extensions.getExtension('fsx-lustre-kms.fsx-lustre-kms') ?? assert.fail('it is not installed')
  );
}

describe('in a browser alone', () => {
  afterEach(closeAll);

  it('there is no Node.js, no server and no disk', () => {
    assert.equal(env.uiKind, UIKind.Web);
    assert.equal(env.appHost, 'web');
    assert.equal(env.remoteName, undefined);
    assert.ok(!('process' in globalThis));
    assert.ok('WorkerGlobalScope' in globalThis);
    assert.equal(workspace.workspaceFolders?.[0]?.uri.scheme, 'tmp');
    assert.equal(extension().extensionUri.scheme, 'http');
  });

  it('the extension runs in this worker', async () => {
    const { document } = await open('host/main.tf', GRANT);
    await untilFound(document.uri, 'grant-operation-unknown');
    assert.ok(extension().isActive);
  });

  it('its entry for browsers asks for nothing but the API of VS Code', async () => {
    const { browser } = extension().packageJSON as { readonly browser: string };
    const uri = Uri.joinPath(extension().extensionUri, browser);
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    const asked = [...text.matchAll(/\b(?:require|import|importScripts)\((["'`])(.*?)\1/g)].map(
      ([, , name]) => name,
    );
    assert.deepEqual([...new Set(asked)], ['vscode']);
  });

  for (const command of ['synth', 'rehearse']) {
    it(`the command ${command}, which runs a program, is not there`, async () => {
      await assert.rejects(
        async () => await vscode.commands.executeCommand(`fsxLustreKms.${command}`),
        /not found/,
      );
    });
  }
});
