import assert from 'node:assert/strict';
import type { Proof } from '../../../core/journey/proof';
import { emptyJourney, type StackRecord } from '../../../core/journey/journey';
import { recordProof, recordStack, type StackChange } from '../../../core/journey/record';

const [FIRST, SECOND, THIRD] = [
  '2026-11-25T10:00:00.000Z',
  '2026-11-25T11:00:00.000Z',
  '2026-11-25T12:00:00.000Z',
];

function deployed(at: string, throughStep: number, changed = true): StackChange {
  return { status: 'deployed', changed, at, hash: at, throughStep, resources: 1, outputs: {} };
}

/** The record of a stack after some changes. */
function after(...changes: StackChange[]): StackRecord | undefined {
  return changes.reduce((journey, change) => recordStack(journey, 'aws', 'key', change), emptyJourney()).ways
    .aws?.stacks.key;
}

const TIMES: [what: string, changes: StackChange[], at: string, reworkedAt: string | undefined][] = [
  ['a first deploy', [deployed(FIRST, 2)], FIRST, undefined],
  [
    'a further step: the proofs before stay good',
    [deployed(FIRST, 2), deployed(SECOND, 6)],
    SECOND,
    undefined,
  ],
  ['a change for the same step', [deployed(FIRST, 2), deployed(SECOND, 2)], SECOND, SECOND],
  [
    'a further step after such a change',
    [deployed(FIRST, 2), deployed(SECOND, 2), deployed(THIRD, 6)],
    THIRD,
    SECOND,
  ],
  ['a way back', [deployed(FIRST, 6), deployed(SECOND, 5)], SECOND, SECOND],
  ['a deploy that changed nothing', [deployed(FIRST, 2), deployed(SECOND, 2, false)], FIRST, undefined],
  ['nothing changed for a further step', [deployed(FIRST, 2), deployed(SECOND, 4, false)], FIRST, undefined],
  ['a destroy', [deployed(FIRST, 2), { status: 'destroyed', at: SECOND }], SECOND, SECOND],
  [
    'a deploy after a destroy, even of a further step',
    [deployed(FIRST, 2), { status: 'destroyed', at: SECOND }, deployed(THIRD, 6)],
    THIRD,
    THIRD,
  ],
  ['a half deploy', [deployed(FIRST, 2), { status: 'partial', at: SECOND }], SECOND, undefined],
  [
    'a deploy that goes on where one stopped and finds nothing to do',
    [deployed(FIRST, 2), { status: 'partial', at: SECOND }, deployed(THIRD, 2, false)],
    THIRD,
    THIRD,
  ],
];

describe('recording a stack', () => {
  for (const [what, changes, at, reworkedAt] of TIMES) {
    it(`after ${what}`, () => {
      const record = after(...changes);
      assert.deepEqual([record?.at, record?.reworkedAt], [at, reworkedAt]);
    });
  }

  it('keeps of a half deploy what was there before, and what may be there now', () => {
    const cost = (address: string) =>
      ({ account: 'key', address, what: 'W', billed: 'B', removedBy: 'R' }) as const;
    const record = after(
      {
        status: 'deployed',
        changed: true,
        at: FIRST,
        hash: 'h',
        throughStep: 2,
        resources: 3,
        outputs: { a: 'b' },
        costs: [cost('one')],
        buckets: { x: 'old' },
      },
      { status: 'partial', at: SECOND, costs: [cost('one'), cost('two')], buckets: { x: 'new', y: 'more' } },
    );
    assert.deepEqual(record, {
      ...{ status: 'partial', at: SECOND, hash: 'h', throughStep: 2, resources: 3, outputs: { a: 'b' } },
      costs: [cost('one'), cost('two')],
      // What exists under this address was made under its old name.
      buckets: { x: 'old', y: 'more' },
    });
  });

  it('leaves the other target, the other stacks and the journey before alone', () => {
    const before = recordStack(emptyJourney(), 'aws', 'key', deployed(FIRST, 2));
    const copy = structuredClone(before);
    const now = recordStack(before, 'sandbox', 'bucket', deployed(SECOND, 1));
    assert.deepEqual(before, copy);
    assert.deepEqual(now.ways.aws, before.ways.aws);
    assert.deepEqual(Object.keys(now.ways.sandbox?.stacks ?? {}), ['bucket']);
  });
});

describe('recording a proof', () => {
  it('takes the place of the last one of its step', () => {
    const proof = (at: string): Proof => ({ step: 6, status: 'unknown', at, checks: [] });
    const journey = [FIRST, SECOND].reduce(
      (before, at) => recordProof(before, 'aws', proof(at)),
      emptyJourney(),
    );
    assert.deepEqual(journey.ways.aws?.proofs, { grant: proof(SECOND) });
  });

  it('of a step that does not exist changes nothing', () => {
    const journey = emptyJourney();
    assert.equal(recordProof(journey, 'aws', { step: 8, status: 'passed', at: FIRST, checks: [] }), journey);
  });
});
