/**
 * Takes the README's pictures of the extension in a real VS Code: `npm run screenshots [NAME...]`. Needs code-server and
 * Chromium (`tsx test/vscode/host/install.ts`). Look at each of them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import type { Browser, Page } from 'playwright-core';
import { runCommand } from '../test/extension/workbench';
import { TOKEN, type HcpTerraformStub } from '../test/runner/hcp/hcp-terraform';
import { startChromium, startCodeServer, workbenchAddress } from '../test/vscode/host/code-server';
import { findChromium, findHost, type VscodeHost } from '../test/vscode/host/location';
import { startHcpTerraform, withCloudBackend } from './screenshots/hcp-terraform';
import { toPalette } from './screenshots/palette-png';

const VSIX = resolve('dist/fsx-lustre-kms.vsix');
const TO = resolve('docs/screenshots');
const WIDTH = 1200;
const HEIGHT = 720;

const THEMES = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

const SETTINGS = {
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'top',
  'editor.minimap.enabled': false,
  'files.exclude': { node_modules: true, 'main.js': true },
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
};

const REFUSAL =
  'User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx is not ' +
  'authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:333333333333:key/' +
  '1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:Decrypt action';

/** Projects of their own that pictures are of; the others are of `fsx-lustre`. */
const PROJECTS: Readonly<Record<string, string>> = {
  'terraform-cloud-signed-out': 'lustre-cloud',
  'terraform-cloud': 'lustre-cloud',
  'create-project': 'new-project',
  'create-project-written': 'new-project',
};

const SIDE_BAR = { x: 0, y: 30, width: 306, height: 660 };
/** Parts of the window that pictures are of; the others are of all of it. */
const PARTS: Readonly<Record<string, typeof SIDE_BAR>> = {
  'terraform-cloud-signed-out': SIDE_BAR,
  'terraform-cloud': { ...SIDE_BAR, width: 600 },
};

/** A picture: what is done before it is taken. */
type Scene = (page: Page) => Promise<void>;

