import assert from 'node:assert/strict';
import { chooseEncryption } from '../../../../../sandbox/services/s3/encryption/choose';

describe('chooseEncryption', () => {
  const SSE = 'x-amz-server-side-encryption';
  const keyId = 'arn:aws:kms:us-east-1:333333333333:key/k';
  const byKey = { algorithm: 'aws:kms', keyId, bucketKeyEnabled: true } as const;
  const cases: [name: string, headers: Record<string, string>, expected: object][] = [
    ['the default', {}, { algorithm: 'aws:kms', keyId, bucketKey: true, context: {} }],
    ['S3’s own keys', { [SSE]: 'AES256' }, { algorithm: 'AES256' }],
    [
      'the managed key when a request names none',
      { [SSE]: 'aws:kms' },
      { algorithm: 'aws:kms', keyId: 'alias/aws/s3', bucketKey: true, context: {} },
    ],
    [
      'what the request names',
      {
        [SSE]: 'aws:kms',
        [`${SSE}-aws-kms-key-id`]: 'other',
        [`${SSE}-bucket-key-enabled`]: 'false',
        [`${SSE}-context`]: Buffer.from('{"a":"b"}').toString('base64'),
      },
      { algorithm: 'aws:kms', keyId: 'other', bucketKey: false, context: { a: 'b' } },
    ],
    [
      'no Bucket Key with two layers',
      { [SSE]: 'aws:kms:dsse' },
      { algorithm: 'aws:kms:dsse', keyId: 'alias/aws/s3', bucketKey: false, context: {} },
    ],
  ];
  for (const [name, headers, expected] of cases) {
    it(`takes ${name}`, () => {
      assert.deepEqual(chooseEncryption(headers, byKey), { status: 'chosen', ...expected });
    });
  }
});
