import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lensesOf } from '../../support/answers';
import { askUntil, closeAll, open, workspaceUri, write } from '../../support/workspace';

const { Hint, Information, Warning } = vscode.DiagnosticSeverity;
const MAIN = workspaceUri('app', 'main.ts');

/** What the synthesis found in a file, as soon as there is anything. */
async function synthesized(
  uri: vscode.Uri,
  wanted: (all: readonly vscode.Diagnostic[]) => boolean = (all) => all.length > 0,
): Promise<vscode.Diagnostic[]> {
  const found = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'cdktf synth');
  return await askUntil(() => Promise.resolve(found()), wanted);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Text of a file; empty as long as there is none. */
async function textOf(uri: vscode.Uri): Promise<string> {
  return await vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
}

/** Shows a file of the fixture. */
async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  return editor;
}

describe('synth', function () {
  // It starts Node.js and loads CDKTF.
  this.timeout(90_000);
  afterEach(closeAll);

  it('shows annotations on the lines that made the constructs', async () => {
    await vscode.commands.executeCommand('fsxLustreKms.synth', workspaceUri('app').fsPath);
    const found = await synthesized(MAIN);
    assert.deepEqual(
      found.map(({ severity, message, range }) => [severity, message, range.start.line + 1]).sort(),
      [
        [Warning, 'This key has no description (of keys/key)', 11],
        [Information, 'One stack (of keys)', 20],
      ],
    );
    assert.ok(await exists(workspaceUri('app', 'ran.txt')));
    assert.ok(!(await exists(workspaceUri('app', 'cdktf.out'))), 'no stack that could be deployed');
  });

  it('fades what it found when the file changes', async () => {
    const editor = await show(MAIN);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '// changed\n');
    });
    const faded = await synthesized(MAIN, (all) => all.every(({ severity }) => severity === Hint));
    assert.equal(faded.length, 2);
  });

  it('shows what a synthesis in a terminal has left', async () => {
    const trace = [
      `new KmsKey (${workspaceUri('node_modules', 'x.js').fsPath}:1:1)`,
      `new Keys (${workspaceUri('terminal', 'stack.ts').fsPath}:2:3)`,
    ];
    await write('terminal/cdktf.json', '{ "language": "typescript", "app": "node no.js" }\n');
    const opened = await open('terminal/stack.ts', '// first\n  new KmsKey(this, "k");\n');
    const annotations = [
      { constructPath: 's/k', level: '@cdktf/error', message: 'Bad (kms-key-rotation)', stacktrace: trace },
    ];
    const manifest = {
      version: '0.21.0',
      stacks: {
        s: {
          name: 's',
          constructPath: 's',
          synthesizedStackPath: 'stacks/s/cdk.tf.json',
          annotations,
          dependencies: [],
        },
      },
    };
    await write('terminal/cdktf.out/manifest.json', JSON.stringify(manifest));
    const [found] = await synthesized(opened.document.uri);
    assert.equal(found?.message, 'Bad (of s/k)');
    assert.deepEqual(found.range.start, new vscode.Position(1, 2));
    assert.ok(typeof found.code === 'object');
    assert.equal(found.code.value, 'kms-key-rotation');
  });

  it('fades and goes with its source, though that is not open', async () => {
    // The last test's editor is closed: what follows happens on the disk.
    const uri = workspaceUri('terminal', 'stack.ts');
    assert.equal((await synthesized(uri)).length, 1);
    await write('terminal/stack.ts', '// first\n// second\n  new KmsKey(this, "k");\n');
    await synthesized(uri, (all) => all.every(({ severity }) => severity === Hint));
    await vscode.workspace.fs.delete(uri);
    await synthesized(uri, (all) => all.length === 0);
  });

  it('runs when a source is saved, if the setting says so', async () => {
    const settings = vscode.workspace.getConfiguration('fsxLustreKms');
    await settings.update('synth.onSave', true, vscode.ConfigurationTarget.Workspace);
    const editor = await show(MAIN);
    const text = editor.document.getText();
    await editor.edit((edit) => {
      const at = text.indexOf('This key has');
      edit.insert(editor.document.positionAt(at), 'Saved: ');
    });
    await editor.document.save();
    await synthesized(MAIN, (all) => all.some(({ message }) => message.startsWith('Saved: This key')));
    await settings.update('synth.onSave', undefined, vscode.ConfigurationTarget.Workspace);
  });
});

