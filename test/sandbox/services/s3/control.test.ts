import assert from 'node:assert/strict';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as DeleteOfAccount,
  GetPublicAccessBlockCommand as GetOfAccount,
  PutPublicAccessBlockCommand as PutOfAccount,
  type PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3-control';
import { liveClients, type OpenLiveClients } from '../../../../runner/live/clients';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { errorOf, ready, type Keys } from '../../clients';
import { allow, makeUser, send } from '../../signed';
import { policy, s3Client } from './client';

const BUCKET = 'control-bucket';
const OFF = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

describe('Block Public Access of an account, in S3 Control', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let a: S3Client;
  let b: S3Client;
  let owner: OpenLiveClients;
  const opened: OpenLiveClients[] = [];
  let AccountId: string;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    ({ id: AccountId } = sandbox.accounts.bucket);
    a = s3Client(sandbox, sandbox.accounts.fileSystem);
    b = s3Client(sandbox, sandbox.accounts.bucket);
    owner = clients(sandbox.accounts.bucket);
    await b.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await b.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'file', Body: 'content' }));
    await b.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
  });
  after(() => {
    for (const one of opened) one.destroy();
    return (sandbox as RunningSandbox | undefined)?.stop();
  });
  afterEach(() => owner.s3Control.send(new DeleteOfAccount({ AccountId })));

  const clients = (keys: Keys): OpenLiveClients => {
    const { region, endpoint } = sandbox;
    const access = {
      account: 'bucket' as const,
      id: AccountId,
      region,
      credentials: () => Promise.resolve({ ...keys }),
      endpointOf: () => endpoint,
      forcePathStyle: true,
    };
    const one = liveClients(access, AccountId);
    opened.push(one);
    return one;
  };
  const put = (change: Partial<PublicAccessBlockConfiguration>) =>
    owner.s3Control.send(
      new PutOfAccount({ AccountId, PublicAccessBlockConfiguration: { ...OFF, ...change } }),
    );
  const get = (by: OpenLiveClients = owner) => by.s3Control.send(new GetOfAccount({ AccountId }));
  const makePublic = () =>
    b.send(
      new PutBucketPolicyCommand({
        Bucket: BUCKET,
        Policy: policy({ Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/*` }),
      }),
    );

  it('is not there until it is set, which S3 Control says one element deeper than S3', async () => {
    const { name, status, message } = await errorOf(get());
    assert.deepEqual(
      [name, status, message],
      ['NoSuchPublicAccessBlockConfiguration', 404, 'The public access block configuration was not found'],
    );
    const answer = await send(sandbox, sandbox.accounts.bucket, {
      service: 's3',
      method: 'GET',
      target: '/v20180820/configuration/publicAccessBlock',
      headers: { 'x-amz-account-id': AccountId },
    });
    assert.match(
      await answer.text(),
      /\n<ErrorResponse><Error><Code>NoSuchPublicAccessBlockConfiguration<\/Code><Message>[^<]+<\/Message><AccountId>222222222222<\/AccountId><\/Error><RequestId>[^<]+<\/RequestId><\/ErrorResponse>$/,
    );
  });

  it('is as it was set, and gone when it is deleted', async () => {
    await put({ RestrictPublicBuckets: true });
    assert.deepEqual((await get()).PublicAccessBlockConfiguration, { ...OFF, RestrictPublicBuckets: true });
    await owner.s3Control.send(new DeleteOfAccount({ AccountId }));
    assert.equal((await errorOf(get())).status, 404);
  });

  it("takes a permission of its own, and is the account's own matter", async () => {
    const may = await makeUser(
      sandbox,
      sandbox.accounts.bucket,
      'may',
      allow('s3:GetAccountPublicAccessBlock'),
    );
    const mayNot = await makeUser(sandbox, sandbox.accounts.bucket, 'may-not', allow('s3:GetBucket*'));
    await put({});
    assert.deepEqual((await get(clients(may))).PublicAccessBlockConfiguration, OFF);
    assert.match(
      (await errorOf(get(clients(mayNot)))).message,
      /not authorized to perform: s3:GetAccountPublicAccessBlock because no identity-based policy allows/,
    );
    const { name, status } = await errorOf(get(clients(sandbox.accounts.fileSystem)));
    assert.deepEqual([name, status], ['AccessDenied', 403]);
  });

  it('counts for buckets that have it off: of both settings the more restrictive one', async () => {
    const read = () => a.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'file' }));
    await makePublic();
    await read();
    await put({ RestrictPublicBuckets: true });
    assert.match((await errorOf(read())).message, /RestrictPublicBuckets setting in S3 Block Public Access$/);
    await put({ BlockPublicPolicy: true });
    await read();
    assert.match(
      (await errorOf(makePublic())).message,
      /BlockPublicPolicy setting in S3 Block Public Access$/,
    );
  });

  it('is in the event history under its own name', async () => {
    await put({});
    const { Events: events = [] } = await owner.cloudtrail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'PutAccountPublicAccessBlock' }],
      }),
    );
    assert.ok(events.length > 0);
    const { requestParameters, eventSource } = JSON.parse(events[0]?.CloudTrailEvent ?? '') as {
      requestParameters: object;
      eventSource: string;
    };
    assert.deepEqual(
      [eventSource, requestParameters],
      ['s3.amazonaws.com', { Host: new URL(sandbox.endpoint).host }],
    );
  });
});
