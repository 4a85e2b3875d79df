import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { temporaryFolder } from '../../support/temporary-folder';
import { ready } from '../clients';
import { terminalProject, type TerminalProject } from '../story/project';
import { hasSettled, interruptStep } from './interrupted-step';
import { momentText, randomMoment, type Beginnings, type Moment } from './moment';
import { randomOf } from './random';

/** The steps that each walk deploys; each deploy is interrupted once. */
const STEPS = [1, 2, 3];

/** Interrupts in a walk that ends with step 3. */
export const INTERRUPTS_PER_WALK = STEPS.length;

/**
 * Defines tests: walks, each in a sandbox of its own, in which the deploy of every step is interrupted at a random
 * moment. The seed in their names gives the same moments again.
 * @param inStep4 where the deploy of step 4 is interrupted, in the last walk; the others end with step 3, which is quick
 */
export function interruptedWalks({
  walks,
  seed,
  inStep4,
}: {
  walks: number;
  seed: number;
  inStep4?: Beginnings;
}): void {
  const random = randomOf(seed);
  for (let walk = 1; walk <= walks; walk += 1) {
    const moments = STEPS.map((step) => ({ step, moment: randomMoment(random) }));
    if (inStep4 && walk === walks) moments.push({ step: 4, moment: randomMoment(random, inStep4) });
    describe(`walk ${walk} of ${walks}, seed ${seed}`, () => {
      interruptedWalk(moments);
    });
  }
}

function interruptedWalk(moments: readonly { step: number; moment: Moment }[]): void {
  let walk: { sandbox: RunningSandbox; project: TerminalProject } | undefined;
  let hasFailed = false;

  before(async function () {
    this.timeout(60_000);
    needs(this, 'terraform', 'provider', 'moto');
    const sandbox = await ready({ dataDir: temporaryFolder() });
    walk = { sandbox, project: terminalProject(sandbox.folder) };
  });
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === 'failed';
  });
  after(() => walk?.sandbox.stop());

  for (const { step, moment } of moments) {
    it(`step ${step}, ${momentText(moment)}`, async function () {
      this.timeout(10 * 60_000);
      assert.ok(walk);
      const { interrupts, said, takenIn } = await interruptStep(walk.sandbox, walk.project, step, moment);
      const taken = takenIn.length > 0 ? ` Taken in: ${takenIn.join(', ')}.` : '';
      process.stdout.write(`      ${interrupts} × SIGINT: ${said}${taken}\n`);
    });
  }

  it('has settled: deployed once more, nothing changes, and every step is proved', async function () {
    this.timeout(10 * 60_000);
    assert.ok(walk);
    const settled = new Set<string>();
    for (const { step } of moments) {
      // The first step's stack is that of the third.
      if (step === 1) continue;
      for (const stack of await hasSettled(walk.project, step)) settled.add(stack);
    }
    const { status } = await walk.project.verify(1);
    assert.equal(status, 'passed');
    assert.ok(settled.has('account-b-bucket') && settled.has('account-c-key'), [...settled].join());
  });
}
