import assert from 'node:assert/strict';
import { outputLines } from '../../cli/outputs-text';

const CASES: [value: string, printed: string][] = [
  ['fs-0123456789abcdef0', '  it = fs-0123456789abcdef0'],
  ['', '  it = '],
  ['12345678901234567890', '  it = 12345678901234567890'],
  ['[]', '  it = []'],
  ['{not JSON', '  it = {not JSON'],
  ['a\u001b[31m', '  it = a\u241b[31m'],
  ['["a","b"]', '  it =\n    [\n      "a",\n      "b"\n    ]'],
  ['{"Sid":"\u009b"}', '  it =\n    {\n      "Sid": "\uFFFD"\n    }'],
  ['one\ntwo', '  it =\n    one\n    two'],
];

describe('outputs of a stack', () => {
  for (const [value, printed] of CASES) {
    it(`are printed: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(outputLines({ it: value }), [printed]);
    });
  }

  it('are each said', () => {
    assert.deepEqual(outputLines({ one: '1', two: '{"a":2}' }), [
      '  one = 1',
      '  two =\n    {\n      "a": 2\n    }',
    ]);
  });
});
