import assert from 'node:assert/strict';
import { corrected } from '../../../../core/live/policies/correct-statement';

const REGION = 'us-east-1';
const B = 'arn:aws:iam::222222222222:root';
const WANTED = {
  Sid: 'UploadThroughS3',
  Effect: 'Allow',
  Principal: { AWS: B },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:CallerAccount': '222222222222', 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'] },
  },
};

/** The wanted statement under another name, with one of its conditions as it is given. */
function having(operator: string, key: string, value: unknown, change: object = {}): object {
  const rest = Object.entries<object>(WANTED.Condition).flatMap(([name, keys]) =>
    Object.entries(keys).flatMap(([other, values]): [string, string, unknown][] =>
      other.toLowerCase() === key.toLowerCase() ? [] : [[name, other, values]],
    ),
  );
  const block: Record<string, Record<string, unknown>> = {};
  for (const [name, other, values] of [[operator, key, value] as const, ...rest])
    block[name] = { ...block[name], [other]: values };
  return { ...WANTED, Sid: 'Own', Condition: block, ...change };
}

const VIA = 'kms:ViaService';
const CONTEXT = 'kms:EncryptionContext:aws:s3:arn';
const via = (value: unknown, change?: object) => having('StringEquals', VIA, value, change);
const context = (operator: string, value: unknown) => having(operator, CONTEXT, value);
const A = 'arn:aws:iam::111111111111:root';

