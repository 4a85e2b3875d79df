import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { needs } from '../../support/requirements';
import { openWorkbench, type Workbench } from '../workbench';

const REFUSAL =
  'User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx is not ' +
  'authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:333333333333:key/' +
  '1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:Decrypt action';
const THEMES = ['Dark Modern', 'Light Modern', 'Default High Contrast', 'Default High Contrast Light'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

for (const theme of THEMES) {
  describe(`a diagnosis in VS Code, in ${theme}`, function () {
    this.timeout(180_000);
    let bench: Workbench;

    before(async function () {
      needs(this, 'vscode');
      bench = await openWorkbench({ theme });
      await bench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await bench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(REFUSAL)})`);
      await bench.command('FSx Lustre KMS: Diagnose from Clipboard or Selection');
      await bench.board.getByRole('heading', { name: 'no grant that covers Decrypt' }).waitFor();
    });
    after(() => (bench as Workbench | undefined)?.stop());

    it('has the focus when it comes, and nothing that axe objects to', async () => {
      const view = await (await bench.board.locator('main').elementHandle()).ownerFrame();
      assert.ok(view);
      while (!(await view.evaluate<boolean>('document.hasFocus()')))
        await new Promise((done) => setTimeout(done, 50));
      assert.deepEqual(await violationsIn(view), []);
    });

    it('gives a block of code to the clipboard', async () => {
      const block = bench.board.locator('.block').last();
      await block.getByRole('button', { name: 'Copy' }).click();
      await block.getByRole('button', { name: 'Copied' }).waitFor();
      assert.equal(
        await bench.page.evaluate('navigator.clipboard.readText()'),
        (await block.locator('code').innerText()).trimEnd(),
      );
    });
  });
}

/** axe needs a ground that it can see: the page of a view is transparent. */
async function violationsIn(view: Frame): Promise<string[]> {
  await view.evaluate(readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await view.evaluate<readonly Violation[]>(`(async () => {
    document.documentElement.style.background = 'var(--vscode-editor-background)';
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }));
  })()`);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
