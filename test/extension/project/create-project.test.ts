import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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

  it('asks, says what is wrong with an answer, and writes a project that begins with step 1', async () => {
    await bench.command('FSx Lustre KMS: Create Project');
    for (const one of ANSWERS) await answer(one);
    await bench.page.getByText('The project is written.').first().waitFor();
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
});
