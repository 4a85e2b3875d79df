import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJsonObject } from '../../../core/project/json-object';

const WRONG: readonly (readonly [text: string, why: string])[] = [
  ['', 'is not JSON (1:1, a value is missing)'],
  ['{', 'is not JSON (1:2, a closing brace is missing)'],
  ['{\n  "a": 1\n  "b": 2\n}\n', 'is not JSON (3:3, a comma is missing)'],
  ['{\r\n  "a" 1\r\n}', 'is not JSON (2:7, a colon is missing)'],
  ['\uFEFF{ "a": x }', 'is not JSON (1:8, this is no value)'],
  ['{ "a": 1, }', 'is not JSON (1:11, a name in double quotes is missing)'],
  ['{ // mine\n}', 'is not JSON (1:3, JSON has no comments)'],
  ['{ "a": "b }', 'is not JSON (1:8, a closing quote is missing)'],
  ['{} {}', 'is not JSON (1:4, something follows the end)'],
  ['[]', 'is no JSON object'],
  ['null', 'is no JSON object'],
];

describe('readJsonObject', () => {
  for (const [text, why] of WRONG) {
    it(`${JSON.stringify(text)} ${why}`, () => {
      assert.deepEqual(readJsonObject(text), { status: 'wrong', why });
    });
  }

  it('takes a byte order mark, as our own commands do', () => {
    assert.deepEqual(readJsonObject('\uFEFF{ "a": 1 }'), { status: 'read', object: { a: 1 } });
  });

  it('takes what JSON.parse takes, and places everything else', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value, null, 2));
    const changed = fc
      .tuple(object, fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '\u0001', '//'))
      .map(([text, at, put]) => {
        const offset = at % text.length;
        return text.slice(0, offset) + put + text.slice(offset + 1);
      });
    fc.assert(
      fc.property(fc.oneof(object, changed), (text) => {
        const read = readJsonObject(text);
        if (read.status === 'read') assert.deepEqual(read.object, JSON.parse(text));
        else assert.match(read.why, /^is no JSON object$|^is not JSON \(\d+:\d+, [a-zA-Z ]+\)$/);
      }),
    );
  });
});