describe('a statement put right', () => {
  const cases: [name: string, before: object, after: object | undefined][] = [
    ['what says the same already', WANTED, undefined],
    [
      'dead, with a condition that holds where its key is absent: alive, it would let in more',
      {
        ...WANTED,
        Condition: {
          StringEquals: { 'kms:CallerAccount': '222222222222', [VIA]: 's3.eu-west-1.amazonaws.com' },
          StringLikeIfExists: WANTED.Condition.StringLike,
        },
      },
      undefined,
    ],
    [
      'kms:ViaService of another Region',
      via('s3.eu-west-1.amazonaws.com'),
      via('s3.us-east-1.amazonaws.com'),
    ],
    ['kms:ViaService without a Region', via(['s3.amazonaws.com']), via(['s3.us-east-1.amazonaws.com'])],
    [
      'kms:ViaService of another partition',
      via('s3.us-east-1.amazonaws.com.cn'),
      via('s3.us-east-1.amazonaws.com'),
    ],
    [
      'a star that StringEquals takes for a star',
      via('s3.*.amazonaws.com'),
      via('s3.us-east-1.amazonaws.com'),
    ],
    [
      'kms:ViaService of another service, which stays',
      via('ec2.us-east-1.amazonaws.com'),
      via(['ec2.us-east-1.amazonaws.com', 's3.us-east-1.amazonaws.com']),
    ],
    [
      'a policy variable, which stays',
      via('s3.${aws:RequestedRegion}.amazonaws.com'),
      via(['s3.${aws:RequestedRegion}.amazonaws.com', 's3.us-east-1.amazonaws.com']),
    ],
    ['a pattern that covers it', having('StringLike', VIA, 's3.*.amazonaws.com'), undefined],
    [
      'kms:CallerAccount of somebody who is no principal',
      having('StringEquals', 'kms:CallerAccount', '999999999999'),
      having('StringEquals', 'kms:CallerAccount', '222222222222'),
    ],
    [
      'an encryption context of another bucket, which stays',
      context('StringLike', 'arn:aws:s3:::other/*'),
      context('StringLike', ['arn:aws:s3:::other/*', 'arn:aws:s3:::data', 'arn:aws:s3:::data/*']),
    ],
    [
      'an encryption context with a star in StringEquals',
      context('StringEquals', 'arn:aws:s3:::data/*'),
      context('StringLike', ['arn:aws:s3:::data/*', 'arn:aws:s3:::data']),
    ],
    [
      'the same where the key need not be there, which stays so',
      context('StringEqualsIfExists', 'arn:aws:s3:::data/*'),
      context('StringLikeIfExists', ['arn:aws:s3:::data/*', 'arn:aws:s3:::data']),
    ],
    [
      'an encryption context with a star of its own that would come to life',
      context('StringEquals', ['arn:aws:s3:::*', 'arn:aws:s3:::data/*']),
      undefined,
    ],
    [
      'a context whose case does not count',
      context('StringEqualsIgnoreCase', 'arn:aws:s3:::data/*'),
      undefined,
    ],
    [
      "a condition's key in another case",
      having('StringEquals', 'KMS:viaservice', 's3.eu-west-1.amazonaws.com'),
      having('StringEquals', 'KMS:viaservice', 's3.us-east-1.amazonaws.com'),
    ],
    ['a condition that excepts', having('StringNotEquals', VIA, 's3.us-east-1.amazonaws.com'), undefined],
    ['an operator that there is not', having('StringSame', VIA, 'x'), undefined],
    [
      'one key under two operators',
      {
        ...WANTED,
        Condition: {
          ...WANTED.Condition,
          StringEquals: { ...WANTED.Condition.StringEquals, [CONTEXT]: 'arn:aws:s3:::data/a' },
          StringLike: { [CONTEXT]: 'arn:aws:s3:::*' },
        },
      },
      undefined,
    ],
    [
      'two conditions of which one is for more than is wanted',
      {
        ...WANTED,
        Condition: {
          StringEquals: { 'kms:CallerAccount': '222222222222', [VIA]: 's3.eu-west-1.amazonaws.com' },
          StringLike: { [CONTEXT]: 'arn:aws:s3:::other/*' },
        },
      },
      undefined,
    ],
    ['what allows more already', { ...WANTED, Condition: {} }, undefined],
    [
      'a condition less than is wanted',
      { ...WANTED, Condition: { StringEquals: { [VIA]: 'x' } } },
      undefined,
    ],
    ['what everybody may do', via('s3.eu-west-1.amazonaws.com', { Principal: '*' }), undefined],
    ['what others may do too', via('s3.eu-west-1.amazonaws.com', { Principal: { AWS: [A, B] } }), undefined],
    [
      'what a service may do too',
      via('s3.eu-west-1.amazonaws.com', { Principal: { AWS: B, Service: 'logs.amazonaws.com' } }),
      undefined,
    ],
    ['what allows other actions too', via('s3.eu-west-1.amazonaws.com', { Action: 'kms:*' }), undefined],
    [
      'what names the actions that it leaves out',
      { ...WANTED, Action: undefined, NotAction: 'kms:Put*' },
      undefined,
    ],
    [
      'a missing action',
      { ...WANTED, Action: 'kms:Decrypt' },
      { ...WANTED, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
    ],
    [
      'a missing action, where the conditions differ',
      { ...WANTED, Action: 'kms:Decrypt', Condition: {} },
      undefined,
    ],
    ['a missing principal', { ...WANTED, Principal: { AWS: A } }, { ...WANTED, Principal: { AWS: [A, B] } }],
    ['everybody as principal', { ...WANTED, Principal: { AWS: '*' } }, undefined],
    [
      'a missing principal beside a service',
      { ...WANTED, Principal: { Service: 'logs.amazonaws.com' } },
      { ...WANTED, Principal: { Service: 'logs.amazonaws.com', AWS: [B] } },
    ],
    [
      'a missing resource',
      { ...WANTED, Resource: 'arn:aws:s3:::data/x/*' },
      { ...WANTED, Resource: ['arn:aws:s3:::data/x/*', '*'] },
    ],
    ['other principals and other actions', { ...WANTED, Principal: '*', Action: 'kms:Encrypt' }, undefined],
    ['a deny', { ...WANTED, Effect: 'Deny', Action: 'kms:Decrypt' }, undefined],
  ];
  for (const [name, before, after] of cases) {
    it(`${after === undefined ? 'leaves alone' : 'changes'} ${name}`, () => {
      assert.deepEqual(corrected(before, WANTED, REGION)?.statement, after);
    });
  }

  it('leaves alone what is no statement', () => {
    assert.equal(corrected('x', WANTED, REGION), undefined);
    assert.equal(corrected(WANTED, null, REGION), undefined);
  });

  it('says what it is without a value that could never hold', () => {
    const revived = (before: object) => corrected(before, WANTED, REGION)?.revived;
    const dead = via(['s3.eu-west-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com'], {
      Action: 'kms:Decrypt',
    });
    assert.deepEqual(
      revived(dead),
      via(['ec2.us-east-1.amazonaws.com', 's3.us-east-1.amazonaws.com'], { Action: 'kms:Decrypt' }),
    );
    assert.equal(revived(via('ec2.us-east-1.amazonaws.com')), undefined);
    assert.equal(revived(context('StringEquals', 'arn:aws:s3:::data/*')), undefined);
  });

  it('keeps the order of what it changes, and the rest to the letter', () => {
    const before = {
      ...WANTED,
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': true },
        StringLike: { [CONTEXT]: 'arn:aws:s3:::data/*' },
        StringEquals: { [VIA]: 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': '222222222222' },
      },
    };
    assert.equal(
      JSON.stringify(corrected(before, WANTED, REGION)?.statement['Condition']),
      '{"Bool":{"aws:MultiFactorAuthPresent":true},"StringLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::data/*","arn:aws:s3:::data"]},"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com","kms:CallerAccount":"222222222222"}}',
    );
  });
});
