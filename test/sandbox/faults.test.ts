import assert from 'node:assert/strict';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { Throttle } from '../../sandbox/gateway/throttle';
import { needs } from '../support/requirements';
import { errorOf, kmsClient, ready, stsClient, type Keys } from './clients';
import { iam, query, trust } from './signed';

describe('faults on demand', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;

  before(async function () {
    needs(this, 'moto');
    // The clock stands still, so that a second does not pass between two requests.
    const now = new Date();
    sandbox = await ready({ now: () => now, faults: { requestsPerSecond: 3, expiredSessions: true } });
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const keysOf = (
    made: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined,
  ): Keys => ({
    accessKeyId: made?.AccessKeyId ?? '',
    secretAccessKey: made?.SecretAccessKey ?? '',
    sessionToken: made?.SessionToken ?? '',
  });

  it('throttles an account at a service, and no other, in the words of each', async () => {
    const client = kmsClient(sandbox, sandbox.accounts.bucket);
    for (let count = 0; count < 3; count++) await client.send(new ListKeysCommand({}));
    assert.deepEqual(await errorOf(client.send(new ListKeysCommand({}))), {
      name: 'ThrottlingException',
      status: 400,
      message: 'Rate exceeded',
    });
    await kmsClient(sandbox, sandbox.accounts.key).send(new ListKeysCommand({}));
    for (let count = 0; count < 3; count++)
      await query(sandbox, sandbox.accounts.bucket, 'ec2', 'DescribeVpcs');
    const { status, text } = await query(sandbox, sandbox.accounts.bucket, 'ec2', 'DescribeVpcs');
    assert.equal(status, 503);
    assert.match(text, /<Code>RequestLimitExceeded<\/Code><Message>Request limit exceeded\.<\/Message>/);
  });

  it('gives sessions that have ended, in the words of each service', async () => {
    const { accounts } = sandbox;
    const sts = stsClient(sandbox, accounts.fileSystem);
    await iam(sandbox, accounts.fileSystem, 'CreateRole', {
      RoleName: 'late',
      AssumeRolePolicyDocument: trust('arn:aws:iam::111111111111:user/administrator'),
    });
    const role = { RoleArn: 'arn:aws:iam::111111111111:role/late', RoleSessionName: 'late' };
    const { Credentials: ofRole } = await sts.send(new AssumeRoleCommand(role));
    const { Credentials: ofUser } = await sts.send(new GetSessionTokenCommand({}));
    for (const keys of [keysOf(ofRole), keysOf(ofUser)]) {
      assert.deepEqual(await errorOf(kmsClient(sandbox, keys).send(new ListKeysCommand({}))), {
        name: 'ExpiredTokenException',
        status: 400,
        message: 'The security token included in the request is expired',
      });
      const { status, text } = await query(sandbox, keys, 'sts', 'GetCallerIdentity');
      assert.equal(status, 403);
      assert.match(text, /<Code>ExpiredToken<\/Code>/);
      const other = await query(sandbox, { ...keys, sessionToken: 'wrong' }, 'sts', 'GetCallerIdentity');
      assert.match(other.text, /<Code>InvalidClientTokenId<\/Code>/);
    }
  });
});

describe('the count of requests a second', () => {
  it('begins anew each second', () => {
    const throttle = new Throttle(1);
    const takes = (ms: number) => throttle.takes('a', 'kms', new Date(ms));
    assert.deepEqual([takes(0), takes(999), takes(1000), takes(1001)], [true, false, true, false]);
    assert.equal(new Throttle(undefined).takes('a', 'kms', new Date(0)), true);
  });
});
