import assert from 'node:assert/strict';
import { painter } from '../../cli/paint';
import { destroys, planLines } from '../../cli/plan-text';
import type { PlannedChange, StackPlan } from '../../core/journey/plan';

const planOf = (...changes: PlannedChange[]): StackPlan => ({
  ...{ verb: 'deploy', account: 'fileSystem', stack: 'account-a-file-system', accountId: '111111111111' },
  ...{ hash: '', changes, outputsOnly: false },
});
const vpc: PlannedChange = { address: 'aws_vpc.v', type: 'aws_vpc', action: 'replace' };
const key: PlannedChange = { address: 'aws_kms_key.k', type: 'aws_kms_key', action: 'replace' };

describe('the text of a plan', () => {
  const cases: [what: string, change: PlannedChange, destroys: boolean][] = [
    ['a replace', vpc, true],
    ['a delete', { ...vpc, action: 'delete' }, true],
    [
      'a replace of what may hold data, though its creation was cut off',
      { ...key, isUnfinished: true },
      true,
    ],
    ['a replace of what was never whole', { ...vpc, isUnfinished: true }, false],
    ['a change', { ...vpc, action: 'update' }, false],
  ];
  for (const [what, change, expected] of cases) {
    it(`${what} ${expected ? 'takes' : 'does not take'} something away`, () => {
      assert.equal(destroys(planOf(change)), expected);
    });
  }

  it('says of a replace that its creation was cut off', () => {
    assert.deepEqual(planLines(planOf(vpc, { ...vpc, isUnfinished: true }), [], painter(false)), [
      'account-a-file-system, account A (111111111111): 2 to REPLACE',
      '  -/+ REPLACE aws_vpc.v',
      '  -/+ REPLACE aws_vpc.v (its creation was cut off)',
    ]);
  });
});
