import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { JOURNEY_FILE } from '../../../core/journey/target';
import { STEPS } from '../../../core/journey/steps';
import { needs } from '../../support/requirements';
import { openWorkbench, THREE_ACCOUNTS, type Workbench } from '../workbench';

/** Where pictures go, when they are wanted: `PICTURES=DIR`. */
const PICTURES = process.env['PICTURES'];
/** One stack takes a minute or two; the file system is destroyed after the ten minutes that the provider waits. */
const STACK_MS = 8 * 60_000;
const DESTROY_MS = 25 * 60_000;

const BUCKET = 'fsx-lustre-kms-222222222222-us-east-1-data';

/**
 * The seven steps clicked through on the run board of the extension, in a real VS Code, from nothing to the clean-up:
 * real cdktf, Terraform and AWS provider, against the sandbox that the board starts.
 */
describe('the seven steps on the run board, in the sandbox', function () {
  this.timeout(STACK_MS * 3);
  let bench: Workbench;
  let hasFailed = false;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto', 'vscode');
    bench = await openWorkbench({ cdktfJson: THREE_ACCOUNTS });
  });
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    hasFailed = true;
    await picture('failed');
  });
  after(() => (bench as Workbench | undefined)?.stop());

  async function picture(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await bench.page.screenshot({ path: resolve(PICTURES, `${name}.png`) });
  }

  const next = () => bench.board.locator('section.banner.next');
  const tab = (step: number) => bench.board.getByRole('tab', { name: new RegExp(`^${step}\\.`) });
  const inState = (step: number, state: 'Next' | 'Proved' | 'Proof failed') =>
    bench.board.getByRole('tab', { name: new RegExp(`^${step}\\. .* ${state} account`) });
  const throughStep = () =>
    (
      JSON.parse(readFileSync(join(bench.folder, 'cdktf.json'), 'utf8')) as {
        context: { fsxLustreKms: { throughStep: number } };
      }
    ).context.fsxLustreKms.throughStep;

  /** Answers the native question that comes up. @returns what it said */
  async function answer(button: string, timeout = STACK_MS): Promise<string> {
    const dialog = bench.page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout });
    const words = await dialog.innerText();
    await dialog.locator('.monaco-button', { hasText: button }).click();
    // The next question may be there at once.
    const question = words.split('\n').find((line) => line.endsWith('?')) ?? words;
    await dialog.filter({ hasText: question }).waitFor({ state: 'detached' });
    return words;
  }

  /** Clicks what is next, which deploys a step, and confirms each stack. @returns the questions */
  async function deploy(step: number): Promise<string[]> {
    await next()
      .getByRole('button', { name: `Deploy step ${step}` })
      .click();
    const questions: string[] = [];
    for (const _ of STEPS.find(({ number }) => number === step)?.deploys ?? []) {
      questions.push(await answer('Deploy'));
      if (questions.length === 1) await picture(`step-${step}-deploying`);
    }
    await next()
      .getByRole('button', { name: `Verify step ${step}` })
      .waitFor({ timeout: STACK_MS });
    return questions;
  }

  async function verify(step: number): Promise<void> {
    await next()
      .getByRole('button', { name: `Verify step ${step}` })
      .click();
    // Not by what goes on meanwhile, which may be over before it is looked at.
    const ended = inState(step, 'Proved').or(inState(step, 'Proof failed'));
    await ended.or(bench.board.getByRole('alert')).first().waitFor({ timeout: STACK_MS });
    const said = () => bench.board.locator('header.top').innerText();
    assert.ok(await inState(step, 'Proved').isVisible(), await said());
    await picture(`step-${step}-proved`);
  }

  it('begins with nothing: the board goes to a sandbox that it starts', async () => {
    await bench.command('FSx Lustre KMS: Open Walkthrough');
    await bench.board.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(existsSync(join(bench.folder, JOURNEY_FILE)), false);
    await bench.board.getByRole('radio', { name: 'Sandbox' }).click();
    await bench.board.getByText('The sandbox is running on this machine').waitFor();
    await next().getByRole('button', { name: 'Deploy step 1' }).waitFor();
    await picture('begin');
  });

  it('a question that is answered with no changes nothing', async () => {
    await next().getByRole('button', { name: 'Deploy step 1' }).click();
    const words = await answer('Cancel');
    assert.match(words, /Deploy account-b-bucket to account B \(222222222222\)\?/);
    assert.match(words, /In the sandbox on this machine: no AWS account is touched\.\s+5 to create/);
    await next().getByRole('button', { name: 'Deploy step 1' }).waitFor();
    await inState(1, 'Next').waitFor();
  });

  for (const step of [1, 2, 3] as const) {
    it(`step ${step} is deployed and proved`, async () => {
      await deploy(step);
      assert.equal(throughStep(), step);
      await verify(step);
    });
  }

  it('step 4: two stacks, each asked for by its account', async () => {
    const [first = '', second = ''] = await deploy(4);
    assert.match(first, /account-b-bucket to account B/);
    assert.match(second, /account-a-file-system to account A/);
    await verify(4);
  });

  it('step 5: the read fails, and the event in account A is the evidence', async () => {
    await verify(5);
    await tab(5).click();
    await bench.board
      .getByText(/No data available/)
      .first()
      .waitFor();
    await bench.board
      .getByText(/AWSServiceRoleForFSxS3Access_fs-[0-9a-f]{17}.*is not authorized to perform: kms:Decrypt/)
      .first()
      .waitFor();
    await picture('step-5-evidence');
  });

  it('step 6: the grant, and reading works', async () => {
    await deploy(6);
    await verify(6);
  });

  it('step 7: the export is proved by the object in the bucket', async () => {
    await verify(7);
    await tab(7).click();
    await bench.board
      .getByText(/is encrypted with arn:aws:kms:us-east-1:333333333333:key/)
      .first()
      .waitFor();
    await picture('step-7-evidence');
  });

  it('the tree and a board that is opened again show the same', async () => {
    await bench.page.keyboard.press('Control+F4');
    await bench.command('FSx Lustre KMS: Open Walkthrough');
    for (const { number } of STEPS) await inState(number, 'Proved').waitFor();
  });

  it('cleans up once the bucket’s name is typed: nothing is left', async function () {
    this.timeout(DESTROY_MS);
    await bench.board.getByRole('button', { name: 'Clean up…' }).click();
    const words = await answer('Continue');
    assert.match(words, /FSx for Lustre file system, 1200 GiB/);
    for (const stack of ['account-a-file-system', 'account-b-bucket', 'account-c-key']) {
      assert.match(await answer('Destroy'), new RegExp(`Destroy ${stack} in account`));
    }
    const input = bench.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(BUCKET);
    await picture('clean-up');
    await bench.page.keyboard.press('Enter');
    await bench.board.getByText('Nothing of the walk is deployed.').waitFor({ timeout: DESTROY_MS });
    await picture('end');
  });
});
