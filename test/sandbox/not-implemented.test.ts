import assert from 'node:assert/strict';
import { CreateKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { needs } from '../support/requirements';
import { errorOf, kmsClient, ready } from './clients';
import { s3Client } from './services/s3/client';
import { send, type SignedRequest } from './signed';

const BUCKET = 'not-implemented';
const SSE_C = {
  'x-amz-server-side-encryption-customer-algorithm': 'AES256',
  'x-amz-server-side-encryption-customer-key': Buffer.alloc(32, 'k').toString('base64'),
  'x-amz-server-side-encryption-customer-key-md5': 'x',
};

function s3(method: string, target: string, headers: Record<string, string> = {}): SignedRequest {
  return { service: 's3', method, target, headers, body: '' };
}

function json(service: string, target: string, input: object = {}): SignedRequest {
  return {
    service,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(input),
  };
}

/** What is asked (`RSA` and so on stand for the ids of keys), and what the answer and the log say is not here. */
const CASES: [name: string, request: SignedRequest, what: string][] = [
  [
    'a new object under a key of the customer',
    s3('PUT', `/${BUCKET}/new`, SSE_C),
    'The sandbox does not have keys of customers (SSE-C).',
  ],
  [
    'a new upload under a key of the customer',
    s3('POST', `/${BUCKET}/new?uploads=`, SSE_C),
    'The sandbox does not have keys of customers (SSE-C).',
  ],
  [
    'a copy under a key of the customer',
    s3('PUT', `/${BUCKET}/new`, { ...SSE_C, 'x-amz-copy-source': `/${BUCKET}/old` }),
    'The sandbox does not have keys of customers (SSE-C).',
  ],
  [
    'a bucket with object lock',
    s3('PUT', `/${BUCKET}-locked`, { 'x-amz-bucket-object-lock-enabled': 'true' }),
    'The sandbox does not have object lock.',
  ],
  [
    'object lock of a bucket',
    s3('PUT', `/${BUCKET}?object-lock=`),
    'The sandbox does not have s3:PutObjectLockConfiguration.',
  ],
  [
    'the retention of an object',
    s3('PUT', `/${BUCKET}/old?retention=`),
    'The sandbox does not have s3:PutObjectRetention.',
  ],
  [
    'the legal hold of an object',
    s3('PUT', `/${BUCKET}/old?legal-hold=`),
    'The sandbox does not have s3:PutObjectLegalHold.',
  ],
  ['replication', s3('PUT', `/${BUCKET}?replication=`), 'The sandbox does not have s3:PutBucketReplication.'],
  [
    'encryption with an asymmetric key',
    json('kms', 'TrentService.Encrypt', {
      KeyId: 'RSA',
      Plaintext: 'eA==',
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
    'The sandbox does not encrypt with RSA_2048 keys.',
  ],
  ['a signature', json('kms', 'TrentService.Sign', { KeyId: 'RSA' }), 'The sandbox does not have kms:Sign.'],
  ['its check', json('kms', 'TrentService.Verify', {}), 'The sandbox does not have kms:Verify.'],
  ['a public key', json('kms', 'TrentService.GetPublicKey'), 'The sandbox does not have kms:GetPublicKey.'],
  ['an HMAC', json('kms', 'TrentService.GenerateMac'), 'The sandbox does not have kms:GenerateMac.'],
  ['its check', json('kms', 'TrentService.VerifyMac'), 'The sandbox does not have kms:VerifyMac.'],
  [
    'an agreed secret',
    json('kms', 'TrentService.DeriveSharedSecret'),
    'The sandbox does not have kms:DeriveSharedSecret.',
  ],
  [
    'a pair of data keys',
    json('kms', 'TrentService.GenerateDataKeyPair'),
    'The sandbox does not have kms:GenerateDataKeyPair.',
  ],
  [
    'a key that comes from elsewhere',
    json('kms', 'TrentService.ImportKeyMaterial'),
    'The sandbox does not have kms:ImportKeyMaterial.',
  ],
  [
    'a file system of another type',
    json('fsx', 'AWSSimbaAPIService_v20180301.CreateFileSystem', {
      FileSystemType: 'ONTAP',
      SubnetIds: ['subnet-12345678'],
    }),
    'The sandbox has no ONTAP file systems.',
  ],
  [
    'a volume',
    json('fsx', 'AWSSimbaAPIService_v20180301.CreateVolume'),
    'The sandbox does not have fsx:CreateVolume.',
  ],
  [
    'a trail',
    json('cloudtrail', 'CloudTrail_20131101.CreateTrail'),
    'The sandbox does not have cloudtrail:CreateTrail.',
  ],
  ['a session', json('ssm', 'AmazonSSM.StartSession'), 'The sandbox does not have ssm:StartSession.'],
  [
    'another service',
    json('dynamodb', 'DynamoDB_20120810.ListTables'),
    'The sandbox has no service dynamodb.',
  ],
];

describe('what the sandbox does not have', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let rsa: string;
  const lines: string[] = [];

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ log: (line) => lines.push(line) });
    const keys = sandbox.accounts.key;
    const client = s3Client(sandbox, keys);
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'old', Body: 'old' }));
    const made = new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    rsa = (await kmsClient(sandbox, keys).send(made)).KeyMetadata?.KeyId ?? '';
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  for (const [name, request, what] of CASES) {
    it(`is said in the answer and in the log: ${name}: ${what}`, async () => {
      lines.length = 0;
      const body = String(request.body).replace('"RSA"', `"${rsa}"`);
      const answer = await send(sandbox, sandbox.accounts.key, { ...request, body });
      const text = await answer.text();
      assert.equal(answer.status, 501, text);
      assert.ok(text.includes('NotImplemented') && text.includes(what), text);
      assert.ok(lines.includes(`NotImplemented: ${what}`), lines.join('\n'));
    });
  }

  it('leaves to KMS what KMS itself refuses: a symmetric algorithm with an asymmetric key', async () => {
    const command = new EncryptCommand({ KeyId: rsa, Plaintext: Buffer.from('x') });
    const { name, status, message } = await errorOf(kmsClient(sandbox, sandbox.accounts.key).send(command));
    assert.deepEqual(
      { name, status, message },
      {
        name: 'InvalidKeyUsageException',
        status: 400,
        message: 'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
      },
    );
  });

  const refused: [name: string, request: SignedRequest, message: string][] = [
    [
      'a read with a key of the customer',
      s3('GET', `/${BUCKET}/old`, SSE_C),
      'The encryption parameters are not applicable to this object.',
    ],
    [
      'a copy from a key of the customer',
      s3('PUT', `/${BUCKET}/copy`, {
        'x-amz-copy-source': `/${BUCKET}/old`,
        'x-amz-copy-source-server-side-encryption-customer-algorithm': 'AES256',
      }),
      'The encryption parameters are not applicable to this object.',
    ],
    [
      'a locked object in a bucket without object lock',
      s3('PUT', `/${BUCKET}/locked`, { 'x-amz-object-lock-legal-hold': 'ON' }),
      'Bucket is missing Object Lock Configuration',
    ],
  ];
  for (const [name, request, message] of refused) {
    it(`leaves to S3 what S3 itself refuses: ${name}`, async () => {
      const answer = await send(sandbox, sandbox.accounts.key, request);
      const text = await answer.text();
      assert.equal(answer.status, 400, text);
      assert.ok(text.includes(`<Code>InvalidRequest</Code><Message>${message}</Message>`), text);
    });
  }
});
