import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  RevokeGrantCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { objectStore } from '../../../../sandbox/services/s3/internal';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { errorOf, kmsClient, ready } from '../../clients';
import { allow, makeUser } from '../../signed';
import { policy, s3Client } from './client';

const BUCKET = 'linked-bucket';
const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;
const ROLE_NAME = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const ROLE_ARN = `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/${ROLE_NAME}`;
const SESSION_ARN = `arn:aws:sts::111111111111:assumed-role/${ROLE_NAME}/FSx`;
const ADMINISTRATOR_A = 'arn:aws:iam::111111111111:user/administrator';
const ROLE_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:Get*',
  's3:List*',
  's3:PutBucketNotification',
  's3:PutObject',
];
const THROUGH_S3 = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };

describe('S3 with the key of another account', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let b: S3Client;
  let aKms: KMSClient;
  let cKms: KMSClient;
  let keyArn: string;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    const { accounts } = sandbox;
    b = s3Client(sandbox, accounts.bucket);
    aKms = kmsClient(sandbox, accounts.fileSystem);
    cKms = kmsClient(sandbox, accounts.key);
    const { KeyMetadata } = await cKms.send(new CreateKeyCommand({ Policy: keyPolicy() }));
    keyArn = KeyMetadata?.Arn ?? '';
    await b.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await encryptBy(keyArn);
    await b.send(
      new PutBucketPolicyCommand({
        Bucket: BUCKET,
        Policy: policy({
          Principal: { AWS: 'arn:aws:iam::111111111111:root' },
          Action: ROLE_ACTIONS,
          Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`],
        }),
      }),
    );
    await makeFileSystemRole();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  /** As FSx makes it: nobody but AWS may. */
  async function makeFileSystemRole(): Promise<void> {
    const { moto, directory } = sandbox.world;
    const role = { account: '111111111111', service: 'iam', changes: true } as const;
    await moto.query({
      ...role,
      action: 'CreateRole',
      params: {
        RoleName: ROLE_NAME,
        Path: '/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/',
        AssumeRolePolicyDocument: policy({
          Principal: { Service: 's3.data-source.lustre.fsx.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
    });
    await moto.query({
      ...role,
      action: 'PutRolePolicy',
      params: { RoleName: ROLE_NAME, PolicyName: 'own', PolicyDocument: allow(ROLE_ACTIONS) },
    });
    directory.changed(role.account);
  }

  /** Accounts B and A use the key through S3; A may also make grants. */
  function keyPolicy(): string {
    return policy(
      { Principal: { AWS: '333333333333' }, Action: 'kms:*', Resource: '*' },
      {
        Principal: { AWS: '222222222222' },
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: '*',
        Condition: THROUGH_S3,
      },
      { Principal: { AWS: '111111111111' }, Action: ['kms:CreateGrant', 'kms:RevokeGrant'], Resource: '*' },
      {
        Principal: { AWS: '111111111111' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: THROUGH_S3,
      },
    );
  }

  async function encryptBy(KMSMasterKeyID: string | undefined, BucketKeyEnabled = false): Promise<void> {
    const rule = {
      SSEAlgorithm: 'aws:kms' as const,
      ...(KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }),
    };
    await b.send(
      new PutBucketEncryptionCommand({
        Bucket: BUCKET,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled }],
        },
      }),
    );
  }

  const put = (Key: string, Body: string, client = b) =>
    client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  const read = async (Key: string, client = b) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    return Body?.transformToString();
  };

  async function asFileSystem() {
    const caller = await sandbox.world.directory.serviceSession(ROLE_ARN, 'FSx', 'fsx.amazonaws.com');
    assert.ok(caller);
    return { caller, region: 'us-east-1' };
  }

  const grantTo = async (...operations: ('Decrypt' | 'GenerateDataKey')[]) => {
    const { GrantId } = await aKms.send(
      new CreateGrantCommand({ KeyId: keyArn, GranteePrincipal: ROLE_ARN, Operations: operations }),
    );
    return () => aKms.send(new RevokeGrantCommand({ KeyId: keyArn, GrantId }));
  };

  const denied = (action: string) => ({
    code: 'AccessDenied',
    httpStatus: 403,
    message: `User: ${SESSION_ARN} is not authorized to perform: ${action} on resource: ${keyArn} because no identity-based policy allows the ${action} action`,
  });
  const refusal = ({ status, ...rest }: { status: string }) => {
    assert.equal(status, 'error');
    const { code, httpStatus, message } = rest as Record<string, unknown>;
    return { code, httpStatus, message };
  };

  it('encrypts with the default key, and says so in the answers', async () => {
    const stored = await put('said.txt', 'text');
    const head = await b.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'said.txt' }));
    for (const answer of [stored, head]) {
      assert.equal(answer.ServerSideEncryption, 'aws:kms');
      assert.equal(answer.SSEKMSKeyId, keyArn);
      assert.equal(answer.BucketKeyEnabled, undefined);
    }
    assert.equal(await read('said.txt'), 'text');
  });

  it('keeps no plaintext in its files', async () => {
    await put('secret.txt', 'a text that nobody else may find');
    const folder = join(sandbox.world.store.folder, 's3-objects');
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    assert.ok(files.length > 0);
    assert.ok(files.every((bytes) => !bytes.includes('nobody else')));
  });

  it('gives the encryption context: the object, or with a Bucket Key the bucket', async () => {
    const contextOf = (name: string) =>
      sandbox.world.events.records.findLast((record) => record.name === name)?.event['requestParameters'];
    await put('context.txt', 'x');
    assert.deepEqual((contextOf('GenerateDataKey') as Record<string, unknown>)['encryptionContext'], {
      'aws:s3:arn': `${BUCKET_ARN}/context.txt`,
    });
    await encryptBy(keyArn, true);
    const stored = await put('context-2.txt', 'x');
    assert.equal(stored.BucketKeyEnabled, true);
    assert.equal(await read('context-2.txt'), 'x');
    assert.deepEqual((contextOf('Decrypt') as Record<string, unknown>)['encryptionContext'], {
      'aws:s3:arn': BUCKET_ARN,
    });
    await encryptBy(keyArn);
  });

  describe('and the file system’s role', () => {
    it('lists, and cannot read without a grant: the refusal is KMS’s, in the caller’s account alone', async () => {
      await put('data/test.txt', 'content');
      const s3 = objectStore(sandbox.world);
      const from = await asFileSystem();
      const listed = await s3.listObjects(from, { bucket: BUCKET, prefix: 'data/' });
      assert.ok(listed.status === 'ok');
      assert.deepEqual(
        listed.objects.map(({ key, size }) => [key, size]),
        [['data/test.txt', 7]],
      );
      const before = sandbox.world.events.records.length;
      const got = await s3.getObject(from, { bucket: BUCKET, key: 'data/test.txt' });
      assert.deepEqual(refusal(got), denied('kms:Decrypt'));
      const [event, ...more] = sandbox.world.events.records.slice(before);
      assert.equal(more.length, 0);
      assert.equal(event?.account, '111111111111');
      assert.deepEqual(
        { errorCode: event.event['errorCode'], errorMessage: event.event['errorMessage'] },
        { errorCode: 'AccessDenied', errorMessage: denied('kms:Decrypt').message },
      );
    });

    it('reads with a grant, and no more when it is revoked', async () => {
      await put('data/granted.txt', 'content');
      const s3 = objectStore(sandbox.world);
      const from = await asFileSystem();
      const place = { bucket: BUCKET, key: 'data/granted.txt' };
      const revoke = await grantTo('Decrypt');
      const got = await s3.getObject(from, place);
      assert.ok(got.status === 'ok');
      assert.equal(got.body.toString(), 'content');
      await revoke();
      assert.deepEqual(refusal(await s3.getObject(from, place)), denied('kms:Decrypt'));
    });

    it('writes with GenerateDataKey, and in parts only with Decrypt besides', async () => {
      const s3 = objectStore(sandbox.world);
      const from = await asFileSystem();
      const small = {
        bucket: BUCKET,
        key: 'out/small',
        body: Buffer.from('x'),
        metadata: { 'file-owner': '0' },
      };
      const large = { ...small, key: 'out/large', body: Buffer.alloc(9 * 1024 * 1024, 'a') };
      assert.deepEqual(refusal(await s3.putObject(from, small)), denied('kms:GenerateDataKey'));
      assert.deepEqual(refusal(await s3.putObject(from, large)), denied('kms:GenerateDataKey'));
      const revoke = await grantTo('GenerateDataKey');
      assert.equal((await s3.putObject(from, small)).status, 'ok');
      assert.deepEqual(refusal(await s3.putObject(from, large)), denied('kms:Decrypt'));
      await revoke();
      const revokeBoth = await grantTo('GenerateDataKey', 'Decrypt');
      assert.equal((await s3.putObject(from, large)).status, 'ok');
      const head = await b.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'out/large' }));
      assert.equal(head.ContentLength, large.body.length);
      assert.equal(head.SSEKMSKeyId, keyArn);
      assert.deepEqual(head.Metadata, { 'file-owner': '0' });
      await revokeBoth();
    });

    it('may do what the policies say, which `may` asks without doing it', async () => {
      const s3 = objectStore(sandbox.world);
      const from = await asFileSystem();
      const before = sandbox.world.events.records.length;
      assert.equal((await s3.may(from, 's3:PutObject', { bucket: BUCKET, key: 'x' })).status, 'ok');
      assert.equal((await s3.may(from, 's3:DeleteBucket', { bucket: BUCKET })).status, 'error');
      assert.equal((await s3.may(from, 's3:ListBucket', { bucket: 'no-such-bucket' })).status, 'error');
      assert.equal(sandbox.world.events.records.length, before);
    });

    it('adds its notification to others, unless they overlap', async () => {
      const s3 = objectStore(sandbox.world);
      const from = await asFileSystem();
      const own = {
        id: 'FSx',
        topicArn: 'arn:aws:sns:us-east-1:999999999999:fsx',
        events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
        prefix: 'data/',
      };
      const other = { ...own, id: 'other', prefix: 'elsewhere/' };
      assert.equal((await s3.putBucketNotification(from, BUCKET, other)).status, 'ok');
      assert.equal((await s3.putBucketNotification(from, BUCKET, own)).status, 'ok');
      const overlapping = await s3.putBucketNotification(from, BUCKET, {
        ...own,
        id: 'third',
        prefix: 'data/in/',
      });
      assert.deepEqual(refusal(overlapping), {
        code: 'InvalidArgument',
        httpStatus: 400,
        message:
          'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
      });
      assert.equal((await s3.removeBucketNotification(from, BUCKET, 'other')).status, 'ok');
      const read = await s3.getBucketNotifications(from, BUCKET);
      assert.ok(read.status === 'ok');
      assert.deepEqual(read.notifications, [own]);
    });
  });

  it('heads without the key, and with the checksum only by it', async () => {
    await put('head.txt', 'x');
    const reader = s3Client(
      sandbox,
      await makeUser(sandbox, sandbox.accounts.bucket, 'reader', allow('s3:*')),
    );
    const head = { Bucket: BUCKET, Key: 'head.txt' };
    assert.equal((await reader.send(new HeadObjectCommand(head))).SSEKMSKeyId, keyArn);
    const checked = await errorOf(reader.send(new HeadObjectCommand({ ...head, ChecksumMode: 'ENABLED' })));
    assert.equal(checked.status, 403);
    const got = await errorOf(reader.send(new GetObjectCommand(head)));
    assert.deepEqual(got, {
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::222222222222:user/reader is not authorized to perform: kms:Decrypt on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
    });
  });

  it('copies: Decrypt of the source, GenerateDataKey of the target', async () => {
    await put('from.txt', 'copied');
    const copier = s3Client(
      sandbox,
      await makeUser(sandbox, sandbox.accounts.bucket, 'copier', allow(['s3:*', 'kms:GenerateDataKey'])),
    );
    const copy = { Bucket: BUCKET, Key: 'to.txt', CopySource: `${BUCKET}/from.txt` };
    const refused = await errorOf(copier.send(new CopyObjectCommand(copy)));
    assert.match(refused.message, /not authorized to perform: kms:Decrypt on resource/);
    await b.send(new CopyObjectCommand({ ...copy, ServerSideEncryption: 'AES256' }));
    assert.equal(
      (await b.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'to.txt' }))).ServerSideEncryption,
      'AES256',
    );
    assert.equal(await read('to.txt'), 'copied');
  });

  it('uploads in parts with GenerateDataKey at the start and Decrypt for each part', async () => {
    const uploader = s3Client(
      sandbox,
      await makeUser(sandbox, sandbox.accounts.bucket, 'uploader', allow(['s3:*', 'kms:GenerateDataKey'])),
    );
    const place = { Bucket: BUCKET, Key: 'parts' };
    const { UploadId, SSEKMSKeyId } = await uploader.send(new CreateMultipartUploadCommand(place));
    assert.equal(SSEKMSKeyId, keyArn);
    const part = { ...place, UploadId, PartNumber: 1, Body: 'part' };
    const refused = await errorOf(uploader.send(new UploadPartCommand(part)));
    assert.match(refused.message, /not authorized to perform: kms:Decrypt on resource/);
    const { ETag } = await b.send(new UploadPartCommand(part));
    await b.send(
      new CompleteMultipartUploadCommand({
        ...place,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    assert.equal(await read('parts'), 'part');
    const gone = await errorOf(b.send(new AbortMultipartUploadCommand({ ...place, UploadId })));
    assert.deepEqual([gone.name, gone.status], ['NoSuchUpload', 404]);
  });

  const troubles: [name: string, keyId: () => string, code: string][] = [
    [
      'a key that is not there',
      () => keyArn.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000'),
      'AccessDenied',
    ],
    [
      'a key of the caller’s account that is not there',
      () => '00000000-0000-4000-8000-000000000000',
      'KMS.NotFoundException',
    ],
    [
      'a bare id, which is looked up in the caller’s account',
      () => keyArn.slice(-36),
      'KMS.NotFoundException',
    ],
    ['a key of another Region', () => keyArn.replace('us-east-1', 'eu-west-1'), 'KMS.NotFoundException'],
  ];
  for (const [name, keyId, code] of troubles) {
    it(`takes any default key, and tells of ${name} when it is used`, async () => {
      await encryptBy(keyId());
      const refused = await errorOf(put('x', 'x'));
      assert.equal(refused.name, code);
      assert.equal(refused.status, code === 'AccessDenied' ? 403 : 400);
      await encryptBy(keyArn);
    });
  }

  it('tells of a disabled key', async () => {
    await put('disabled.txt', 'x');
    await cKms.send(new DisableKeyCommand({ KeyId: keyArn }));
    const refused = await errorOf(read('disabled.txt'));
    assert.deepEqual(refused, {
      name: 'KMS.DisabledException',
      status: 400,
      message: `${keyArn} is disabled.`,
    });
    await cKms.send(new EnableKeyCommand({ KeyId: keyArn }));
    assert.equal(await read('disabled.txt'), 'x');
  });

  it('takes S3’s managed key of the caller’s account where no key is named', async () => {
    await encryptBy(undefined);
    const { SSEKMSKeyId } = await put('managed.txt', 'x');
    assert.match(SSEKMSKeyId ?? '', /^arn:aws:kms:us-east-1:222222222222:key\//);
    assert.equal(await read('managed.txt'), 'x');
    // Nobody of another account can use that key.
    const got = await objectStore(sandbox.world).getObject(await asFileSystem(), {
      bucket: BUCKET,
      key: 'managed.txt',
    });
    assert.equal(refusal(got).code, 'AccessDenied');
    await encryptBy(keyArn);
  });

  const requests: [name: string, headers: Record<string, string>, code: string, status: number][] = [
    ['an unknown algorithm', { ServerSideEncryption: 'rot13' }, 'InvalidArgument', 400],
    ['a key without its algorithm', { SSEKMSKeyId: ADMINISTRATOR_A }, 'InvalidArgument', 400],
    [
      'a customer’s own key',
      { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'a'.repeat(32) },
      'NotImplemented',
      501,
    ],
  ];
  for (const [name, input, code, status] of requests) {
    it(`refuses ${name}`, async () => {
      const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'x', Body: 'x', ...input });
      const refused = await errorOf(b.send(command));
      assert.deepEqual([refused.name, refused.status], [code, status]);
    });
  }

  it('leaves objects as they are when the default changes', async () => {
    await put('old.txt', 'old');
    await b.send(
      new PutBucketEncryptionCommand({
        Bucket: BUCKET,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    );
    assert.equal((await put('new.txt', 'new')).ServerSideEncryption, 'AES256');
    const old = await b.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'old.txt' }));
    assert.equal(old.SSEKMSKeyId, keyArn);
    await encryptBy(keyArn);
  });
});
