import assert from 'node:assert/strict';
import type { StackRecord, Way } from '../../../core/journey/journey';
import {
  stacksBefore,
  stacksToDeploy,
  stacksToDestroy,
  stacksToGoBack,
} from '../../../core/journey/stack-order';
import { STEPS, type AccountRole } from '../../../core/journey/steps';

/** A way whose stacks were deployed for these steps; a negative one: only in part. */
function way(steps: Partial<Record<AccountRole, number>>): Way {
  const records = Object.entries(steps).map(([account, step]): [string, StackRecord] => [
    account,
    {
      status: step < 0 ? 'partial' : 'deployed',
      ...{ at: '2026-11-25T10:00:00.000Z', hash: '', throughStep: Math.abs(step), resources: 1, outputs: {} },
    },
  ]);
  return { stacks: Object.fromEntries(records), proofs: {} };
}

/** Step, what is deployed, what cdktf.json says, what is to be deployed. */
const FORWARD: [step: number, deployed: Way, throughStep: number, stacks: string][] = [
  [1, way({}), 1, 'bucket'],
  [1, way({}), 2, 'bucket'],
  [1, way({}), 3, 'key bucket'],
  [2, way({}), 2, 'key bucket'],
  [2, way({ bucket: 1 }), 2, 'key'],
  [3, way({ bucket: 1, key: 2 }), 3, 'bucket'],
  [3, way({ bucket: 1, key: -2 }), 3, 'key bucket'],
  [4, way({ bucket: 3, key: 2 }), 4, 'bucket fileSystem'],
  [4, way({}), 4, 'key bucket fileSystem'],
  [5, way({}), 5, ''],
  [6, way({ bucket: 4, key: 2, fileSystem: 4 }), 6, 'key fileSystem'],
  [6, way({ bucket: 4, key: 6, fileSystem: 6 }), 7, 'key fileSystem'],
  [4, way({ bucket: 4, key: 2, fileSystem: 4 }), 6, 'key bucket fileSystem'],
  [7, way({}), 7, ''],
];

describe('the stacks to deploy', () => {
  for (const [number, deployed, throughStep, stacks] of FORWARD) {
    const there = JSON.stringify(
      Object.entries(deployed.stacks).map(([name, { throughStep: step }]) => `${name} ${step}`),
    );
    it(`for step ${number}, with ${there} and cdktf.json at ${throughStep}: ${stacks || 'none'}`, () => {
      const step = STEPS[number - 1];
      assert.ok(step);
      assert.equal(stacksToDeploy(step, deployed, throughStep).join(' '), stacks);
    });
  }

  it('for one stack are those that it needs, and itself', () => {
    assert.deepEqual(stacksBefore('bucket', way({}), 2), ['bucket']);
    assert.deepEqual(stacksBefore('bucket', way({}), 3), ['key', 'bucket']);
    assert.deepEqual(stacksBefore('fileSystem', way({ key: 6, bucket: 4 }), 7), ['fileSystem']);
  });

  it('for the way back are those of the later steps that stand, A before C', () => {
    assert.deepEqual(stacksToGoBack(5, way({ key: 6, bucket: 4, fileSystem: 6 })), ['fileSystem', 'key']);
    assert.deepEqual(stacksToGoBack(1, way({ key: 2, bucket: 1 })), ['bucket', 'key']);
    assert.deepEqual(stacksToGoBack(7, way({ key: 6, bucket: 4, fileSystem: 6 })), []);
  });

  it('for the clean-up are those that stand, in part too, A before B before C', () => {
    assert.deepEqual(stacksToDestroy(way({ key: 6, bucket: 4, fileSystem: -4 })), [
      'fileSystem',
      'bucket',
      'key',
    ]);
  });
});
