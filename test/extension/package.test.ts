import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX, listFiles } from '@vscode/vsce';
import { temporaryFolder } from '../support/temporary-folder';

/** What a marketplace takes without a word, and a user downloads without noticing. */
const MAX_MIB = 4;

interface Manifest {
  main: string;
  browser: string;
  icon: string;
  l10n: string;
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; title: string; enablement?: string }[];
    configuration: { properties: Record<string, { scope: string; description?: string }> };
    snippets: { language: string; path: string }[];
    jsonValidation: { url: string }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('the packed extension', function () {
  this.timeout(60_000);

  it('is small, and holds what it reads and nothing else', async () => {
    const packagePath = join(temporaryFolder(), 'extension.vsix');
    await createVSIX({ packagePath, dependencies: false });
    assert.ok(statSync(packagePath).size < MAX_MIB * 1024 * 1024, `${statSync(packagePath).size} bytes`);
    const files = await listFiles({ cwd: '.' });
    const read = [manifest.main, manifest.browser, manifest.icon]
      .concat(manifest.contributes.snippets.map(({ path }) => path.replace('./', '')))
      .concat(manifest.contributes.jsonValidation.map(({ url }) => url.replace('./', '')))
      .concat(
        ['web-tree-sitter', 'tree-sitter-typescript', 'tree-sitter-hcl'].map(
          (name) => `dist/grammars/${name}.wasm`,
        ),
      );
    read.push('snippets/json.json');
    for (const file of read) assert.ok(files.includes(file), `${file} is packed`);
    // vsce takes package.json and the readme that the manifest names, whatever else is asked for.
    const others = files.filter(
      (file) =>
        !/^(dist\/(cli\.js|extension\/[\w-]+\.(js|css)|grammars\/[\w-]+\.wasm)|docs\/(rules\/[\w-]+\.md|[\w.]+\.schema\.json)|snippets\/\w+\.json|extension\/(icon\.png|board-icon\.svg|walkthrough\/[\w-]+\.svg|terraform\.language-configuration\.json|README\.md|l10n\/[\w.-]+\.json)|package(\.nls[\w.-]*)?\.json|LICENSE|README\.md)$/.test(
          file,
        ),
    );
    assert.deepEqual(others, []);
  });

  it('has no more than ten settings, each with a scope and what it does', () => {
    const settings = Object.entries(manifest.contributes.configuration.properties);
    assert.ok(settings.length <= 10);
    for (const [name, { scope }] of settings) assert.ok(scope, name);
  });

  it('wakes up for the languages it reads and for a CDKTF project, not for everything', () => {
    for (const event of manifest.activationEvents)
      assert.match(
        event,
        /^(onLanguage:\w+|workspaceContains:cdktf\.json|onWebviewPanel:fsxLustreKms\.board)$/,
      );
  });

  it('says in restricted mode which settings have no effect, and which commands are not there', () => {
    const harmless = ['explain', 'createProject', 'diagnose', 'fixAll', 'openRulePage', 'showLog'];
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
      'fsxLustreKms.synth.onSave',
    ]);
    for (const { command, enablement = '' } of manifest.contributes.commands)
      assert.equal(
        enablement.startsWith('isWorkspaceTrusted && !virtualWorkspace'),
        !harmless.includes(command.replace('fsxLustreKms.', '')),
        command,
      );
  });

  it('has a text for every key of its manifest, and no text too many', () => {
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
    assert.ok(existsSync(join(manifest.l10n, 'bundle.l10n.json')));
  });
});