const SCENES: Readonly<Record<string, Scene>> = {
  async problems(page) {
    await openFile(page, 'key-policy.json');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+KeyM');
    await page.getByText('names no Region').first().waitFor();
  },
  async hover(page) {
    await openFile(page, 'key-policy.json');
    await page.locator('.squiggly-error').first().waitFor();
    await page
      .locator('.view-line span', { hasText: /^"kms:ViaService"$/ })
      .last()
      .hover();
    await page.locator('.monaco-hover-content', { hasText: 'Watch out' }).waitFor();
  },
  async 'quick-fix'(page) {
    await openFile(page, 'grant.tf');
    await page.locator('.squiggly-error').first().waitFor();
    await goTo(page, 5, 26);
    await page.keyboard.press('Control+Period');
    await page.locator('.action-widget').first().waitFor();
  },
  async explain(page) {
    await openFile(page, 'key-policy.json');
    await page.locator('.codelens-decoration a', { hasText: 'Why would this be denied?' }).last().click();
    await page.keyboard.press('Control+KeyB');
    const preview = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await preview.locator('h3').first().waitFor();
  },
  async 'rehearsal-in-editor'(page) {
    await openFile(page, 'cdktf.json');
    await page.locator('.codelens-decoration a', { hasText: 'Rehearse' }).first().click();
    await page.keyboard.press('Control+KeyB');
    const view = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await view.locator('h1').first().waitFor();
  },

  async board(page) {
    await runCommand(page, 'FSx Lustre KMS: Open Walkthrough');
    const view = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await view.getByRole('button', { name: 'Rehearse' }).click();
    await view.getByText('Rehearsed: 7 steps').waitFor();
    await page.keyboard.press('Control+KeyB');
  },
  async walkthrough(page) {
    await runCommand(page, 'Welcome: Open Walkthrough');
    await page.locator('.quick-input-widget input').first().fill('FSx for Lustre');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'FSx for Lustre' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Steps 1 to 3').first().click();
    await page.keyboard.press('Control+KeyB');
  },

  async diagnosis(page) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(REFUSAL)})`);
    await runCommand(page, 'FSx Lustre KMS: Diagnose from Clipboard or Selection');
    const view = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await view.locator('h3').first().waitFor();
    await page.keyboard.press('Control+KeyB');
  },
  async 'terraform-cloud-signed-out'(page) {
    await runCommand(page, 'View: Show FSx for Lustre KMS');
    await page.getByRole('button', { name: 'Sign In', exact: true }).first().waitFor();
  },
  async 'terraform-cloud'(page) {
    await runCommand(page, 'View: Show FSx for Lustre KMS');
    await runCommand(page, 'FSx Lustre KMS: Sign In to Terraform Cloud');
    await page.locator('.quick-input-widget').getByText('Enter a token', { exact: true }).click();
    await page.locator('.quick-input-widget').getByText('secret storage of this editor').waitFor();
    await page.keyboard.type(TOKEN);
    await page.keyboard.press('Enter');
    await page.locator('.pane .monaco-list-row', { hasText: 'Grant for step 6' }).hover();
    await page.locator('.workbench-hover', { hasText: 'run-Rk2VfPzQe9cWd4Sn' }).waitFor();
  },
  async 'create-project'(page) {
    await runCommand(page, 'FSx Lustre KMS: Create Project');
    await answer(page, 'Account A', '1111111111');
    await page.getByText('1111111111 does not have the right form').first().waitFor();
  },
  async 'create-project-written'(page) {
    await runCommand(page, 'FSx Lustre KMS: Create Project');
    for (const [question, typed] of ANSWERS) await answer(page, question, typed);
    await page.locator('.tab.active', { hasText: 'cdktf.json' }).waitFor();
    // In a VS Code under test no notification comes up by itself.
    await runCommand(page, 'Notifications: Show Notifications');
    await page.locator('.notifications-center').getByText('The project is written.').waitFor();
  },

  // The last one: its file stays changed.
  async completion(page) {
    await openFile(page, 'key-policy.json');
    await page.locator('.squiggly-error').first().waitFor();
    await goTo(page, 19, 28);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('"kms:');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
  },
};

/** What is typed, question by question. */
const ANSWERS: readonly (readonly [question: string, typed: string])[] = [
  ['Account A', '111111111111'],
  ['Account B', '222222222222'],
  ['Account C', '333333333333'],
  ['for account A', 'storage'],
  ['for account B', 'data'],
  ['for account C', 'security'],
  ['Region', ''],
  ['file system that is there', ''],
  ['key that is there', ''],
  ['bucket that is there', ''],
  ['Name of the new bucket', 'genomics-results'],
];

async function answer(page: Page, question: string, typed: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  await widget.getByText(question).first().waitFor();
  await widget.locator('input').first().fill(typed);
  await page.keyboard.press('Enter');
}

async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+KeyP');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
}

async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+KeyG');
  await page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.getByText(`Ln ${line}, Col ${column}`).waitFor();
}

async function main(wanted: readonly string[]): Promise<void> {
  const host = findHost(process.env);
  const chromium = findChromium(process.env);
  if (!host || chromium === undefined)
    throw new Error('There is no VS Code: tsx test/vscode/host/install.ts');
  await createVSIX({ packagePath: VSIX, dependencies: false });
  mkdirSync(TO, { recursive: true });
  const browser = await startChromium(chromium);
  const hcp = await startHcpTerraform();
  try {
    for (const [theme, name] of Object.entries(THEMES)) {
      await picturesOf(theme, name, { host, browser, hcp, wanted });
    }
  } finally {
    await browser.close();
    await hcp.stop();
  }
}

/** Our own project, with its app as it was built: no picture shows where this machine has it. */
function ownProject(): string {
  const project = JSON.parse(readFileSync('cdktf.json', 'utf8')) as Record<string, unknown>;
  return JSON.stringify({ ...project, app: 'node main.js' }, null, 2);
}

function addProject(workspace: string, cdktfJson: string): void {
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(workspace, 'cdktf.json'), cdktfJson);
  cpSync(resolve('dist/cdktf/main.js'), join(workspace, 'main.js'));
  symlinkSync(resolve('node_modules'), join(workspace, 'node_modules'));
}

interface Studio {
  readonly host: VscodeHost;
  readonly browser: Browser;
  readonly hcp: HcpTerraformStub;
  readonly wanted: readonly string[];
}

async function picturesOf(
  theme: string,
  name: string,
  { host, browser, hcp, wanted }: Studio,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-pictures-'));
  const [userData, extensions, workspace] = ['user', 'extensions', 'fsx-lustre'].map((part) =>
    join(folder, part),
  ) as [string, string, string];
  cpSync(resolve('scripts/screenshots/workspace'), workspace, { recursive: true });
  addProject(workspace, ownProject());
  addProject(join(folder, 'lustre-cloud'), withCloudBackend(ownProject(), hcp.host));
  mkdirSync(join(folder, 'new-project'));
  const install = ['--install-extension', VSIX, '--user-data-dir', userData, '--extensions-dir', extensions];
  spawnSync(host.node, [host.entry, ...install], { stdio: 'ignore' });
  const settings = { ...SETTINGS, 'workbench.colorTheme': name };
  const server = await startCodeServer({ host, userData, extensions, trusted: true, settings });
  try {
    for (const [scene, play] of Object.entries(SCENES)) {
      if (wanted.length > 0 && !wanted.includes(scene)) continue;
      const context = await browser.newContext({
        viewport: { width: WIDTH, height: HEIGHT },
        deviceScaleFactor: 1,
      });
      const page = await context.newPage();
      await page.goto(workbenchAddress(server, join(folder, PROJECTS[scene] ?? 'fsx-lustre')));
      await page.locator('.explorer-folders-view').waitFor();
      try {
        await play(page);
      } finally {
        // What has come is drawn; an animation may not have ended yet.
        await page.waitForTimeout(600);
        const part = PARTS[scene];
        const taken = await page.screenshot(part ? { clip: part } : {});
        writeFileSync(join(TO, `${scene}-${theme}.png`), toPalette(taken));
        process.stdout.write(`docs/screenshots/${scene}-${theme}.png\n`);
        await context.close();
      }
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
