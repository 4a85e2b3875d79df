import assert from 'node:assert/strict';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { errorOf, ready, type Keys } from '../../clients';
import { allow, iam, makeUser, presigned } from '../../signed';
import { policy, s3Client } from './client';

const BUCKET = 'access-bucket';
const ARN = `arn:aws:s3:::${BUCKET}`;
const A_ROOT = 'arn:aws:iam::111111111111:root';

describe('access to S3', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let a: S3Client;
  let b: S3Client;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    a = s3Client(sandbox, sandbox.accounts.fileSystem);
    b = s3Client(sandbox, sandbox.accounts.bucket);
    await b.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await b.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'in/file', Body: 'content', Tagging: 'class=open' }),
    );
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const setPolicy = (...statements: Record<string, unknown>[]) =>
    b.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policy(...statements) }));
  const read = (client: S3Client, Key = 'in/file') =>
    client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  const list = (client: S3Client, Prefix?: string) =>
    client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
  const userOf = async (keys: Keys, name: string, document?: string) =>
    s3Client(sandbox, await makeUser(sandbox, keys, name, document));
  const url = (path: string) => `${sandbox.endpoint}/${BUCKET}${path}`;

  it('of another account takes the bucket’s policy and the caller’s own', async () => {
    const reader = await userOf(sandbox.accounts.fileSystem, 'reader', allow('s3:GetObject', `${ARN}/*`));
    const refusedBy = async (client: S3Client) =>
      (await errorOf(read(client))).message.replace(/^.* because /, '');
    assert.equal(await refusedBy(reader), 'no resource-based policy allows the s3:GetObject action');
    await setPolicy({ Principal: { AWS: A_ROOT }, Action: 's3:GetObject', Resource: `${ARN}/in/*` });
    assert.equal(await (await read(reader)).Body?.transformToString(), 'content');
    const other = await userOf(sandbox.accounts.fileSystem, 'other', allow('s3:ListBucket'));
    assert.equal(await refusedBy(other), 'no identity-based policy allows the s3:GetObject action');
    await setPolicy(
      { Principal: { AWS: A_ROOT }, Action: 's3:GetObject', Resource: `${ARN}/in/*` },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [ARN, `${ARN}/*`],
        Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:user/reader' } },
      },
    );
    assert.deepEqual(await errorOf(read(reader)), {
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::111111111111:user/reader is not authorized to perform: s3:GetObject on resource: "${ARN}/in/file" with an explicit deny in a resource-based policy`,
    });
  });

  it('in the bucket’s own account takes either', async () => {
    await b.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
    const user = await userOf(sandbox.accounts.bucket, 'nobody');
    assert.equal((await errorOf(read(user))).status, 403);
    await setPolicy({
      Principal: { AWS: 'arn:aws:iam::222222222222:user/nobody' },
      Action: 's3:GetObject',
      Resource: `${ARN}/*`,
    });
    assert.equal((await read(user)).ContentLength, 7);
    const own = await userOf(sandbox.accounts.bucket, 'own', allow('s3:GetObject', `${ARN}/in/*`));
    assert.equal((await read(own)).ContentLength, 7);
    assert.equal((await errorOf(read(own, 'out/file'))).status, 403);
  });

  it('hides from who may not list that an object is not there', async () => {
    const reader = await userOf(sandbox.accounts.bucket, 'blind', allow('s3:GetObject'));
    const lister = await userOf(sandbox.accounts.bucket, 'seeing', allow(['s3:GetObject', 's3:ListBucket']));
    const get = (client: S3Client) => errorOf(read(client, 'no-such-key'));
    assert.deepEqual([(await get(reader)).name, (await get(reader)).status], ['AccessDenied', 403]);
    assert.deepEqual([(await get(lister)).name, (await get(lister)).status], ['NoSuchKey', 404]);
    const head = (client: S3Client) =>
      client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'no-such-key' }));
    assert.equal((await errorOf(head(reader))).status, 403);
    assert.equal((await errorOf(head(lister))).status, 404);
  });

  const conditions: [
    name: string,
    statement: Record<string, unknown>,
    allowed: (client: S3Client) => Promise<unknown>,
    refused: (client: S3Client) => Promise<unknown>,
  ][] = [
    [
      's3:prefix',
      { Action: 's3:ListBucket', Resource: ARN, Condition: { StringLike: { 's3:prefix': 'in/*' } } },
      (client) => list(client, 'in/'),
      (client) => list(client),
    ],
    [
      's3:x-amz-server-side-encryption',
      {
        Action: 's3:PutObject',
        Resource: `${ARN}/*`,
        Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } },
      },
      (client) =>
        client.send(
          new PutObjectCommand({ Bucket: BUCKET, Key: 'up', Body: 'x', ServerSideEncryption: 'AES256' }),
        ),
      (client) => client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'up', Body: 'x' })),
    ],
    [
      's3:ExistingObjectTag',
      {
        Action: 's3:GetObject',
        Resource: `${ARN}/*`,
        Condition: { StringEquals: { 's3:ExistingObjectTag/class': 'open' } },
      },
      (client) => read(client),
      (client) => read(client, 'untagged'),
    ],
  ];
  for (const [name, statement, allowed, refused] of conditions) {
    it(`sees ${name}`, async () => {
      await b.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'untagged', Body: 'x' }));
      const document = policy(statement);
      const user = await userOf(sandbox.accounts.bucket, `condition-${name.replace(/\W/g, '-')}`, document);
      await allowed(user);
      assert.equal((await errorOf(refused(user))).name, 'AccessDenied');
    });
  }

  const values: [name: string, right: object, wrong: object][] = [
    [
      'aws:SecureTransport',
      { Bool: { 'aws:SecureTransport': 'true' } },
      { Bool: { 'aws:SecureTransport': 'false' } },
    ],
    [
      's3:ResourceAccount',
      { StringEquals: { 's3:ResourceAccount': '222222222222' } },
      { StringEquals: { 's3:ResourceAccount': '111111111111' } },
    ],
    [
      's3:authType',
      { StringEquals: { 's3:authType': 'REST-HEADER' } },
      { StringEquals: { 's3:authType': 'REST-QUERY-STRING' } },
    ],
    [
      'aws:SourceIp',
      { IpAddress: { 'aws:SourceIp': '127.0.0.1' } },
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    ],
  ];
  for (const [name, right, wrong] of values) {
    it(`gives ${name} its value`, async () => {
      const statement = { Principal: { AWS: A_ROOT }, Action: 's3:GetObject', Resource: `${ARN}/*` };
      await setPolicy({ ...statement, Condition: right });
      assert.equal((await read(a)).ContentLength, 7);
      await setPolicy({ ...statement, Condition: wrong });
      assert.equal((await errorOf(read(a))).name, 'AccessDenied');
    });
  }

  it('asks for each permission of a request', async () => {
    const user = await userOf(sandbox.accounts.bucket, 'putter', allow('s3:PutObject'));
    const put = (rest: object) =>
      user.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'p', Body: 'x', ...rest }));
    await put({});
    assert.match((await errorOf(put({ Tagging: 'a=b' }))).message, /s3:PutObjectTagging/);
    assert.match((await errorOf(put({ ACL: 'bucket-owner-full-control' }))).message, /s3:PutObjectAcl/);
    const copy = new CopyObjectCommand({ Bucket: BUCKET, Key: 'p2', CopySource: `${BUCKET}/in/file` });
    assert.match((await errorOf(user.send(copy))).message, /s3:GetObject on resource/);
    const tag = new PutObjectTaggingCommand({ Bucket: BUCKET, Key: 'p', Tagging: { TagSet: [] } });
    assert.match((await errorOf(user.send(tag))).message, /s3:PutObjectTagging/);
  });

  it('judges each object of DeleteObjects by itself', async () => {
    const user = await userOf(sandbox.accounts.bucket, 'deleter', allow('s3:DeleteObject', `${ARN}/mine/*`));
    await b.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'mine/1', Body: 'x' }));
    const { Deleted, Errors } = await user.send(
      new DeleteObjectsCommand({
        Bucket: BUCKET,
        Delete: { Objects: [{ Key: 'mine/1' }, { Key: 'in/file' }] },
      }),
    );
    assert.deepEqual(
      Deleted?.map(({ Key }) => Key),
      ['mine/1'],
    );
    assert.deepEqual(
      Errors?.map(({ Key, Code }) => [Key, Code]),
      [['in/file', 'AccessDenied']],
    );
    assert.equal((await read(b)).ContentLength, 7);
  });

  it('gives the policy to its own account alone', async () => {
    await setPolicy({ Principal: { AWS: A_ROOT }, Action: 's3:*', Resource: [ARN, `${ARN}/*`] });
    const ask = (client: S3Client) => client.send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
    assert.deepEqual(
      JSON.parse((await ask(b)).Policy ?? ''),
      JSON.parse(policy({ Principal: { AWS: A_ROOT }, Action: 's3:*', Resource: [ARN, `${ARN}/*`] })),
    );
    assert.equal((await errorOf(ask(a))).status, 403);
    assert.equal((await read(a)).ContentLength, 7);
    assert.deepEqual((await a.send(new ListBucketsCommand({}))).Buckets ?? [], []);
  });

  it('checks the expected owner', async () => {
    const head = (ExpectedBucketOwner: string) =>
      b.send(new HeadBucketCommand({ Bucket: BUCKET, ExpectedBucketOwner }));
    await head('222222222222');
    assert.equal((await errorOf(head('111111111111'))).status, 403);
  });

  describe('without a signature', () => {
    const open = { Principal: '*', Action: 's3:GetObject', Resource: `${ARN}/in/*` };

    it('is nobody’s until the policy says so, which Block Public Access refuses', async () => {
      await b.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
      const refused = await fetch(url('/in/file'));
      assert.equal(refused.status, 403);
      assert.match(await refused.text(), /<Code>AccessDenied<\/Code><Message>Access Denied<\/Message>/);
      const blocked = await errorOf(setPolicy(open));
      assert.deepEqual([blocked.name, blocked.status], ['AccessDenied', 403]);
      assert.match(blocked.message, /public policies are prevented by the BlockPublicPolicy setting/);
      await b.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
      await setPolicy(open);
      assert.equal(await (await fetch(url('/in/file'))).text(), 'content');
      const { PolicyStatus } = await b.send(new GetBucketPolicyStatusCommand({ Bucket: BUCKET }));
      assert.equal(PolicyStatus?.IsPublic, true);
      assert.equal((await fetch(url('/in/none'))).status, 403);
      assert.equal((await fetch(url('/untagged'))).status, 403);
      assert.equal((await fetch(url('/in/file'), { method: 'PUT', body: 'x' })).status, 403);
      assert.equal((await fetch(url('/in/file'), { method: 'DELETE' })).status, 403);
    });

    it('ends where RestrictPublicBuckets is on, for other accounts too', async () => {
      const restrict = (RestrictPublicBuckets: boolean) =>
        b.send(
          new PutPublicAccessBlockCommand({
            Bucket: BUCKET,
            PublicAccessBlockConfiguration: { RestrictPublicBuckets },
          }),
        );
      await restrict(false);
      await setPolicy(open, { Principal: { AWS: A_ROOT }, Action: 's3:GetObject', Resource: `${ARN}/*` });
      assert.equal((await read(a)).ContentLength, 7);
      await restrict(true);
      assert.equal((await fetch(url('/in/file'))).status, 403);
      assert.match((await errorOf(read(a))).message, /RestrictPublicBuckets/);
      assert.equal((await read(b)).ContentLength, 7);
      await b.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
      await restrict(false);
    });

    it('works by a presigned URL, as whoever signed it', async () => {
      const request = {
        service: 's3',
        region: 'us-east-1',
        path: `/${BUCKET}/in/file`,
        date: new Date(),
        expiresS: 60,
      };
      const mine = await fetch(presigned(sandbox, sandbox.accounts.bucket, request));
      assert.equal(await mine.text(), 'content');
      const named = await fetch(
        presigned(sandbox, sandbox.accounts.bucket, {
          ...request,
          query: 'response-content-type=text%2Fcsv',
        }),
      );
      assert.equal(named.headers.get('content-type'), 'text/csv');
      const foreign = await fetch(presigned(sandbox, sandbox.accounts.fileSystem, request));
      assert.equal(foreign.status, 403);
    });
  });

  it('forgets who was deleted, though the name comes again', async () => {
    const keys = sandbox.accounts.fileSystem;
    const userPolicy = allow('s3:*');
    const first = await userOf(keys, 'returning', userPolicy);
    await setPolicy({
      Principal: { AWS: 'arn:aws:iam::111111111111:user/returning' },
      Action: 's3:GetObject',
      Resource: `${ARN}/*`,
    });
    assert.equal((await read(first)).ContentLength, 7);
    await iam(sandbox, keys, 'DeleteUserPolicy', { UserName: 'returning', PolicyName: 'own' });
    const listed = await iam(sandbox, keys, 'ListAccessKeys', { UserName: 'returning' });
    const id = /<AccessKeyId>([^<]+)/.exec(listed)?.[1] ?? '';
    await iam(sandbox, keys, 'DeleteAccessKey', { UserName: 'returning', AccessKeyId: id });
    await iam(sandbox, keys, 'DeleteUser', { UserName: 'returning' });
    const second = await userOf(keys, 'returning', userPolicy);
    assert.equal((await errorOf(read(second))).status, 403);
    const { Policy } = await b.send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
    assert.match(Policy ?? '', /"Principal":\{"AWS":"AIDA/);
  });

  const invalid: [name: string, document: string, message: string][] = [
    ['no JSON', 'x', "Policies must be valid JSON and the first byte must be '{'"],
    ['no statements', '{"Version":"2012-10-17"}', 'Missing required field Statement'],
    [
      'another version',
      '{"Version":"2020-01-01","Statement":[]}',
      'The policy must contain a valid version string',
    ],
    ['no principal', policy({ Action: 's3:*', Resource: ARN }), 'Missing required field Principal'],
    ['no action', policy({ Principal: { AWS: A_ROOT }, Resource: ARN }), 'Missing required field Action'],
    [
      'an unknown action',
      policy({ Principal: { AWS: A_ROOT }, Action: 's3:ReadObject', Resource: ARN }),
      'Policy has invalid action',
    ],
    [
      'another service’s action',
      policy({ Principal: { AWS: A_ROOT }, Action: 'kms:Decrypt', Resource: ARN }),
      'Policy has invalid action',
    ],
    [
      'another bucket',
      policy({ Principal: { AWS: A_ROOT }, Action: 's3:*', Resource: 'arn:aws:s3:::elsewhere/*' }),
      'Policy has invalid resource',
    ],
    [
      'an object’s action on the bucket',
      policy({ Principal: { AWS: A_ROOT }, Action: 's3:GetObject', Resource: ARN }),
      'Action does not apply to any resource(s) in statement',
    ],
    [
      'a role that is not there',
      policy({ Principal: { AWS: 'arn:aws:iam::111111111111:role/none' }, Action: 's3:*', Resource: ARN }),
      'Invalid principal in policy',
    ],
    [
      'an account that is not there',
      policy({ Principal: { AWS: '999999999999' }, Action: 's3:*', Resource: ARN }),
      'Invalid principal in policy',
    ],
    [
      'too many bytes',
      policy({ Sid: 'x'.repeat(20_480), Principal: { AWS: A_ROOT }, Action: 's3:*', Resource: ARN }),
      'Policy exceeds the maximum allowed document size.',
    ],
  ];
  for (const [name, Policy, message] of invalid) {
    it(`takes no policy with ${name}`, async () => {
      const refused = await errorOf(b.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy })));
      assert.deepEqual(refused, { name: 'MalformedPolicy', status: 400, message });
    });
  }
});
