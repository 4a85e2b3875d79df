import assert from 'node:assert/strict';
import type { StackRecord, Way } from '../../../core/journey/journey';
import type { CheckStatus, Proof } from '../../../core/journey/proof';
import { nextAction, stepStates } from '../../../core/journey/step-states';
import { STEPS, type AccountRole } from '../../../core/journey/steps';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(hour * HOUR).toISOString();

function record(throughStep: number, changes: Partial<StackRecord> = {}): StackRecord {
  return { status: 'deployed', at: at(1), hash: 'h', throughStep, resources: 1, outputs: {}, ...changes };
}

/** A way with stacks, and proofs by step: their status, and the hour they were taken if not the second. */
function way(
  stacks: Partial<Record<AccountRole, StackRecord>>,
  proofs: Record<number, CheckStatus | [CheckStatus, number]> = {},
): Way {
  const taken = STEPS.flatMap(({ number, id }) => {
    const found = proofs[number];
    if (found === undefined) return [];
    const [status, hour] = typeof found === 'string' ? ([found, 2] as const) : found;
    return [[id, { step: number, status, at: at(hour), checks: [] } satisfies Proof] as const];
  });
  return { stacks, proofs: Object.fromEntries(taken) };
}

const ALL_DEPLOYED = { key: record(7), bucket: record(7), fileSystem: record(7) };
const TO_5 = { key: record(2), bucket: record(4), fileSystem: record(4) };
const PASSED_1_TO_4 = { 1: 'passed', 2: 'passed', 3: 'passed', 4: 'passed' } as const;
const ALL_PASSED = { ...PASSED_1_TO_4, 5: 'passed', 6: 'passed', 7: 'passed' } as const;

const CASES: {
  name: string;
  way: Way;
  states: string;
  next: string;
  hashes?: Partial<Record<AccountRole, string>>;
}[] = [
  {
    name: 'nothing',
    way: way({}),
    states: 'next later later later later later later',
    next: 'deploy 1 next',
  },
  {
    name: 'the first stack',
    way: way({ bucket: record(1) }),
    states: 'unproved next later later later later later',
    next: 'verify 1 not-verified',
  },
  {
    name: 'a first stack that is half there',
    way: way({ bucket: record(1, { status: 'partial' }) }),
    states: 'next later later later later later later',
    next: 'deploy 1 partial',
  },
  {
    name: 'a stack with nothing of the step in it',
    way: way({ bucket: record(1), key: record(1) }, { 1: 'passed' }),
    states: 'proved next later later later later later',
    next: 'deploy 2 next',
  },
  {
    name: 'steps proved up to the fourth',
    way: way(TO_5, PASSED_1_TO_4),
    states: 'proved proved proved proved unproved next later',
    next: 'verify 5 not-verified',
  },
  {
    name: 'the refusal that nobody can see any more',
    way: way(ALL_DEPLOYED, PASSED_1_TO_4),
    states: 'proved proved proved proved unproved unproved unproved',
    next: 'verify 6 not-verified',
  },
  {
    name: 'a proof that could not say: it does not keep from going on',
    way: way(TO_5, { ...PASSED_1_TO_4, 5: 'unknown' }),
    states: 'proved proved proved proved unproved next later',
    next: 'deploy 6 next',
  },
  {
    name: 'a proof that could not say, when there is nothing else',
    way: way(ALL_DEPLOYED, { ...ALL_PASSED, 7: 'unknown' }),
    states: 'proved proved proved proved proved proved unproved',
    next: 'verify 7 unknown',
  },
  {
    name: 'a proof that failed',
    way: way(TO_5, { ...PASSED_1_TO_4, 3: 'failed' }),
    states: 'proved proved failed proved unproved next later',
    next: 'verify 3 failed',
  },
  {
    name: 'a stack reworked after its proofs',
    way: way(
      { ...TO_5, bucket: record(4, { reworkedAt: at(3) }) },
      { ...PASSED_1_TO_4, 3: ['passed', 4], 5: 'passed' },
    ),
    states: 'outdated proved proved outdated outdated next later',
    next: 'verify 1 outdated',
  },
  {
    name: 'all shown',
    way: way(ALL_DEPLOYED, ALL_PASSED),
    states: 'proved proved proved proved proved proved proved',
    next: 'destroy complete',
  },
  {
    name: 'a clean-up that was begun',
    way: way({ ...ALL_DEPLOYED, fileSystem: record(7, { status: 'destroyed' }) }, ALL_PASSED),
    states: 'proved proved proved next later later later',
    next: 'destroy begun',
  },
  {
    name: 'a clean-up that is done',
    way: way({ bucket: record(7, { status: 'destroyed' }) }, ALL_PASSED),
    states: 'next later later later later later later',
    next: 'deploy 1 next',
  },
  {
    name: 'a stack that is synthesized otherwise',
    way: way(ALL_DEPLOYED, ALL_PASSED),
    hashes: { key: 'other', bucket: 'h' },
    states: 'proved proved proved proved proved proved proved',
    next: 'deploy 2 changed',
  },
  {
    name: 'a stack that is synthesized for a further step',
    way: way(TO_5, { ...PASSED_1_TO_4, 5: 'passed' }),
    hashes: { key: 'other' },
    states: 'proved proved proved proved proved next later',
    next: 'deploy 6 next',
  },
];

describe('the states of the steps', () => {
  for (const { name, way: walked, hashes, states, next } of CASES) {
    it(`with ${name}`, () => {
      const steps = stepStates(walked, 7, hashes);
      assert.equal(steps.map(({ state }) => state).join(' '), states);
      const action = nextAction(steps, walked);
      const step = action.kind === 'destroy' ? '' : ` ${action.step}`;
      assert.equal(`${action.kind}${step} ${action.reason}`, next);
    });
  }

  it('has an action for each step whose turn has come, and none for the others', () => {
    const steps = stepStates(way(TO_5, { ...PASSED_1_TO_4, 3: 'failed' }), 5);
    assert.deepEqual(
      steps.map(({ action }) => action?.kind),
      [undefined, undefined, 'verify', undefined, 'verify', 'deploy', undefined],
    );
  });
});
