import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame, FrameLocator } from 'playwright-core';
import { needs } from '../../support/requirements';
import { frameOf, openWorkbench, type Workbench } from '../workbench';

const CDKTF_JSON = `{
  "language": "typescript",
  "app": "node main.js",
  "context": {
    "fsxLustreKms": {
      "accounts": {
        "fileSystem": { "id": "111111111111" },
        "bucket": { "id": "222222222222" },
        "key": { "id": "333333333333" }
      },
      "region":   "us-east-1",
      "fileSystem": { "storageCapacityGiB": 1200 },
      "keys": [{ "name": "data" }],
      "buckets": [{ "name": "data", "key": "data" }],
      "throughStep": 1
    }
  }
}
`;

const THEMES = [
  'Light Modern',
  'Dark Modern',
  'Default High Contrast',
  'Default High Contrast Light',
] as const;
/** Widths of the window; the board is about 60 pixels narrower. */
const WIDTHS = { narrow: 460, wide: 1700 } as const;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

/** A state that draws nothing. */
const NOTHING = {
  ...{ project: 'forged', target: 'aws', sandbox: 'stopped', said: '' },
  ...{
    steps: [],
    accounts: [],
    paths: [],
    values: [],
    places: [],
    notices: [],
    cleanUp: { costs: [], possible: false, done: false },
  },
};
const STEP = { title: 'Forged', status: 'next', letters: ['A'], stacks: ['x'], deployed: false };
const ACCOUNT = {
  ...{ letter: 'A', holds: 'Forged', stack: 'forged', id: '999999999999', reachedBy: '', resources: [] },
  identity: { status: 'unchecked', text: '', nextAction: '' },
};
const FIELD = { label: 'Forged', description: '', kind: 'text', choices: [], value: '', placeholder: '' };

interface Forgery {
  readonly name: string;
  readonly forged: object;
  readonly act: (board: FrameLocator) => Promise<void>;
}

const FORGERIES: readonly Forgery[] = [
  {
    name: 'a step that is not there',
    forged: { steps: [{ ...STEP, number: 99 }] },
    act: (board) => board.getByRole('button', { name: 'Deploy: step 99' }).click(),
  },
  {
    name: 'an account id',
    forged: { accounts: [{ ...ACCOUNT, role: '999999999999' }] },
    act: (board) => board.getByRole('button', { name: 'Deploy forged' }).click(),
  },
  {
    name: 'a path',
    forged: { places: [{ place: '/etc/passwd', label: 'Forged', value: '' }] },
    act: (board) => board.getByRole('button', { name: 'Reveal in cdktf.json: Forged' }).click(),
  },
  {
    name: 'a field that is not edited here',
    forged: { values: [{ ...FIELD, field: 'accounts.key.id' }] },
    act: async (board) => {
      await board.locator('.field input').fill('999999999999');
      await board.locator('.field input').press('Enter');
    },
  },
];

