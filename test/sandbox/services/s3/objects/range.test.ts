import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRange } from '../../../../../sandbox/services/s3/objects/range';

describe('readRange', () => {
  const cases: [header: string | undefined, size: number, expected: ReturnType<typeof readRange>][] = [
    [undefined, 10, 'all'],
    ['bytes=', 10, 'all'],
    ['bytes=-', 10, 'all'],
    ['bytes=5-2', 10, 'all'],
    ['bytes=0-0', 0, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=10-11', 10, 'unsatisfiable'],
    ['bytes=-20', 10, { first: 0, last: 9 }],
    ['bytes=0-0', 10, { first: 0, last: 0 }],
    ['bytes=9-', 10, { first: 9, last: 9 }],
  ];
  for (const [header, size, expected] of cases) {
    it(`${String(header)} of ${size}`, () => {
      assert.deepEqual(readRange(header, size), expected);
    });
  }

  it('never leaves the content', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(40), (from, to, size) => {
        const range = readRange(`bytes=${from}-${to}`, size);
        if (typeof range === 'string') return;
        assert.ok(range.first >= 0 && range.first <= range.last && range.last < size);
      }),
    );
  });
});
