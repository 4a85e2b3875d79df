import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/requirements';
import { openWorkbench, type Workbench } from '../workbench';

/** What is typed, question by question; an empty text is Enter alone. */
const ANSWERS: readonly (readonly [question: RegExp, typed: string])[] = [
  [/Account A/, '11111111111'],
  [/^11111111111 does not have the right form\. Right: twelve digits/, '111111111111'],
  [/Account B/, '222222222222'],
  [/Account C/, '333333333333'],
  [/for account A \(Enter/, ''],
  [/for account B/, ''],
  [/for account C/, ''],
  [/Region of file system, bucket and key \[us-east-1\]/, ''],
  [/file system that is there already/, ''],
  [/key that is there already/, ''],
  [/bucket that is there already/, ''],
  [/Name of the new bucket/, 'genomics-results'],
];

describe('Create Project, in VS Code', function () {
  this.timeout(180_000);
  let bench: Workbench;

  before(async function () {
    needs(this, 'vscode');
    bench = await openWorkbench();
  });
  after(() => (bench as Workbench | undefined)?.stop());

  async function answer([question, typed]: readonly [RegExp, string]): Promise<void> {
    const widget = bench.page.locator('.quick-input-widget');
    await widget.getByText(question).first().waitFor();
    await widget.locator('input').first().fill(typed);
    await bench.page.keyboard.press('Enter');
  }

  it('an answer that is left out writes nothing', async () => {
    await bench.command('FSx Lustre KMS: Create Project');
    await bench.page
      .locator('.quick-input-widget')
      .getByText(/Account A/)
      .first()
      .waitFor();
    await bench.page.keyboard.press('Escape');
    await bench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    assert.deepEqual(readdirSync(bench.folder), []);
  });

  it('keeps an answer that is wrong, to be changed, and takes it no second time', async () => {
    await bench.command('FSx Lustre KMS: Create Project');
    await answer([/Account A/, '11111111111']);
    const widget = bench.page.locator('.quick-input-widget');
    await widget.getByText(/^11111111111 does not have the right form\. Right: twelve digits/).waitFor();
    const box = widget.locator('input').first();
    assert.equal(await box.inputValue(), '11111111111');
    await bench.page.keyboard.press('Enter');
    assert.equal(await box.inputValue(), '11111111111');
    await bench.page.keyboard.press('End');
    await bench.page.keyboard.type('1');
    await bench.page.keyboard.press('Enter');
    await widget
      .getByText(/Account B/)
      .first()
      .waitFor();
    await widget.getByText('(2/11)').waitFor();
    await bench.page.keyboard.press('Escape');
    await widget.waitFor({ state: 'hidden' });
    assert.deepEqual(readdirSync(bench.folder), []);
  });

  it('asks nothing for a folder that is read-only, and offers another', async function () {
    if (!lock(bench.folder)) this.skip();
    try {
      await bench.command('FSx Lustre KMS: Create Project');
      await bench.page
        .getByText(`Nothing was written: the folder ${bench.folder} is read-only for you.`)
        .first()
        .waitFor();
      await bench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    } finally {
      unlock(bench.folder);
    }
    await bench.command('Notifications: Show Notifications');
    await bench.page
      .locator('.notifications-center')
      .getByRole('button', { name: 'Choose Another Folder' })
      .waitFor();
    await bench.command('Notifications: Clear All Notifications');
  });

  it('asks, says what is wrong with an answer, and writes a project that begins with step 1', async () => {
    await bench.command('FSx Lustre KMS: Create Project');
    for (const one of ANSWERS) await answer(one);
    await bench.page.getByText('The project is written.').first().waitFor();
    await bench.page.locator('.tab.active', { hasText: 'cdktf.json' }).waitFor();
    assert.deepEqual(
      readdirSync(bench.folder).sort(),
      ['.gitignore', 'cdktf.json', 'main.ts', 'package.json', 'tsconfig.json'].sort(),
    );
    const { context } = JSON.parse(readFileSync(join(bench.folder, 'cdktf.json'), 'utf8')) as {
      context: { fsxLustreKms: { accounts: object; buckets: object[]; throughStep: number } };
    };
    assert.deepEqual(context.fsxLustreKms.accounts, {
      fileSystem: { id: '111111111111' },
      bucket: { id: '222222222222' },
      key: { id: '333333333333' },
    });
    assert.deepEqual(
      [context.fsxLustreKms.buckets, context.fsxLustreKms.throughStep],
      [[{ name: 'data', bucketName: 'genomics-results', key: 'data' }], 1],
    );
  });

  it('overwrites nothing, and says so before it asks', async () => {
    await bench.command('FSx Lustre KMS: Create Project');
    await bench.page
      .getByText(/Nothing was written: cdktf\.json/)
      .first()
      .waitFor();
  });

  it('keeps a cdktf.json that was there first, asks nothing, and writes the others', async () => {
    const text = readFileSync(join(bench.folder, 'cdktf.json'), 'utf8').replace(/\n/g, '\r\n');
    for (const name of readdirSync(bench.folder)) rmSync(join(bench.folder, name));
    writeFileSync(join(bench.folder, 'cdktf.json'), text);
    await bench.command('FSx Lustre KMS: Create Project');
    await bench.page.getByText('The project is written around its cdktf.json').first().waitFor();
    assert.deepEqual(
      readdirSync(bench.folder).sort(),
      ['.gitignore', 'cdktf.json', 'main.ts', 'package.json', 'tsconfig.json'].sort(),
    );
    assert.equal(readFileSync(join(bench.folder, 'cdktf.json'), 'utf8'), text);
  });

  it('in a CDKTF project it says what to add to the files that are there', async () => {
    for (const name of readdirSync(bench.folder)) rmSync(join(bench.folder, name));
    const own = { 'package.json': '{ "devDependencies": { "cdktf": "0.21.0" } }', 'main.ts': 'new App();\n' };
    for (const [name, text] of Object.entries(own)) writeFileSync(join(bench.folder, name), text);
    await bench.command('FSx Lustre KMS: Create Project');
    for (const one of ANSWERS) await answer(one);
    await bench.board.getByRole('heading', { name: 'What you add by hand' }).waitFor();
    assert.deepEqual(await bench.board.locator('h3').allInnerTexts(), ['main.ts', 'package.json']);
    await bench.board.getByText('addThreeAccounts(app, deploymentOf(app));').waitFor();
    for (const [name, text] of Object.entries(own))
      assert.equal(readFileSync(join(bench.folder, name), 'utf8'), text);
  });
});

/** Takes away the right to write. @returns false where this user or disk knows no such thing */
function lock(folder: string): boolean {
  if (process.getuid?.() === 0) return spawnSync('chattr', ['+i', folder]).status === 0;
  chmodSync(folder, 0o555);
  return true;
}

function unlock(folder: string): void {
  if (process.getuid?.() === 0) spawnSync('chattr', ['-i', folder]);
  else chmodSync(folder, 0o755);
}
