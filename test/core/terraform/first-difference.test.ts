import assert from 'node:assert/strict';
import { firstDifference } from '../../../core/terraform/first-difference';

describe('firstDifference', () => {
  for (const [found, wanted, difference] of [
    ['a\nb\n', 'a\nb\n', undefined],
    ['a\nx\nc', 'a\nb\nd', { line: 2, found: 'x', wanted: 'b' }],
    ['a', 'a\nb', { line: 2, found: undefined, wanted: 'b' }],
    ['a\nb', 'a', { line: 2, found: 'b', wanted: undefined }],
    ['', 'a', { line: 1, found: '', wanted: 'a' }],
  ] as const) {
    it(`${JSON.stringify(found)} for ${JSON.stringify(wanted)}`, () => {
      assert.deepEqual(firstDifference(found, wanted), difference);
    });
  }
});
