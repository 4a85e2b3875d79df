import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { ready } from '../../clients';
import { send } from '../../signed';

const RUNS = Math.min(Number(process.env['FUZZ_RUNS'] ?? 300), 10_000);

/** Right requests, of which one part is changed. */
const TARGETS = [
  '/fuzzed-bucket?encryption=',
  '/fuzzed-bucket?policy=',
  '/fuzzed-bucket?notification=',
  '/fuzzed-bucket?tagging=',
  '/fuzzed-bucket?lifecycle=',
  '/fuzzed-bucket?delete=',
  '/fuzzed-bucket?versions=&key-marker=a&version-id-marker=b',
  '/fuzzed-bucket?list-type=2&max-keys=3&continuation-token=MWE%3D',
  '/fuzzed-bucket?uploads=',
  '/fuzzed-bucket/key',
  '/fuzzed-bucket/key?tagging=',
  '/fuzzed-bucket/key?attributes=',
  '/fuzzed-bucket/key?partNumber=1&uploadId=x',
  '/fuzzed-bucket/key?response-content-type=text%0Aplain',
  '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Afuzzed-bucket',
];
const HEADERS = [
  'content-md5',
  'content-type',
  'if-match',
  'if-modified-since',
  'range',
  'x-amz-account-id',
  'x-amz-acl',
  'x-amz-checksum-crc32',
  'x-amz-copy-source',
  'x-amz-copy-source-range',
  'x-amz-expected-bucket-owner',
  'x-amz-meta-a',
  'x-amz-object-attributes',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-context',
  'x-amz-storage-class',
  'x-amz-tagging',
];
const VALUES = [
  '',
  '0',
  '-1',
  'bytes=0-',
  'aws:kms',
  'a=b',
  '%',
  '/x/y?versionId=z',
  'fuzzed-bucket/key',
  '"x"',
  '{}',
  'AAAA',
  '\u00e4',
];
const BODIES = [
  '',
  '{',
  '{"Statement":[null]}',
  '{"Statement":{"Effect":"Allow","Principal":{"AWS":[1]},"Action":[{}],"Resource":"*"}}',
  '<a',
  '<Delete><Object><Key>k</Key></Object></Delete>',
  '<Tagging><TagSet><Tag/></TagSet></Tagging>',
  '<NotificationConfiguration><TopicConfiguration><Topic>x</Topic><Event>s3:ObjectCreated:*</Event></TopicConfiguration></NotificationConfiguration>',
  '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>',
];

describe('malformed requests to S3', function () {
  this.timeout(RUNS * 200);
  let sandbox: RunningSandbox;
  const lines: string[] = [];

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ log: (line) => lines.push(line) });
    const { bucket } = sandbox.accounts;
    await send(sandbox, bucket, { service: 's3', method: 'PUT', target: '/fuzzed-bucket' });
    await send(sandbox, bucket, { service: 's3', method: 'PUT', target: '/fuzzed-bucket/key', body: 'x' });
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  it('are answered in S3’s words, never by a failure', async () => {
    const request = fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'),
      target: fc.oneof(
        fc.constantFrom(...TARGETS),
        fc.webPath().map((path) => `/fuzzed-bucket${path}`),
      ),
      headers: fc.dictionary(fc.constantFrom(...HEADERS), fc.constantFrom(...VALUES), { maxKeys: 3 }),
      body: fc.oneof(fc.constantFrom(...BODIES), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, headers, body }) => {
        const hasBody = method !== 'GET' && method !== 'HEAD';
        const answer = await send(sandbox, sandbox.accounts.bucket, {
          service: 's3',
          method,
          target,
          headers,
          body: hasBody ? body : '',
        });
        const text = await answer.text();
        assert.ok(answer.status < 500 || answer.status === 501, `${answer.status} ${text}`);
        if (answer.status >= 400 && method !== 'HEAD') assert.match(text, /<Error><Code>\w+[^<]*<\/Code>/);
      }),
      { numRuns: RUNS },
    );
    // Signatures are right: the requests reach S3.
    assert.ok(lines.filter((line) => /^s3 \w+ 2\d\d/.test(line)).length > RUNS / 20);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('InternalFailure')),
      [],
    );
  });
});
