import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketTaggingCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type CreateBucketCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { errorOf, ready } from '../../clients';
import { send, signedHeaders } from '../../signed';
import { s3Client } from './client';

const BUCKET = 'settings-bucket';

describe('buckets', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let a: S3Client;
  let s3: S3Client;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    a = s3Client(sandbox, sandbox.accounts.fileSystem);
    s3 = s3Client(sandbox, sandbox.accounts.bucket);
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const create = (Bucket: string, rest: Partial<CreateBucketCommandInput> = {}, client = s3) =>
    client.send(new CreateBucketCommand({ Bucket, ...rest }));

  it('begin as AWS makes them: owner-enforced, private, encrypted with S3’s keys, not versioned', async () => {
    const at = { Bucket: BUCKET };
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand(at));
    assert.deepEqual(OwnershipControls?.Rules, [{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand(at));
    assert.deepEqual(PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand(at));
    assert.deepEqual(ServerSideEncryptionConfiguration?.Rules, [
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    assert.equal((await s3.send(new GetBucketVersioningCommand(at))).Status, undefined);
    assert.equal((await s3.send(new GetBucketLocationCommand(at))).LocationConstraint, undefined);
    assert.equal((await s3.send(new HeadBucketCommand(at))).BucketRegion, 'us-east-1');
    const { Grants } = await s3.send(new GetBucketAclCommand(at));
    assert.deepEqual(
      Grants?.map(({ Permission, Grantee }) => [Permission, Grantee?.Type]),
      [['FULL_CONTROL', 'CanonicalUser']],
    );
  });

  it('have names that are one space for all accounts', async () => {
    const foreign = await errorOf(create(BUCKET, {}, a));
    assert.deepEqual([foreign.name, foreign.status], ['BucketAlreadyExists', 409]);
    await create(BUCKET);
    const elsewhere = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
    const own = await errorOf(create(BUCKET, elsewhere));
    assert.deepEqual([own.name, own.status], ['BucketAlreadyOwnedByYou', 409]);
    const names = async (client: S3Client) =>
      (await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? [];
    assert.ok((await names(s3)).includes(BUCKET));
    assert.ok(!(await names(a)).includes(BUCKET));
  });

  const refused: [name: string, bucket: string, rest: Partial<CreateBucketCommandInput>, code: string][] = [
    ['capital letters', 'Capital', {}, 'InvalidBucketName'],
    ['two letters', 'ab', {}, 'InvalidBucketName'],
    [
      'a Region that is none',
      'nowhere-bucket',
      { CreateBucketConfiguration: { LocationConstraint: 'mars-north-1' as never } },
      'InvalidLocationConstraint',
    ],
    [
      'us-east-1 as constraint',
      'nowhere-bucket',
      { CreateBucketConfiguration: { LocationConstraint: 'us-east-1' as never } },
      'InvalidLocationConstraint',
    ],
    ['a public ACL', 'public-bucket', { ACL: 'public-read' }, 'InvalidBucketAclWithObjectOwnership'],
    ['an unknown ownership', 'owned-bucket', { ObjectOwnership: 'Nobody' as never }, 'InvalidArgument'],
  ];
  for (const [name, bucket, rest, code] of refused) {
    it(`are not made with ${name}`, async () => {
      const error = await errorOf(create(bucket, rest));
      assert.deepEqual([error.name, error.status], [code, 400]);
    });
  }

  it('answer in their own Region', async () => {
    await create('european-bucket', { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: 'european-bucket' }));
    assert.equal(LocationConstraint, 'eu-west-1');
    const elsewhere = await errorOf(s3.send(new GetBucketVersioningCommand({ Bucket: 'european-bucket' })));
    assert.deepEqual([elsewhere.name, elsewhere.status], ['PermanentRedirect', 301]);
    const there = s3Client(sandbox, sandbox.accounts.bucket, { region: 'eu-west-1' });
    await there.send(new GetBucketVersioningCommand({ Bucket: 'european-bucket' }));
    const wrong = await errorOf(
      there.send(
        new CreateBucketCommand({
          Bucket: 'other-european-bucket',
          CreateBucketConfiguration: { LocationConstraint: 'eu-north-1' },
        }),
      ),
    );
    assert.equal(wrong.name, 'IllegalLocationConstraintException');
  });

  it('go only when they are empty', async () => {
    await create('leaving-bucket');
    await s3.send(new PutObjectCommand({ Bucket: 'leaving-bucket', Key: 'k', Body: 'x' }));
    const remove = () => s3.send(new DeleteBucketCommand({ Bucket: 'leaving-bucket' }));
    const full = await errorOf(remove());
    assert.deepEqual([full.name, full.status], ['BucketNotEmpty', 409]);
    await sandboxDelete('/leaving-bucket/k');
    await remove();
    const gone = await errorOf(s3.send(new GetBucketAclCommand({ Bucket: 'leaving-bucket' })));
    assert.deepEqual([gone.name, gone.status], ['NoSuchBucket', 404]);
    await create('leaving-bucket', {}, a);
  });

  async function sandboxDelete(target: string): Promise<void> {
    const answer = await send(sandbox, sandbox.accounts.bucket, { service: 's3', method: 'DELETE', target });
    assert.equal(answer.status, 204);
  }

  /** What AWS answers of a setting that was never put. Source: S3 API Reference, each operation's errors. */
  const absent: [subResource: string, status: number, code: string][] = [
    ['cors=', 404, 'NoSuchCORSConfiguration'],
    ['lifecycle=', 404, 'NoSuchLifecycleConfiguration'],
    ['object-lock=', 404, 'ObjectLockConfigurationNotFoundError'],
    ['policy=', 404, 'NoSuchBucketPolicy'],
    ['policyStatus=', 404, 'NoSuchBucketPolicy'],
    ['replication=', 404, 'ReplicationConfigurationNotFoundError'],
    ['tagging=', 404, 'NoSuchTagSet'],
    ['website=', 404, 'NoSuchWebsiteConfiguration'],
    ['metrics=&id=x', 404, 'NoSuchConfiguration'],
    ['inventory=&id=x', 404, 'NoSuchConfiguration'],
    ['accelerate=', 200, ''],
    ['logging=', 200, ''],
    ['notification=', 200, ''],
    ['requestPayment=', 200, ''],
    ['metrics=', 200, ''],
  ];
  for (const [subResource, status, code] of absent) {
    it(`have no ${subResource} at first: ${status} ${code}`, async () => {
      const answer = await send(sandbox, sandbox.accounts.bucket, {
        service: 's3',
        method: 'GET',
        target: `/${BUCKET}?${subResource}`,
      });
      assert.equal(answer.status, status);
      const text = await answer.text();
      assert.equal(/<Code>([^<]*)</.exec(text)?.[1] ?? '', code);
      if (code !== '') assert.match(text, /<RequestId>[0-9a-f-]{36}<\/RequestId>/);
    });
  }

  it('keep encryption, versioning, ownership, public access, tags, lifecycle', async () => {
    const Bucket = BUCKET;
    const keyArn = 'arn:aws:kms:us-east-1:333333333333:key/11111111-2222-4333-8444-555555555555';
    const Rules = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: keyArn },
        BucketKeyEnabled: true,
      },
    ];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    const encryption = async () =>
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules;
    assert.deepEqual(await encryption(), Rules);
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    assert.equal((await encryption())?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256');

    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    assert.equal((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');

    const own = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' as const }] };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: own }));
    assert.deepEqual(
      (await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls,
      own,
    );
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      }),
    );
    assert.equal(
      (await errorOf(s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' })))).name,
      'AccessControlListNotSupported',
    );

    await s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
    );
    assert.equal(
      (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration
        ?.BlockPublicPolicy,
      false,
    );

    const TagSet = [{ Key: 'team', Value: 'a & b' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    assert.deepEqual((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet, TagSet);
    await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
    assert.equal((await errorOf(s3.send(new GetBucketTaggingCommand({ Bucket })))).name, 'NoSuchTagSet');

    const lifecycle = {
      Rules: [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'old/' }, Expiration: { Days: 7 } }],
    };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: lifecycle }));
    assert.deepEqual(
      (await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules,
      lifecycle.Rules,
    );
  });

  it('tell topics, queues and functions of events', async () => {
    const Bucket = BUCKET;
    const configuration = {
      TopicConfigurations: [
        {
          Id: 'FSx',
          TopicArn: 'arn:aws:sns:us-east-1:999999999999:fsx',
          Events: ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const],
          Filter: { Key: { FilterRules: [{ Name: 'Prefix' as never, Value: 'data/' }] } },
        },
      ],
      QueueConfigurations: [
        {
          Id: 'queue',
          QueueArn: 'arn:aws:sqs:us-east-1:222222222222:q',
          Events: ['s3:ObjectCreated:Put' as const],
          Filter: { Key: { FilterRules: [{ Name: 'Prefix' as never, Value: 'other/' }] } },
        },
      ],
      EventBridgeConfiguration: {},
    };
    const put = (NotificationConfiguration: object) =>
      s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    await put(configuration);
    const { $metadata: _, ...read } = await s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket }),
    );
    assert.deepEqual(read, configuration);
    const [topic] = configuration.TopicConfigurations;
    const overlapping = await errorOf(
      put({ TopicConfigurations: [topic, { ...topic, Id: 'second', Events: ['s3:ObjectCreated:Copy'] }] }),
    );
    assert.equal(overlapping.name, 'InvalidArgument');
    assert.match(overlapping.message, /^Configurations overlap\./);
    assert.equal(
      (await errorOf(put({ TopicConfigurations: [{ ...topic, Events: ['s3:Everything'] }] }))).name,
      'InvalidArgument',
    );
    await put({});
    const { TopicConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    assert.equal(TopicConfigurations, undefined);
  });

  const malformed: [target: string, body: string][] = [
    ['?encryption=', '<ServerSideEncryptionConfiguration/>'],
    ['?encryption=', 'x'],
    ['?versioning=', '<VersioningConfiguration><Status>On</Status></VersioningConfiguration>'],
    ['?tagging=', '<Tags/>'],
    ['?lifecycle=', '<LifecycleConfiguration/>'],
    ['?notification=', '<NotificationConfiguration><TopicConfiguration/></NotificationConfiguration>'],
    ['?ownershipControls=', '<OwnershipControls><Rule/></OwnershipControls>'],
    ['?publicAccessBlock=', ''],
  ];
  for (const [target, body] of malformed) {
    it(`take no malformed setting: ${target} ${body}`, async () => {
      const answer = await send(sandbox, sandbox.accounts.bucket, {
        service: 's3',
        method: 'PUT',
        target: `/${BUCKET}${target}`,
        body,
      });
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /<Code>MalformedXML<\/Code>/);
    });
  }

  it('are named by the host too', async () => {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a/by host', Body: 'x' }));
    const { port } = new URL(sandbox.endpoint);
    const statusBy = (host: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = signedHeaders(host, sandbox.accounts.bucket, {
          service: 's3',
          method: 'GET',
          target: path,
        });
        httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    assert.equal(await statusBy(`${BUCKET}.localhost:${port}`, '/a/by%20host'), 200);
    assert.equal(await statusBy(`${BUCKET}.s3.us-east-1.amazonaws.com`, '/a/by%20host'), 200);
    assert.equal(await statusBy(`127.0.0.1:${port}`, `/${BUCKET}/a/by%20host`), 200);
    assert.equal(await statusBy(`${BUCKET}.localhost:${port}`, '/none'), 404);
  });

  it('have tags in S3 Control', async () => {
    const keys = sandbox.accounts.bucket;
    const headers = { 'x-amz-account-id': keys.id };
    const target = `/v20180820/tags/${encodeURIComponent(`arn:aws:s3:::${BUCKET}`)}`;
    const control = (method: string, query = '', body = '') =>
      send(sandbox, keys, { service: 's3', method, target: `${target}${query}`, headers, body });
    const tags =
      '<Tags><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>2</Value></Tag></Tags>';
    assert.equal((await control('POST', '', `<TagResourceRequest>${tags}</TagResourceRequest>`)).status, 204);
    assert.equal((await control('DELETE', '?tagKeys=a')).status, 204);
    assert.match(
      await (await control('GET')).text(),
      /<Tags><Tag><Key>b<\/Key><Value>2<\/Value><\/Tag><\/Tags>/,
    );
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: BUCKET }));
    assert.deepEqual(TagSet, [{ Key: 'b', Value: '2' }]);
  });

  it('answer what the sandbox does not have as NotImplemented', async () => {
    const answer = await send(sandbox, sandbox.accounts.bucket, {
      service: 's3',
      method: 'PUT',
      target: `/${BUCKET}?replication=`,
      body: '<x/>',
    });
    assert.equal(answer.status, 501);
    assert.match(
      await answer.text(),
      /<Code>NotImplemented<\/Code><Message>The sandbox does not have s3:PutBucketReplication\.</,
    );
  });
});
