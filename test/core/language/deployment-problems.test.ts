import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deploymentProblems } from '../../../core/language/deployment-problems';
import { sampleInput } from '../../support/deployments';

/** A cdktf.json with a deployment. */
const file = (deployment: string) =>
  `{ "app": "x", "context": { "other": 1, "fsxLustreKms": ${deployment} } }`;
const sample = JSON.stringify(sampleInput());

/** What is changed in the sample; what is marked then, and what the message begins and ends with. */
const MISTAKES: readonly (readonly [
  name: string,
  from: string,
  to: string,
  marked: string,
  begins: string,
  ends: string,
])[] = [
  [
    'a value of the wrong form',
    '"333333333333"',
    '"33"',
    '33',
    'accounts.key.id does not have the right form: ',
    ' Write twelve digits in quotes, such as "111111111111".',
  ],
  [
    'a number for a text',
    '"333333333333"',
    '333333333333',
    '333333333333',
    'accounts.key.id is a number, not a text: ',
    '.',
  ],
  [
    'a name that nobody knows',
    '"region"',
    '"regoin"',
    'regoin',
    'regoin is not a property of the deployment: ',
    ' Write "region".',
  ],
  [
    'what is missing, on what it belongs to',
    '"key":{"id":"333333333333"}',
    '"key":{}',
    'key',
    'accounts.key.id is missing: ',
    '.',
  ],
  [
    'an item of a list',
    '"buckets":[{',
    '"buckets":[7,{',
    '7',
    'buckets[0] is a number, not an object: ',
    '.',
  ],
];

describe('mistakes of the deployment in cdktf.json', () => {
  for (const [name, from, to, marked, begins, ends] of MISTAKES) {
    it(`are marked: ${name}`, () => {
      assert.ok(sample.includes(from));
      const text = file(sample.replace(from, to));
      const found = deploymentProblems(text).filter(({ message }) => message.startsWith(begins));
      assert.deepEqual(
        found.map(({ range }) => text.slice(range.start, range.end)),
        [marked],
      );
      assert.ok(found[0]?.message.endsWith(ends), found[0]?.message);
    });
  }

  it('are none in a deployment that is right, in another cdktf.json, and in no JSON at all', () => {
    for (const text of [file(sample), '{ "app": "x" }', '', '{', '[]'])
      assert.deepEqual(deploymentProblems(text), []);
  });

  it('are told while the file is typed', () => {
    const text = file(sample.replace('"333333333333"', '"33"')).slice(0, -3);
    assert.equal(deploymentProblems(text).length, 1);
  });

  it('stand inside the text, whatever is in it', () => {
    fc.assert(
      fc.property(fc.nat(sample.length), fc.nat(20), fc.string(), (at, length, inserted) => {
        const text = file(sample.slice(0, at) + inserted + sample.slice(at + length));
        for (const { range } of deploymentProblems(text)) {
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
        }
      }),
    );
  });
});
