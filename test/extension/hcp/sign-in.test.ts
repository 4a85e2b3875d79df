import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { HcpTerraformStub, ORGANIZATION, TOKEN } from '../../runner/hcp/hcp-terraform';
import { needs } from '../../support/requirements';
import { openWorkbench, type Workbench } from '../workbench';

const SIGN_IN = 'FSx Lustre KMS: Sign In to Terraform Cloud';
/** Of the right form, and no host takes them. */
const MISTYPED = 'mistyped.atlasv1.doNotTellAnybodyEither';
const OUTDATED = 'outdated.atlasv1.doNotTellAnybodyEither';

const account = (digit: string) => ({ id: digit.repeat(12) });

function project(hostname: string): string {
  const fsxLustreKms = {
    accounts: { fileSystem: account('1'), bucket: account('2'), key: account('3') },
    region: 'us-east-1',
    namePrefix: 'demo',
    keys: [{ name: 'data' }],
    buckets: [{ name: 'data', key: 'data' }],
    backend: { type: 'cloud', organization: ORGANIZATION, hostname },
  };
  return JSON.stringify({ language: 'typescript', app: 'node main.js', context: { fsxLustreKms } });
}

describe('Sign In to Terraform Cloud, by the box for a token', function () {
  this.timeout(180_000);
  let stub: HcpTerraformStub;
  let bench: Workbench;

  before(async function () {
    needs(this, 'vscode');
    stub = await HcpTerraformStub.start();
    stub.workspaces.set('demo-account-c-key', [
      { id: 'run-c', status: 'applied', message: 'A key for the bucket', applied: [3, 0, 0] },
    ]);
    bench = await openWorkbench({ cdktfJson: project(stub.host) });
    await bench.command('View: Show FSx for Lustre KMS');
    await button().waitFor();
  });
  after(async () => {
    await (bench as Workbench | undefined)?.stop();
    await (stub as HcpTerraformStub | undefined)?.stop();
  });

  const widget = () => bench.page.locator('.quick-input-widget');
  const button = () => bench.page.getByRole('button', { name: 'Sign In', exact: true }).first();
  const run = () => bench.page.locator('.pane .monaco-list-row', { hasText: 'A key for the bucket' });

  /** What the editor was told: the one with these words. In a VS Code under test, none comes up by itself. */
  async function notification(words: string): Promise<Locator> {
    await bench.page.locator('.monaco-alert', { hasText: words }).first().waitFor({ state: 'attached' });
    await bench.command('Notifications: Show Notifications');
    const item = bench.page.locator('.notifications-center .notification-list-item', { hasText: words });
    await item.first().waitFor();
    return item.first();
  }

  /** Opens the box, and types into it as a person does. */
  async function type(token: string): Promise<void> {
    await bench.command(SIGN_IN);
    await widget().getByText('Enter a token', { exact: true }).click();
    await widget().getByText('kept in the secret storage of this editor').waitFor();
    await bench.page.keyboard.type(token);
  }

  it('hides what is typed', async () => {
    await type(MISTYPED);
    const box = widget().locator('input').first();
    assert.equal(await box.getAttribute('type'), 'password');
    assert.equal(await box.inputValue(), MISTYPED);
    assert.ok(!(await widget().innerText()).includes(MISTYPED));
  });

  it('Escape keeps everything as it was', async () => {
    await bench.page.keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
    assert.deepEqual(stub.requests, []);
    assert.ok(await button().isVisible());
  });

  it('says what a token looks like, and does not take another text for one', async () => {
    await type('two words');
    await widget().getByText('A token has 8 characters or more, and no spaces in it.').waitFor();
    await bench.page.keyboard.press('Enter');
    assert.ok(await widget().isVisible());
    assert.deepEqual(stub.requests, []);
    await bench.page.keyboard.press('Escape');
  });

  it('says that a token is not taken, and asks again', async () => {
    await type(MISTYPED);
    await bench.page.keyboard.press('Enter');
    const refused = await notification(`${stub.host} does not take this token.`);
    await refused.getByRole('button', { name: 'Try Again' }).click();
    await widget().getByText('Paste a token from the clipboard').waitFor();
    await bench.page.keyboard.press('Escape');
    assert.ok(await button().isVisible());
  });

  it('shows the workspaces to who enters a token that is taken', async () => {
    await type(TOKEN);
    await bench.page.keyboard.press('Enter');
    await run().waitFor();
    assert.ok(!(await button().isVisible()));
  });

  it('a token that is not taken leaves the one that is', async () => {
    await type(OUTDATED);
    await bench.page.keyboard.press('Enter');
    await notification('does not take this token. The one that you had stays.');
    await bench.command('Notifications: Clear All Notifications');
    const asked = stub.asked('/demo-account-c-key');
    await bench.command('FSx Lustre KMS: Refresh Terraform Cloud');
    await asked;
    await run().waitFor();
  });

  it('no token is in the page, in what the browser keeps, on the disk or in a log', async () => {
    const { page } = bench;
    const inPage = await Promise.all(page.frames().map((frame) => frame.content()));
    const kept = await keptBy(page);
    // What the secret storage has is there; it is not in the clear.
    assert.match(kept, /"secrets\.provider","value":"[\w+/=]{100,}"/);
    const onDisk = filesBelow(dirname(bench.folder)).map((file) => readFileSync(file, 'latin1'));
    // What is looked through is what was written: the project, and the log of the extension.
    assert.ok(onDisk.some((text) => text.includes(stub.host)));
    assert.ok(onDisk.some((text) => text.includes('fsx-lustre-kms.fsx-lustre-kms')));
    for (const text of [...inPage, kept, ...onDisk])
      for (const token of [TOKEN, MISTYPED, OUTDATED]) assert.ok(!text.includes(token), text.slice(0, 200));
    assert.deepEqual(stub.violations, []);
  });

  it('Sign Out forgets it', async () => {
    await bench.command('FSx Lustre KMS: Sign Out of Terraform Cloud');
    await button().waitFor();
    assert.equal(await run().count(), 0);
    // Nor does the next window have it.
    await bench.page.reload();
    await bench.page.locator('.activitybar').waitFor();
    await bench.command('View: Show FSx for Lustre KMS');
    await button().waitFor();
    assert.equal(await run().count(), 0);
  });
});

/** What the browser keeps for the editor; files that it holds in base64 are decoded. */
async function keptBy(page: Page): Promise<string> {
  const state = JSON.stringify(await page.context().storageState({ indexedDB: true }));
  return state.replace(/(?<="b":")[^"]*/g, (bytes) => Buffer.from(bytes, 'base64').toString('latin1'));
}

/** Files that VS Code and its user have written; not the extensions, nor what a link leads to. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'extensions' ? [] : filesBelow(path);
    return entry.isFile() && statSync(path).size > 0 ? [path] : [];
  });
}
