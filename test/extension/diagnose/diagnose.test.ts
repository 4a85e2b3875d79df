import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { FORMS } from '../../../core/diagnose/forms';
import { needs } from '../../support/requirements';
import { openWorkbench, type Workbench } from '../workbench';

const DIAGNOSE = 'FSx Lustre KMS: Diagnose from Clipboard or Selection';
const ROLE = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const refusal = (action: string) =>
  `User: arn:aws:sts::111111111111:assumed-role/${ROLE}/FSx is not authorized to perform: kms:${action} on ` +
  'resource: arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no ' +
  `identity-based policy allows the kms:${action} action`;
describe('Diagnose, in VS Code', function () {
  this.timeout(180_000);
  let bench: Workbench;

  before(async function () {
    needs(this, 'vscode');
    bench = await openWorkbench();
    await bench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(() => (bench as Workbench | undefined)?.stop());

  /** The last ones: of the diagnosis, not of the page around it. */
  const headings = async () => (await bench.board.locator('h1, h2, h3').allInnerTexts()).slice(-4);
  const copy = (text: string) =>
    bench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);

  async function frame(): Promise<Frame> {
    const view = await (await bench.board.locator('main').elementHandle()).ownerFrame();
    assert.ok(view);
    return view;
  }

  it('asks for a text where there is none', async () => {
    await copy(' ');
    await bench.command(DIAGNOSE);
    await bench.page.getByText('Copy or select what AWS said').first().waitFor();
    assert.equal(await bench.page.locator('iframe.webview').count(), 0);
  });

  it('says what it can read where it can read nothing', async () => {
    await copy('It does not work.');
    await bench.command(DIAGNOSE);
    await bench.board.getByRole('heading', { name: 'Nothing to diagnose' }).waitFor();
    assert.equal(await bench.board.locator('li').count(), FORMS.length);
  });

  it('names the broken link of a refusal that was copied', async () => {
    await copy(refusal('Decrypt'));
    await bench.command(DIAGNOSE);
    await bench.board.getByRole('heading', { name: 'no grant that covers Decrypt' }).waitFor();
    assert.deepEqual(await headings(), [
      "The file system's role has no grant that covers Decrypt",
      'What is sure',
      'What is open, and what settles it',
      'What to change',
    ]);
  });

  it('takes what is selected, not what was copied', async () => {
    await copy(refusal('GenerateDataKey'));
    await bench.command('File: New Untitled Text File');
    await bench.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await bench.page.keyboard.press('Control+KeyV');
    await copy('It does not work.');
    await bench.page.keyboard.press('Control+KeyA');
    await bench.command(DIAGNOSE);
    await bench.board.getByRole('heading', { name: 'no grant that covers GenerateDataKey' }).waitFor();
  });

  it('its page is reached and scrolled by the keyboard', async () => {
    await bench.page.setViewportSize({ width: 1000, height: 500 });
    const view = await frame();
    assert.equal(await view.evaluate('scrollY'), 0);
    await bench.page.keyboard.press('Control+Digit1');
    await until(view, 'document.hasFocus()');
    await bench.page.keyboard.press('PageDown');
    await until(view, 'scrollY > 0');
  });
});

/** Asks again and again, from outside: a page under this policy evaluates nothing by itself. */
async function until(view: Frame, expression: string): Promise<void> {
  while (!(await view.evaluate<boolean>(expression))) await new Promise((done) => setTimeout(done, 50));
}
