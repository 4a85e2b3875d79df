import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_FOLDER } from '../../../core/journey/target';
import { needs } from '../../support/requirements';
import { openWorkbench, THREE_ACCOUNTS, type Window, type Workbench } from '../workbench';

/** A stack takes a minute or two. */
const STACK_MS = 5 * 60_000;

const next = ({ board }: Window) => board.locator('section.banner.next');
const step1 = ({ board }: Window, state: string) =>
  board.getByRole('tab', { name: new RegExp(`^1\\. .* ${state} account`) });

/** Two windows of VS Code on one project: one walk, one sandbox, one deploy at a time. */
describe('the board in two windows', function () {
  this.timeout(2 * STACK_MS);
  let bench: Workbench;
  let other: Window;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto', 'vscode');
    bench = await openWorkbench({ cdktfJson: THREE_ACCOUNTS });
    other = await bench.another();
  });
  after(() => (bench as Workbench | undefined)?.stop());

  async function toSandbox(window: Window): Promise<void> {
    await window.command('FSx Lustre KMS: Open Walkthrough');
    await window.board.getByRole('heading', { level: 1 }).waitFor();
    await window.board.getByRole('radio', { name: 'Sandbox' }).click();
    await window.board.getByText('The sandbox is running on this machine').waitFor();
  }

  it('goes to the same sandbox', async () => {
    await toSandbox(bench);
    await toSandbox(other);
  });

  it('deploys nothing that the other is deploying, and says who does', async () => {
    await next(bench).getByRole('button', { name: 'Deploy step 1' }).click();
    const dialog = bench.page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: STACK_MS });
    await dialog.locator('.monaco-button', { hasText: 'Deploy' }).click();
    await bench.board.getByText('Applying account-b-bucket').first().waitFor();
    await next(other).getByRole('button', { name: 'Deploy step 1' }).click();
    const words = other.board.getByRole('alert');
    await words.waitFor();
    assert.match(await words.innerText(), /The editor deploys account-b-bucket/);
    assert.equal(await other.page.locator('.monaco-dialog-box').count(), 0);
  });

  it('shows what the other has deployed and proved, without being asked', async () => {
    await next(bench).getByRole('button', { name: 'Verify step 1' }).waitFor({ timeout: STACK_MS });
    await next(other).getByRole('button', { name: 'Verify step 1' }).click();
    await step1(other, 'Proved').waitFor({ timeout: STACK_MS });
    await step1(bench, 'Proved').waitFor();
  });

  it('shows what the other has written to cdktf.json', async () => {
    const write = async ({ board }: Window, prefix: string) => {
      const field = board.locator('[data-field=namePrefix] input');
      await field.fill(prefix);
      await field.press('Enter');
    };
    const shows = ({ board }: Window, prefix: string) =>
      board.getByText(`s3://${prefix}-222222222222-us-east-1-data/`).first().waitFor();
    await write(bench, 'shared');
    await shows(other, 'shared');
    await write(other, '');
    await shows(bench, 'fsx-lustre-kms');
  });

  it('goes on when the window that has started the sandbox is closed', async () => {
    const running = join(bench.folder, SANDBOX_FOLDER, 'sandbox.pid');
    await bench.page.close({ runBeforeUnload: true });
    while (existsSync(running)) await new Promise((done) => setTimeout(done, 50));
    await other.board.getByRole('tab', { name: /^1\. / }).click();
    await other.board.getByRole('button', { name: 'Verify again: step 1' }).click();
    await other.board.getByText('Step 1 is proved.').waitFor({ state: 'attached', timeout: STACK_MS });
    assert.ok(existsSync(running));
  });
});
