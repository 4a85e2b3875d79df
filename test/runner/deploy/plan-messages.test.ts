import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPlanMessages } from '../../../runner/deploy/plan-messages';
import { planError, planOutput } from './fake-tools';

describe('readPlanMessages', () => {
  it('leaves out what changes nothing in the account', () => {
    const text = planOutput([
      ['read', 'data.aws_vpc.v'],
      ['noop', 'aws_vpc.v'],
      ['move', 'aws_vpc.w'],
      ['forget', 'aws_vpc.x'],
      ['delete', 'aws_vpc.y'],
    ]);
    assert.deepEqual(readPlanMessages(text).changes, [
      { address: 'aws_vpc.y', type: 'aws_vpc', action: 'delete' },
    ]);
  });

  it('tells a replace of what was never whole from other ones', () => {
    const replace = (reason: string) =>
      planOutput([['replace', 'aws_vpc.v']]).replace('"action"', `"reason":"${reason}","action"`);
    const whole = { address: 'aws_vpc.v', type: 'aws_vpc', action: 'replace' };
    assert.deepEqual(readPlanMessages(replace('cannot_update')).changes, [whole]);
    assert.deepEqual(readPlanMessages(replace('tainted')).changes, [{ ...whole, isUnfinished: true }]);
  });

  it('knows whether outputs change', () => {
    assert.equal(readPlanMessages(planOutput([], { a: 'noop' })).changesOutputs, false);
    assert.equal(readPlanMessages(planOutput([], { a: 'noop', b: 'delete' })).changesOutputs, true);
  });

  it('writes errors as Terraform does, and leaves out warnings and what is no message', () => {
    const warning = JSON.stringify({
      '@message': 'Warning: old',
      type: 'diagnostic',
      diagnostic: { severity: 'warning', summary: 'old', detail: '' },
    });
    const about = JSON.stringify({
      '@message': 'Error: two',
      type: 'diagnostic',
      diagnostic: { severity: 'error', summary: 'two', detail: 'why', address: 'aws_vpc.v' },
    });
    const text = `There are some problems with the CLI configuration:\n${planError('one')}${warning}\n${about}\n{"cut`;
    const { errors, lines } = readPlanMessages(text);
    assert.equal(errors, 'Error: one\n\nError: two\n  with aws_vpc.v,\nwhy');
    assert.deepEqual(lines, ['Error: one', 'Warning: old', 'Error: two']);
  });

  it('never throws', () => {
    const json = fc.json();
    const near = fc
      .record(
        {
          '@message': fc.string(),
          type: fc.constantFrom('planned_change', 'outputs', 'diagnostic'),
          change: fc.jsonValue(),
          outputs: fc.jsonValue(),
          diagnostic: fc.jsonValue(),
        },
        { requiredKeys: ['type'] },
      )
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.array(fc.oneof(json, near, fc.string())), (lines) => {
        readPlanMessages(lines.join('\n'));
      }),
    );
  });
});
