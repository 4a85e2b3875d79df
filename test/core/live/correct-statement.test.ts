import assert from 'node:assert/strict';
import { corrected } from '../../../core/live/correct-statement';

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

function owners(condition: object, change: object = {}): object {
  return { ...WANTED, Sid: 'Own', Condition: condition, ...change };
}

const via = (value: unknown) => owners({ StringEquals: { 'kms:ViaService': value } });
const context = (operator: string, value: unknown) =>
  owners({ [operator]: { 'kms:EncryptionContext:aws:s3:arn': value } });

describe('a statement put right', () => {
  const cases: [name: string, before: object, after: object | undefined][] = [
    ['what says the same already', WANTED, undefined],
    ['what allows more already', owners({}), undefined],
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
      'a pattern that covers it',
      owners({ StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } }),
      undefined,
    ],
    [
      'kms:CallerAccount of somebody who is no principal',
      owners({ StringEquals: { 'kms:CallerAccount': '999999999999' } }),
      owners({ StringEquals: { 'kms:CallerAccount': '222222222222' } }),
    ],
    [
      'kms:CallerAccount of another principal, which stays',
      owners(
        { StringEquals: { 'kms:CallerAccount': '111111111111' } },
        { Principal: { AWS: ['111111111111', B] } },
      ),
      owners(
        { StringEquals: { 'kms:CallerAccount': ['111111111111', '222222222222'] } },
        { Principal: { AWS: ['111111111111', B] } },
      ),
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
      'a policy variable, which stays',
      via('s3.${aws:RequestedRegion}.amazonaws.com'),
      via(['s3.${aws:RequestedRegion}.amazonaws.com', 's3.us-east-1.amazonaws.com']),
    ],
    [
      "a condition's key in another case",
      owners({ StringEquals: { 'KMS:viaservice': 's3.eu-west-1.amazonaws.com' } }),
      owners({ StringEquals: { 'KMS:viaservice': 's3.us-east-1.amazonaws.com' } }),
    ],
    [
      'a condition that the wanted one has not',
      owners({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      undefined,
    ],
    [
      'a condition that excepts',
      owners({ StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
      undefined,
    ],
    [
      'kms:ViaService of what everybody may do',
      owners({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }, { Principal: '*' }),
      owners({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }, { Principal: '*' }),
    ],
    ['an operator that there is not', owners({ StringSame: { 'kms:ViaService': 'x' } }), undefined],
    [
      'a missing action',
      { ...WANTED, Action: 'kms:Decrypt' },
      { ...WANTED, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
    ],
    ['a missing action, where the conditions differ', owners({}, { Action: 'kms:Decrypt' }), undefined],
    [
      'a missing principal',
      { ...WANTED, Principal: { AWS: 'arn:aws:iam::111111111111:root' } },
      { ...WANTED, Principal: { AWS: ['arn:aws:iam::111111111111:root', B] } },
    ],
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

  it('says whether a value could never hold', () => {
    const revived = (before: object) => corrected(before, WANTED, REGION)?.revived;
    const dead = owners(
      { StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com'] } },
      { Action: 'kms:Decrypt' },
    );
    assert.deepEqual(revived(dead), {
      ...dead,
      Condition: {
        StringEquals: { 'kms:ViaService': ['ec2.us-east-1.amazonaws.com', 's3.us-east-1.amazonaws.com'] },
      },
    });
    assert.equal(revived(via('ec2.us-east-1.amazonaws.com')), undefined);
    assert.equal(revived(context('StringEquals', 'arn:aws:s3:::data/*')), undefined);
  });

  it('keeps the order of what it changes', () => {
    const before = owners({
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::data/*' },
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': '222222222222' },
    });
    const after = corrected(before, WANTED, REGION)?.statement;
    assert.deepEqual(Object.keys(after?.['Condition'] as object), ['StringLike', 'StringEquals']);
    assert.equal(
      JSON.stringify(after?.['Condition']),
      '{"StringLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::data/*","arn:aws:s3:::data"]},"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com","kms:CallerAccount":"222222222222"}}',
    );
  });
});
