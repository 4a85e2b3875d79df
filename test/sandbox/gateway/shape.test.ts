import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  blob,
  flag,
  integer,
  list,
  oneOf,
  readInput,
  required,
  structure,
  text,
  textMap,
} from '../../../sandbox/services/shape';

const SHAPE = {
  Name: required(text({ min: 2, max: 3, pattern: /^[a-z]+$/ })),
  Kind: oneOf(['A', 'B']),
  Count: integer(1, 9),
  Flag: flag(),
  Bytes: blob(1, 2),
  Map: textMap(),
  List: list(structure({ Key: required(text()) }), { max: 2 }),
} as const;

const ONE = '1 validation error detected: Value';
const CASES: [input: Record<string, unknown>, said: string][] = [
  [
    { Name: 'ab', Kind: 'A', Count: 1, Flag: false, Bytes: 'eA==', Map: { a: 'b' }, List: [{ Key: 'k' }] },
    'ok',
  ],
  [{ Name: 'ab', Kind: null }, 'ok'],
  [{ Name: 'ab', Unknown: 1 }, 'ok'],
  [{}, `ValidationException: ${ONE} null at 'name' failed to satisfy constraint: Member must not be null`],
  [
    { Name: null },
    `ValidationException: ${ONE} null at 'name' failed to satisfy constraint: Member must not be null`,
  ],
  [
    { Name: 'a' },
    `ValidationException: ${ONE} 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2`,
  ],
  [
    { Name: 'abcd' },
    `ValidationException: ${ONE} 'abcd' at 'name' failed to satisfy constraint: Member must have length less than or equal to 3`,
  ],
  [
    { Name: 'AB' },
    `ValidationException: ${ONE} 'AB' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]+$`,
  ],
  [
    { Name: 'a', Kind: 'C', Count: 0 },
    "ValidationException: 3 validation errors detected: Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2; Value 'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]; Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    { Name: 'ab', Count: 10 },
    `ValidationException: ${ONE} '10' at 'count' failed to satisfy constraint: Member must have value less than or equal to 9`,
  ],
  [
    { Name: 'ab', List: [{ Key: 'k' }, {}] },
    `ValidationException: ${ONE} null at 'list.2.member.key' failed to satisfy constraint: Member must not be null`,
  ],
  [{ Name: 1 }, 'SerializationException: NUMBER_VALUE can not be converted to a String'],
  [{ Name: ['ab'] }, 'SerializationException: Start of list found where not expected'],
  [{ Name: { a: 1 } }, 'SerializationException: Start of structure or map found where not expected.'],
  [{ Name: 'ab', List: 'a' }, 'SerializationException: Expected list or null'],
  [{ Name: 'ab', List: [1] }, 'SerializationException: Expected null'],
  [{ Name: 'ab', Map: { a: 1 } }, 'SerializationException: NUMBER_VALUE can not be converted to a String'],
  [{ Name: 'ab', Flag: 'true' }, 'SerializationException: STRING_VALUE can not be converted to a Boolean'],
  [{ Name: 'ab', Count: 1.5 }, 'SerializationException: NUMBER_VALUE can not be converted to an Integer'],
  [{ Name: 'ab', Count: true }, 'SerializationException: TRUE_VALUE can not be converted to an Integer'],
  [{ Name: 'ab', Bytes: 'not base64!' }, 'SerializationException: A blob is base64.'],
];

describe('shapes of requests', () => {
  for (const [input, said] of CASES) {
    it(`${JSON.stringify(input)}: ${said.slice(0, 60)}`, () => {
      const read = readInput(SHAPE, input);
      assert.equal(read.status === 'ok' ? 'ok' : `${read.code}: ${read.message}`, said);
    });
  }

  it('never throw, and give back what they took', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(SHAPE), 'Other'), fc.jsonValue()), (input) => {
        const read = readInput(SHAPE, input);
        if (read.status !== 'ok') return;
        assert.equal(read.input.Name, input['Name']);
        assert.equal('Other' in read.input, false);
      }),
    );
  });
});
