import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askUntil, closeAll, open, untilFound } from '../../support/workspace';

const { env, UIKind, Uri, workspace } = vscode;

const GRANT =
  'resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = "k"\n  grantee_principal = "r"\n  operations        = ["«kms:Decrypt»"]\n}\n';

const REFUSAL =
  'User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx is not ' +
  'authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:333333333333:key/' +
  '1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:Decrypt action';

/** What the command resolves to, as far as it is looked at. */
interface Diagnosis {
  readonly status: string;
  readonly diagnoses?: readonly { readonly layer: string; readonly title: string }[];
}

const labels = () =>
  Promise.resolve(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)));

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

  it('a refusal that is selected is diagnosed', async () => {
    const { editor } = await open('host/refused.txt', REFUSAL);
    editor.selection = new vscode.Selection(0, 0, 0, REFUSAL.length);
    const diagnosis = await vscode.commands.executeCommand<Diagnosis>('fsxLustreKms.diagnose');
    assert.deepEqual(
      [diagnosis.status, diagnosis.diagnoses?.map(({ layer, title }) => [layer, title])],
      ['broken', [['grant', "The file system's role has no grant that covers Decrypt"]]],
    );
    await askUntil(labels, (all) => all.includes('Diagnosis'));
  });

  it('a refusal that was copied is diagnosed', async () => {
    await vscode.env.clipboard.writeText(REFUSAL.replaceAll('Decrypt', 'GenerateDataKey'));
    const diagnosis = await vscode.commands.executeCommand<Diagnosis>('fsxLustreKms.diagnose');
    assert.deepEqual(
      diagnosis.diagnoses?.map(({ title }) => title),
      ["The file system's role has no grant that covers GenerateDataKey"],
    );
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