describe('lenses of stacks', function () {
  this.timeout(90_000);
  afterEach(closeAll);

  it('offer to rehearse, compare and deploy', async () => {
    const { document } = await show(MAIN);
    const lenses = await lensesOf(document, 'Rehearse');
    assert.deepEqual(
      [...new Set(lenses.map(({ command }) => command.title))],
      ['Rehearse', 'Diff', 'Deploy'],
    );
  });

  it("run the project's own cdktf on the stack, without a shell", async () => {
    const ran = workspaceUri('diffed', 'ran.txt');
    await write('diffed/cdktf.json', '{ "language": "typescript", "app": "node app.js" }\n');
    const manifest = JSON.stringify({
      version: '0.21.0',
      stacks: {
        s: {
          name: 's',
          constructPath: 's',
          synthesizedStackPath: 's.json',
          annotations: [],
          dependencies: [],
        },
      },
    });
    await write(
      'diffed/app.js',
      `const fs = require('node:fs');\nconst out = process.env.CDKTF_OUTDIR;\nfs.mkdirSync(out, { recursive: true });\nfs.writeFileSync(out + '/manifest.json', ${JSON.stringify(manifest)});\nfs.writeFileSync(out + '/s.json', '{}');\n`,
    );
    const bin = await write(
      'diffed/node_modules/.bin/cdktf',
      `#!/usr/bin/env node\nrequire('node:fs').writeFileSync(${JSON.stringify(ran.fsPath)}, JSON.stringify(process.argv.slice(2)));\n`,
    );
    await makeExecutable(bin);
    await vscode.commands.executeCommand('fsxLustreKms.diff', workspaceUri('diffed').fsPath, ['s']);
    const args = await askUntil(
      () => textOf(ran),
      (text) => text !== '',
    );
    assert.equal(args, '["diff","s"]');

    // A deploy is confirmed first, by a modal question; in tests nobody can answer it.
    await vscode.workspace.fs.delete(ran);
    await assert.rejects(async () => {
      await vscode.commands.executeCommand('fsxLustreKms.deploy', workspaceUri('diffed').fsPath, ['s']);
    }, /refused to show dialog in tests. Contents: Deploy to AWS\?/);
    assert.ok(!(await exists(ran)));
  });

  it('show the rehearsal of the three accounts', async () => {
    const app = process.env['TEST_OUR_APP'];
    const account = (digit: string) => ({ id: digit.repeat(12) });
    const deployment = {
      accounts: { fileSystem: account('1'), bucket: account('2'), key: account('3') },
      region: 'us-east-1',
      keys: [{ name: 'data' }],
      buckets: [{ name: 'data', key: 'data' }],
    };
    const context = { fsxLustreKms: deployment };
    const text = JSON.stringify({ language: 'typescript', app: `node ${String(app)}`, context }, null, 2);
    const { document } = await open('ours/cdktf.json', text);
    const lens = (await lensesOf(document, 'Rehearse')).find(({ command }) => command.title === 'Rehearse');
    assert.ok(lens);
    assert.equal(document.lineAt(lens.line).text.trim(), '"fsxLustreKms": {');
    await vscode.commands.executeCommand(
      lens.command.command,
      ...((lens.command.arguments ?? []) as unknown[]),
    );
    await askUntil(
      () =>
        Promise.resolve(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label))),
      (labels) => labels.includes('Rehearsal'),
    );
  });
});

/** As an install does it; the editor's own file system has no way. */
async function makeExecutable({ fsPath }: vscode.Uri): Promise<void> {
  const { chmod } = await import('node:fs/promises');
  await chmod(fsPath, 0o755);
}
