import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { temporaryFolder } from '../../support/temporary-folder';
import { ready } from '../clients';
import { terminalProject, type TerminalProject } from '../story/project';
import { hasSettled, interruptStep } from './interrupted-step';
import { IN_THE_NETWORK, momentText, randomMoment, type Moment } from './moment';
import { randomOf, type Random } from './random';

/** The steps that a walk deploys; each deploy is interrupted once. */
const STEPS = [
  { step: 1, momentIn: (random: Random) => randomMoment(random) },
  { step: 2, momentIn: (random: Random) => randomMoment(random) },
  { step: 3, momentIn: (random: Random) => randomMoment(random) },
  { step: 4, momentIn: (random: Random) => randomMoment(random, IN_THE_NETWORK) },
];

/** Interrupts in a walk through steps 1 to 3. */
export const INTERRUPTS_PER_WALK = 3;

/**
 * Defines tests: walks, each in a sandbox of its own, in which the deploy of every step is interrupted at a random
 * moment. The seed in their names gives the same moments again.
 * @param throughStep of the last walk; the others go through step 3, which is quick
 */
export function interruptedWalks({
  walks,
  seed,
  throughStep = 3,
}: {
  walks: number;
  seed: number;
  throughStep?: 3 | 4;
}): void {
  const random = randomOf(seed);
  for (let walk = 1; walk <= walks; walk += 1) {
    const last = walk === walks ? throughStep : 3;
    const moments = STEPS.filter(({ step }) => step <= last).map(({ step, momentIn }) => ({
      step,
      moment: momentIn(random),
    }));
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
