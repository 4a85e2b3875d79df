import assert from 'node:assert/strict';
import { onceOf } from '../../../core/model/once';

describe('once', () => {
  it('works something out when it is first asked for, and never again', () => {
    const calls: string[] = [];
    const self = { name: 'a' };
    const once = onceOf(() => self);
    const nothing = ({ name }: typeof self): string | undefined => {
      calls.push(name);
      return undefined;
    };
    assert.deepEqual([once(nothing), once(nothing)], [undefined, undefined]);
    assert.deepEqual(calls, ['a']);
  });

  it('keeps what each function makes apart, and lets one ask for another', () => {
    const self = { name: 'abc' };
    const once = onceOf(() => self);
    const length = ({ name }: typeof self): number => name.length;
    const twice = (): number => 2 * once(length);
    assert.deepEqual([once(twice), once(length)], [6, 3]);
  });
});
