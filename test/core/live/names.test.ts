import assert from 'node:assert/strict';
import { callerText, shorten } from '../../../core/live/names';

const KEY = 'arn:aws:kms:us-east-1:333333333333:key/1';
const NAMES = [
  { name: 'the role', full: 'arn:r', forms: ['arn:r/FSx', 'arn:r'] },
  { name: 'the key', full: KEY, forms: [KEY] },
];

describe('short names', () => {
  const cases: [text: string, short: string][] = [
    [`kms:Decrypt on ${KEY} is denied to arn:r/FSx.`, 'kms:Decrypt on the key is denied to the role.'],
    [`Correct the policy of ${KEY}:`, 'Correct the policy of the key:'],
    [`arn:r, ${KEY} and (arn:r)`, 'the role, the key and (the role)'],
    [`the request carries "arn:r"`, `the request carries "arn:r"`],
    [`another key ${KEY}2`, `another key ${KEY}2`],
    [`${KEY}:x and x:${KEY}`, `${KEY}:x and x:${KEY}`],
    [`No grant on ${KEY}, the key of data, is in view.`, 'No grant on the key of data is in view.'],
    [`the full ARN of the key (${KEY}).`, 'the full ARN of the key.'],
    ['nothing', 'nothing'],
    ['', ''],
  ];
  for (const [text, short] of cases) {
    it(text, () => {
      assert.equal(shorten(text, NAMES), short);
    });
  }

  it('say who an administrator is whose name nobody knows', () => {
    assert.equal(
      callerText('arn:aws:iam::222222222222:${administrator}'),
      'an administrator of account 222222222222',
    );
    assert.equal(callerText('arn:aws:iam::222222222222:role/R'), 'arn:aws:iam::222222222222:role/R');
  });
});
