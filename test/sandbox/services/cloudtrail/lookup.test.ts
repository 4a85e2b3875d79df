import assert from 'node:assert/strict';
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { temporaryFolder } from '../../../support/temporary-folder';
import { errorOf, kmsClient, ready, stsClient, type Keys } from '../../clients';
import { allow, iam, makeUser, send, trust } from '../../signed';
import { policy, s3Client } from '../s3/client';

interface LookedUp {
  EventId: string;
  EventName: string;
  EventTime: number;
  Username?: string;
  ReadOnly: string;
  Resources: { ResourceType: string; ResourceName: string }[];
  CloudTrailEvent: string;
}

type CloudTrailEvent = Record<string, unknown> & {
  userIdentity: Record<string, unknown>;
  requestParameters: Record<string, unknown> | null;
};

const FULL_TARGET = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';

describe('CloudTrail', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let dataDir: string;
  let clock: Date;
  let a: Keys;
  let c: Keys;
  let aKms: KMSClient;
  let keyArn: string;
  let cipher: Uint8Array;

  before(async function () {
    needs(this, 'moto');
    dataDir = temporaryFolder();
    await begin();
    const cKms = kmsClient(sandbox, c);
    const shared = policy(
      { Principal: { AWS: '333333333333' }, Action: 'kms:*', Resource: '*' },
      { Principal: { AWS: '111111111111' }, Action: 'kms:Decrypt', Resource: '*' },
    );
    const { KeyMetadata } = await cKms.send(new CreateKeyCommand({ Policy: shared }));
    keyArn = KeyMetadata?.Arn ?? '';
    const sealed = await cKms.send(
      new EncryptCommand({
        KeyId: keyArn,
        Plaintext: Buffer.from('x'),
        EncryptionContext: { place: 'here' },
      }),
    );
    cipher = sealed.CiphertextBlob ?? new Uint8Array();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function begin(): Promise<void> {
    clock = new Date();
    sandbox = await ready({ dataDir, now: () => clock });
    a = sandbox.accounts.fileSystem;
    c = sandbox.accounts.key;
    aKms = kmsClient(sandbox, a);
  }

  async function ask(
    keys: Keys,
    input: object,
    { target = 'CloudTrail_20131101.LookupEvents', region = 'us-east-1' } = {},
  ) {
    // The rate is another test's.
    clock = new Date(clock.getTime() + 1000);
    const response = await send(sandbox, keys, {
      service: 'cloudtrail',
      region,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
      date: clock,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async function lookUp(
    keys: Keys,
    AttributeKey: string,
    AttributeValue: string,
    options = {},
  ): Promise<LookedUp[]> {
    const { status, body } = await ask(
      keys,
      { LookupAttributes: [{ AttributeKey, AttributeValue }] },
      options,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body['Events'] as LookedUp[];
  }

  const eventOf = ({ CloudTrailEvent }: LookedUp) => JSON.parse(CloudTrailEvent) as CloudTrailEvent;
  const decrypt = (client: KMSClient) =>
    client.send(new DecryptCommand({ CiphertextBlob: cipher, EncryptionContext: { place: 'here' } }));

  it('tells the caller’s account, and not the key’s, of a refusal', async () => {
    const role = await iam(sandbox, a, 'CreateRole', {
      RoleName: 'worker',
      Path: '/team/',
      AssumeRolePolicyDocument: trust('111111111111'),
    });
    const roleId = /<RoleId>([^<]+)/.exec(role)?.[1];
    const { Credentials } = await stsClient(sandbox, a).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::111111111111:role/team/worker',
        RoleSessionName: 'shift',
      }),
    );
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const since = clock.toISOString().replace(/\.\d+Z$/, 'Z');
    const refused = await errorOf(decrypt(kmsClient(sandbox, session)));
    assert.equal(refused.name, 'AccessDeniedException');
    const [found] = await lookUp(a, 'EventName', 'Decrypt');
    assert.ok(found);
    const { eventID, requestID, userAgent, ...event } = eventOf(found);
    assert.equal(found.EventId, eventID);
    assert.match(String(requestID), /^[0-9a-f-]{36}$/);
    assert.match(String(userAgent), /aws-sdk-js/);
    assert.deepEqual(event, {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: `${roleId}:shift`,
        arn: 'arn:aws:sts::111111111111:assumed-role/worker/shift',
        accountId: '111111111111',
        accessKeyId: session.accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: roleId,
            arn: 'arn:aws:iam::111111111111:role/team/worker',
            accountId: '111111111111',
            userName: 'worker',
          },
          attributes: { creationDate: since, mfaAuthenticated: 'false' },
        },
      },
      eventTime: since,
      eventSource: 'kms.amazonaws.com',
      eventName: 'Decrypt',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      errorCode: 'AccessDenied',
      errorMessage: `User: arn:aws:sts::111111111111:assumed-role/worker/shift is not authorized to perform: kms:Decrypt on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
      requestParameters: { encryptionContext: { place: 'here' }, encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      responseElements: null,
      readOnly: true,
      resources: [{ accountId: '333333333333', type: 'AWS::KMS::Key', ARN: keyArn }],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111111111111',
      eventCategory: 'Management',
    });
    assert.equal(found.Username, 'shift');
    assert.equal(found.ReadOnly, 'true');
    assert.deepEqual(found.Resources, [{ ResourceType: 'AWS::KMS::Key', ResourceName: keyArn }]);
    assert.deepEqual(await lookUp(c, 'EventName', 'Decrypt'), []);
  });

  it('tells both accounts of a success, with one shared id', async () => {
    await decrypt(aKms);
    const [own] = await lookUp(a, 'EventName', 'Decrypt');
    const [owners] = await lookUp(c, 'EventName', 'Decrypt');
    assert.ok(own && owners);
    const [event, shared] = [eventOf(own), eventOf(owners)];
    assert.equal(event['sharedEventID'], shared['sharedEventID']);
    assert.match(String(event['sharedEventID']), /^[0-9a-f-]{36}$/);
    assert.notEqual(event['eventID'], shared['eventID']);
    assert.deepEqual(
      [event['recipientAccountId'], shared['recipientAccountId']],
      ['111111111111', '333333333333'],
    );
    assert.deepEqual(
      [event.userIdentity['type'], event.userIdentity['userName']],
      ['IAMUser', 'administrator'],
    );
    assert.deepEqual(Object.keys(shared.userIdentity), ['type', 'principalId', 'accountId']);
    assert.deepEqual(
      [shared.userIdentity['type'], shared.userIdentity['accountId']],
      ['AWSAccount', '111111111111'],
    );
    assert.equal(owners.Username, undefined);
  });

  it('has the KMS calls of S3, and S3’s management events, not its data events', async () => {
    const b = sandbox.accounts.bucket;
    const s3 = s3Client(sandbox, b);
    const Bucket = 'trail-bucket';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } },
          ],
        },
      }),
    );
    await errorOf(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' })));
    await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'k' })));
    await s3.send(new ListObjectsV2Command({ Bucket }));
    const names = (await lookUp(b, 'EventSource', 's3.amazonaws.com')).map(({ EventName }) => EventName);
    assert.deepEqual(names, ['PutBucketEncryption', 'PutBucketPublicAccessBlock', 'CreateBucket']);
    const [found] = await lookUp(b, 'EventName', 'GenerateDataKey');
    assert.ok(found);
    const { userIdentity, sourceIPAddress, userAgent, requestParameters, errorCode } = eventOf(found);
    assert.deepEqual(
      {
        sourceIPAddress,
        userAgent,
        errorCode,
        invokedBy: userIdentity['invokedBy'],
        context: requestParameters?.['encryptionContext'],
      },
      {
        sourceIPAddress: 's3.amazonaws.com',
        userAgent: 's3.amazonaws.com',
        errorCode: 'AccessDenied',
        invokedBy: 's3.amazonaws.com',
        context: { 'aws:s3:arn': 'arn:aws:s3:::trail-bucket/k' },
      },
    );
  });

  it('keeps Regions apart', async () => {
    const west = kmsClient({ ...sandbox, region: 'us-west-2' }, a);
    await west.send(new ListKeysCommand({}));
    const options = { region: 'us-west-2' };
    assert.equal((await lookUp(a, 'EventName', 'ListKeys', options)).length, 1);
    assert.equal((await lookUp(a, 'EventName', 'ListKeys')).length, 0);
  });

  const attributes: [key: string, valueOf: (event: LookedUp) => string | undefined][] = [
    ['EventId', ({ EventId }) => EventId],
    ['EventName', ({ EventName }) => EventName],
    ['ReadOnly', ({ ReadOnly }) => ReadOnly],
    ['Username', ({ Username }) => Username],
    ['ResourceType', ({ Resources }) => Resources[0]?.ResourceType],
    ['ResourceName', ({ Resources }) => Resources[0]?.ResourceName],
    ['EventSource', (event) => String(eventOf(event)['eventSource'])],
    ['AccessKeyId', (event) => String(eventOf(event).userIdentity['accessKeyId'])],
  ];
  for (const [key, valueOf] of attributes) {
    it(`finds by ${key}, and nothing else`, async () => {
      await decrypt(aKms);
      const [event] = await lookUp(a, 'EventName', 'Decrypt');
      assert.ok(event);
      const value = valueOf(event) ?? '';
      const found = await lookUp(a, key, value);
      assert.ok(found.some(({ EventId }) => EventId === event.EventId));
      assert.deepEqual(
        found.filter((other) => valueOf(other) !== value),
        [],
      );
      assert.deepEqual(await lookUp(a, key, 'of nobody'), []);
    });
  }

  it('lists the newest first, a page at a time, though more comes in the meantime', async () => {
    for (let count = 0; count < 5; count++) {
      clock = new Date(clock.getTime() + 1000);
      await aKms.send(new DescribeKeyCommand({ KeyId: keyArn })).catch(() => undefined);
    }
    const input = {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'DescribeKey' }],
      MaxResults: 2,
    };
    const pages: LookedUp[][] = [];
    let NextToken: unknown;
    do {
      const { body } = await ask(a, { ...input, NextToken });
      pages.push(body['Events'] as LookedUp[]);
      NextToken = body['NextToken'];
      await aKms.send(new DescribeKeyCommand({ KeyId: keyArn })).catch(() => undefined);
    } while (NextToken !== undefined);
    assert.deepEqual(
      pages.map((page) => page.length),
      [2, 2, 1],
    );
    const times = pages.flat().map(({ EventTime }) => EventTime);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    );
    assert.equal(new Set(pages.flat().map(({ EventId }) => EventId)).size, 5);
  });

  it('looks between two times', async () => {
    await decrypt(aKms);
    const at = Math.floor(clock.getTime() / 1000);
    const count = async (input: object) => {
      const { body } = await ask(a, {
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'Decrypt' }],
        ...input,
      });
      return (body['Events'] as LookedUp[]).filter(({ EventTime }) => EventTime === at).length;
    };
    assert.ok((await count({ StartTime: at, EndTime: at })) >= 1);
    assert.equal(await count({ StartTime: at + 1 }), 0);
    assert.equal(await count({ EndTime: at - 1 }), 0);
  });

  const mistakes: [input: object, code: string][] = [
    [
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'x' },
          { AttributeKey: 'EventId', AttributeValue: 'x' },
        ],
      },
      'InvalidLookupAttributesException',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'Colour', AttributeValue: 'x' }] },
      'InvalidLookupAttributesException',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'x'.repeat(2001) }] },
      'InvalidLookupAttributesException',
    ],
    [{ LookupAttributes: 'x' }, 'SerializationException'],
    [{ StartTime: 'x' }, 'SerializationException'],
    [{ StartTime: 2, EndTime: 1 }, 'InvalidTimeRangeException'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ NextToken: 'x' }, 'InvalidNextTokenException'],
    [{ EventCategory: 'data' }, 'InvalidEventCategoryException'],
  ];
  for (const [input, code] of mistakes) {
    it(`refuses ${JSON.stringify(input).slice(0, 60)}: ${code}`, async () => {
      const { status, body } = await ask(a, input);
      assert.deepEqual([status, body['__type']], [400, code]);
    });
  }

  it('takes a page’s token for the same question alone', async () => {
    const { body } = await ask(a, { MaxResults: 1 });
    const NextToken = body['NextToken'];
    assert.equal((await ask(a, { MaxResults: 1, NextToken })).status, 200);
    const other = await ask(a, { MaxResults: 1, NextToken, EndTime: 1 });
    assert.equal(other.body['__type'], 'InvalidNextTokenException');
  });

  it('takes the target as the aws CLI writes it', async () => {
    assert.equal((await ask(a, {}, { target: FULL_TARGET })).status, 200);
  });

  it('takes a permission', async () => {
    const user = await makeUser(sandbox, a, 'nosy');
    const refused = await ask(user, {});
    assert.deepEqual([refused.status, refused.body['__type']], [400, 'AccessDeniedException']);
    const auditor = await makeUser(sandbox, a, 'auditor', allow('cloudtrail:LookupEvents'));
    assert.equal((await ask(auditor, {})).status, 200);
  });

  it('takes two look-ups a second, in each account and Region', async () => {
    const once = async (keys: Keys, region = 'us-east-1') => {
      const response = await send(sandbox, keys, {
        service: 'cloudtrail',
        region,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'CloudTrail_20131101.LookupEvents',
        },
        body: '{}',
        date: clock,
      });
      const { __type: code = 'ok' } = (await response.json()) as { __type?: string };
      return code;
    };
    clock = new Date(clock.getTime() + 5000);
    assert.deepEqual([await once(a), await once(a), await once(a)], ['ok', 'ok', 'ThrottlingException']);
    assert.deepEqual([await once(c), await once(a, 'eu-west-1')], ['ok', 'ok']);
    clock = new Date(clock.getTime() + 999);
    assert.equal(await once(a), 'ThrottlingException');
    clock = new Date(clock.getTime() + 1);
    assert.equal(await once(a), 'ok');
  });

  it('keeps what happened over a restart', async () => {
    await kmsClient(sandbox, c).send(
      new PutKeyPolicyCommand({
        KeyId: keyArn,
        Policy: policy({ Principal: { AWS: '333333333333' }, Action: 'kms:*', Resource: '*' }),
      }),
    );
    const before = await lookUp(c, 'EventName', 'PutKeyPolicy');
    assert.equal(before.length, 1);
    await sandbox.stop();
    await begin();
    assert.deepEqual(await lookUp(c, 'EventName', 'PutKeyPolicy'), before);
  });
});