describe('the board in VS Code', function () {
  this.timeout(120_000);
  let bench: Workbench;

  before(async function () {
    bench = await opened(this, 'Dark Modern');
  });

  after(() => (bench as Workbench | undefined)?.stop());

  const cdktfJson = () => readFileSync(join(bench.folder, 'cdktf.json'), 'utf8');

  const frame = () => frameOf(bench);

  it('rehearses the walk, and each path says why', async () => {
    await bench.board.getByRole('button', { name: 'Rehearse' }).click();
    await bench.board.getByText('Rehearsed: 7 steps: 7 as expected.').waitFor();
    await bench.board.getByRole('button', { name: /Decrypt, no grant yet/ }).click();
    await bench.board.getByRole('heading', { name: 'Step 5: Decrypt, no grant yet' }).waitFor();
    await bench.board.getByText('denied, as it should be').last().waitFor();
  });

  it('is gone through with the keyboard: the steps with the arrow keys, everything else with Tab', async () => {
    const { board, page } = bench;
    await board.getByRole('tab', { name: /^1\./ }).focus();
    await page.keyboard.press('ArrowDown');
    await board.getByRole('tab', { name: /^2\./, selected: true }).waitFor();
    await board.getByRole('heading', { name: '2. Key shared with accounts A and B' }).waitFor();
    await page.keyboard.press('End');
    await board.getByRole('tab', { name: /^7\./, selected: true }).waitFor();
    const view = await frame();
    const focused = () =>
      view.evaluate<string>("document.activeElement?.textContent?.replace(/\\s+/g, ' ').trim() ?? ''");
    const order: string[] = [];
    for (let count = 0; count < 9; count++) {
      await page.keyboard.press('Tab');
      order.push((await focused()).slice(0, 12));
    }
    const buttons = ['Verify', 'Rehearse'];
    assert.deepEqual(
      order.filter((words) => buttons.includes(words)),
      buttons,
      order.join(', '),
    );
    // One stop for all of the paths, then the accounts.
    assert.equal(order.filter((words) => /^Step \d/.test(words)).length, 1, order.join(', '));
    assert.ok(order.includes('Check who I '), order.join(', '));
    await page.keyboard.press('Home');
  });

  it('writes a right value into cdktf.json, and leaves the rest of it as it is', async () => {
    const region = bench.board.locator('[data-field=region] input');
    await region.fill('eu-west-1');
    await region.press('Enter');
    await bench.board.getByText('Written to cdktf.json.').waitFor({ state: 'attached' });
    assert.equal(cdktfJson(), CDKTF_JSON.replace('us-east-1', 'eu-west-1'));
    await region.fill('us-east-1');
    await region.press('Enter');
    await waitUntil(() => cdktfJson() === CDKTF_JSON);
  });

  it('shows a wrong value at its field with the reason, and writes nothing', async () => {
    const capacity = bench.board.locator('[data-field=storageCapacityGiB] input');
    await capacity.fill('1300');
    await capacity.press('Enter');
    const refusal = bench.board.locator('.field', { hasText: 'Capacity in GiB' }).getByRole('alert');
    await refusal.waitFor();
    assert.match(await refusal.innerText(), /^Not written\. It \(1300\) is not a capacity of PERSISTENT_2/);
    assert.equal(cdktfJson(), CDKTF_JSON);
    await capacity.fill('1200');
    await capacity.press('Enter');
    await refusal.waitFor({ state: 'detached' });
  });

  it('shows the place in cdktf.json of what is not edited here', async () => {
    await bench.board
      .getByRole('button', { name: 'Reveal in cdktf.json: Account B: id, profile, role' })
      .click();
    await bench.page.locator('.tab.active', { hasText: 'cdktf.json' }).waitFor();
    await bench.page.getByText(/^Ln 8, Col \d+ \(\d+ selected\)$/).waitFor();
    await bench.page.keyboard.press('Control+F4');
  });

  for (const { name, forged, act } of FORGERIES) {
    it(`is given ${name} by a page that was taken over: it takes it not, and nothing is changed`, async () => {
      // What the page is made to draw, it asks for: the host has to know better.
      const message = JSON.stringify({ type: 'state', state: { ...NOTHING, ...forged } });
      await (await frame()).evaluate(`window.postMessage(${message}, '*')`);
      await act(bench.board);
      const told = bench.board.getByText('The board sent a message that is not known. Nothing was done.');
      await told.waitFor();
      assert.equal(cdktfJson(), CDKTF_JSON);
      assert.equal(await bench.page.locator('.monaco-dialog-box').count(), 0);
      assert.equal(existsSync(join(bench.folder, '.fsx-lustre-kms')), false);
      await bench.board.getByRole('button', { name: 'Rehearse' }).click();
      await bench.board.getByRole('button', { name: 'Deploy step 1' }).waitFor();
      await told.waitFor({ state: 'detached' });
    });
  }

  it('loads nothing that its policy does not name', async () => {
    const policy = await (
      await frame()
    ).evaluate<string>(
      `document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? ''`,
    );
    assert.match(policy, /^default-src 'none'; style-src [^;]+; script-src 'nonce-[\w-]{36}'$/);
    const inline = await (
      await frame()
    ).evaluate<number>("document.querySelectorAll('#board [style], #board style').length");
    assert.equal(inline, 0);
  });

  it('keeps what was chosen when it is hidden', async () => {
    await bench.board.getByRole('tab', { name: /^3\./ }).click();
    await bench.board.getByRole('button', { name: 'Reveal in cdktf.json: Keys' }).click();
    await bench.page.locator('.tab.active', { hasText: 'cdktf.json' }).waitFor();
    await bench.page.keyboard.press('Control+F4');
    await bench.board.getByRole('heading', { name: '3. Default encryption with the key' }).waitFor();
    await bench.board.getByRole('tab', { name: /^3\./, selected: true }).waitFor();
  });

  it('comes back with its window', async () => {
    await bench.page.reload();
    await bench.board.getByRole('button', { name: 'Deploy step 1' }).waitFor();
  });
});

for (const theme of THEMES) {
  describe(`the board in VS Code's theme ${theme}`, function () {
    this.timeout(120_000);
    let bench: Workbench | undefined;

    before(async function () {
      bench = await opened(this, theme);
      await bench.board.getByRole('button', { name: 'Rehearse' }).click();
      await bench.board.getByRole('button', { name: /Decrypt, no grant yet/ }).click();
    });

    after(async () => {
      await bench?.stop();
    });

    for (const [name, width] of Object.entries(WIDTHS)) {
      it(`has nothing that axe objects to, and no sideways scroll, when it is ${name}`, async () => {
        assert.ok(bench);
        await bench.page.setViewportSize({ width, height: 1000 });
        const { violations, overflow } = await lookedAt(await frameOf(bench));
        assert.deepEqual(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
          ),
          [],
        );
        assert.ok(overflow <= 0, `${overflow} pixels`);
      });
    }
  });
}

async function opened(context: Mocha.Context, theme: string): Promise<Workbench> {
  needs(context, 'vscode');
  const bench = await openWorkbench({ cdktfJson: CDKTF_JSON, theme });
  await bench.command('FSx Lustre KMS: Open Walkthrough');
  await bench.board.getByRole('heading', { level: 1 }).waitFor();
  await bench.page.keyboard.press('Control+KeyB');
  return bench;
}

async function waitUntil(isReached: () => boolean): Promise<void> {
  while (!isReached()) await new Promise((done) => setTimeout(done, 50));
}

/** axe needs a ground that it can see: the page of a view is transparent. */
async function lookedAt(view: Frame): Promise<{ violations: readonly Violation[]; overflow: number }> {
  await view.evaluate(readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8'));
  return await view.evaluate<{ violations: readonly Violation[]; overflow: number }>(`(async () => {
    const { documentElement } = document;
    documentElement.style.background = 'var(--vscode-editor-background)';
    const { violations } = await axe.run();
    const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }));
    return { violations: found, overflow: documentElement.scrollWidth - innerWidth };
  })()`);
}
