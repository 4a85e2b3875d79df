import assert from 'node:assert/strict';
import { s3KmsActions, s3KmsCalls } from '../../../core/access/s3-kms-calls';

const access = {
  action: 's3:GetObject',
  principal: 'arn:aws:iam::111111111111:role/Reader',
  callerAccount: '111111111111',
  objectArn: 'arn:aws:s3:::lake/raw/one.csv',
  keyArn: 'arn:aws:kms:us-east-1:333333333333:key/k',
  region: 'us-east-1',
  bucketKey: false,
};

describe('KMS calls behind S3', () => {
  const actions: [string, Parameters<typeof s3KmsActions>[0], string[]][] = [
    ['a head', { action: 's3:HeadObject' }, []],
    ['a list', { action: 's3:ListBucket' }, []],
    ['a delete', { action: 's3:DeleteObject' }, []],
    ['a head in checksum mode', { action: 's3:HeadObject', checksumMode: true }, ['kms:Decrypt']],
    ['a read', { action: 's3:getobject' }, ['kms:Decrypt']],
    ['a write', { action: 's3:PutObject' }, ['kms:GenerateDataKey']],
    ['a write in parts', { action: 's3:PutObject', multipart: true }, ['kms:GenerateDataKey', 'kms:Decrypt']],
  ];
  for (const [name, given, expected] of actions) {
    it(`${name}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(s3KmsActions(given), expected);
    });
  }

  it('carry the object as encryption context, and come through S3 from the caller', () => {
    assert.deepEqual(s3KmsCalls(access), [
      {
        principal: 'arn:aws:iam::111111111111:role/Reader',
        action: 'kms:Decrypt',
        resource: 'arn:aws:kms:us-east-1:333333333333:key/k',
        resourceAccount: '333333333333',
        context: {
          'kms:ViaService': 's3.us-east-1.amazonaws.com',
          'kms:CallerAccount': '111111111111',
          'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::lake/raw/one.csv',
          'kms:EncryptionContextKeys': ['aws:s3:arn'],
        },
      },
    ]);
  });

  it('carry the bucket with Bucket Keys, also when it is a reference', () => {
    const contextOf = (objectArn: string) =>
      s3KmsCalls({ ...access, objectArn, bucketKey: true })[0]?.context?.['kms:EncryptionContext:aws:s3:arn'];
    assert.equal(contextOf('arn:aws-cn:s3:::lake/raw/one.csv'), 'arn:aws-cn:s3:::lake');
    assert.equal(contextOf('${aws_s3_bucket.lake.arn}/raw/one.csv'), '${aws_s3_bucket.lake.arn}');
  });
});
