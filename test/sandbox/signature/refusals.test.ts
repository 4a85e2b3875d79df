import assert from 'node:assert/strict';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { errorOf, kmsClient, ready, stsClient, type Keys } from '../clients';
import { iam, makeUser, presigned, query, send, signedHeaders } from '../signed';

const KMS_CALL = {
  service: 'kms',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.ListKeys' },
  body: '{}',
};
const STS_CALL = {
  service: 'sts',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
};
const EC2_CALL = { ...STS_CALL, service: 'ec2', body: 'Action=DescribeVpcs&Version=2016-11-15' };

/** What is wrong with a request's keys, and how JSON, query and EC2 services refuse it. */
const REFUSED: [what: string, change: (keys: Keys) => Keys, kms: string, sts: string, ec2: string][] = [
  [
    'unknown key',
    (keys) => ({ ...keys, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
    '400 UnrecognizedClientException: The security token included in the request is invalid.',
    '403 InvalidClientTokenId: The security token included in the request is invalid.',
    '401 AuthFailure: AWS was not able to validate the provided access credentials',
  ],
  [
    'wrong secret',
    (keys) => ({ ...keys, secretAccessKey: 'wrong' }),
    '400 InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    '403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    '401 AuthFailure: AWS was not able to validate the provided access credentials',
  ],
  [
    'a token that the key does not have',
    (keys) => ({ ...keys, sessionToken: 'token' }),
    '400 UnrecognizedClientException: The security token included in the request is invalid.',
    '403 InvalidClientTokenId: The security token included in the request is invalid.',
    '401 AuthFailure: AWS was not able to validate the provided access credentials',
  ],
];

describe('signatures', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let keys: Keys;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    keys = sandbox.accounts.key;
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function said(response: Response): Promise<string> {
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as { __type: string; message: string }) : undefined;
    const at = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? '';
    return `${response.status} ${json?.__type ?? at('Code')}: ${json ? json.message : at('Message')}`;
  }

  for (const [what, change, kms, sts, ec2] of REFUSED) {
    it(`refuses: ${what}`, async () => {
      assert.equal(await said(await send(sandbox, change(keys), KMS_CALL)), kms);
      assert.equal(await said(await send(sandbox, change(keys), STS_CALL)), sts);
      assert.equal(await said(await send(sandbox, change(keys), EC2_CALL)), ec2);
    });
  }

  it('refuses a body that was changed on the way', async () => {
    const headers = signedHeaders(new URL(sandbox.endpoint).host, keys, KMS_CALL);
    delete headers['host'];
    const response = await fetch(sandbox.endpoint, { method: 'POST', headers, body: '{ }' });
    assert.match(await said(response), /^400 InvalidSignatureException: /);
  });

  it('refuses what is not signed, everywhere but at S3', async () => {
    const call = ({ headers, body }: typeof KMS_CALL | typeof STS_CALL) =>
      fetch(sandbox.endpoint, { method: 'POST', headers, body });
    assert.equal(
      await said(await call(KMS_CALL)),
      '400 MissingAuthenticationTokenException: Missing Authentication Token',
    );
    assert.equal(
      await said(await call(STS_CALL)),
      '403 MissingAuthenticationToken: Request is missing Authentication Token',
    );
  });

  it('refuses a clock that is 16 minutes off, and takes one that is 14', async () => {
    const at = (minutes: number) => ({ ...KMS_CALL, date: new Date(Date.now() + minutes * 60_000) });
    assert.match(
      await said(await send(sandbox, keys, at(-16))),
      /^400 InvalidSignatureException: Signature expired/,
    );
    assert.match(
      await said(await send(sandbox, keys, at(16))),
      /^400 InvalidSignatureException: Signature expired/,
    );
    assert.equal((await send(sandbox, keys, at(-14))).status, 200);
  });

  it('refuses an access key from the moment on that it is inactive or deleted', async () => {
    const own = await makeUser(sandbox, keys, 'signer');
    const whoAmI = () => query(sandbox, own, 'sts', 'GetCallerIdentity');
    assert.equal((await whoAmI()).status, 200);
    const key = { UserName: 'signer', AccessKeyId: own.accessKeyId };
    await iam(sandbox, keys, 'UpdateAccessKey', { ...key, Status: 'Inactive' });
    assert.equal((await whoAmI()).status, 403);
    await iam(sandbox, keys, 'UpdateAccessKey', { ...key, Status: 'Active' });
    assert.equal((await whoAmI()).status, 200);
    await iam(sandbox, keys, 'DeleteAccessKey', key);
    assert.match((await whoAmI()).text, /<Code>InvalidClientTokenId<\/Code>/);
  });

  it('takes what the SDK signs, and gives its errors by their names', async () => {
    const identity = await stsClient(sandbox, keys).send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Arn, `arn:aws:iam::${sandbox.accounts.key.id}:user/administrator`);
    assert.match(identity.UserId ?? '', /^AIDA[A-Z0-9]{17}$/);
    const wrong = kmsClient(sandbox, { ...keys, secretAccessKey: 'wrong' });
    assert.equal((await errorOf(wrong.send(new ListKeysCommand({})))).name, 'InvalidSignatureException');
  });

  it('takes a presigned URL, until it expires', async () => {
    const request = {
      service: 'sts',
      region: 'us-east-1',
      query: 'Action=GetCallerIdentity&Version=2011-06-15',
    };
    const get = async (url: string) => said(await fetch(url));
    const now = new Date();
    assert.match(await get(presigned(sandbox, keys, { ...request, date: now, expiresS: 60 })), /^200 /);
    const old = new Date(now.getTime() - 120_000);
    assert.match(
      await get(presigned(sandbox, keys, { ...request, date: old, expiresS: 60 })),
      /^403 SignatureDoesNotMatch: Signature expired/,
    );
    assert.match(
      await get(`${presigned(sandbox, keys, { ...request, date: now, expiresS: 60 })}&More=1`),
      /^403 SignatureDoesNotMatch: The request signature/,
    );
  });
});
