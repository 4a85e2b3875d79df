import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { needs } from '../support/requirements';
import { kmsClient, ready } from './clients';
import { signedHeaders, type SignedRequest } from './signed';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);

/** Requests that are right, which most of the inputs are changed from. */
function rightRequests(key: string): (readonly [service: string, operation: string, input: object])[] {
  const grantee = 'arn:aws:iam::111111111111:user/administrator';
  return [
    [
      'kms',
      'CreateKey',
      { Description: 'd', KeySpec: 'SYMMETRIC_DEFAULT', Tags: [{ TagKey: 'k', TagValue: 'v' }] },
    ],
    ['kms', 'DescribeKey', { KeyId: key, GrantTokens: ['t'] }],
    ['kms', 'GetKeyPolicy', { KeyId: key, PolicyName: 'default' }],
    [
      'kms',
      'PutKeyPolicy',
      {
        KeyId: key,
        Policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}',
      },
    ],
    [
      'kms',
      'CreateGrant',
      {
        KeyId: key,
        GranteePrincipal: grantee,
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextSubset: { a: 'b' } },
        Name: 'n',
      },
    ],
    ['kms', 'ListGrants', { KeyId: key, Limit: 10, Marker: 'YXQ6MQ==' }],
    ['kms', 'RetireGrant', { KeyId: key, GrantId: '1' }],
    ['kms', 'Encrypt', { KeyId: key, Plaintext: 'eA==', EncryptionContext: { a: 'b' } }],
    ['kms', 'Decrypt', { CiphertextBlob: 'AQBLYXJuOmF3cw==', EncryptionContext: { a: 'b' } }],
    ['kms', 'ReEncrypt', { CiphertextBlob: 'AQ==', DestinationKeyId: key }],
    ['kms', 'CreateAlias', { AliasName: 'alias/x', TargetKeyId: key }],
    ['kms', 'ScheduleKeyDeletion', { KeyId: 'alias/none', PendingWindowInDays: 7 }],
    [
      'sts',
      'AssumeRole',
      {
        RoleArn: 'arn:aws:iam::111111111111:role/x',
        RoleSessionName: 's1',
        Policy: '{}',
        DurationSeconds: '900',
      },
    ],
    ['sts', 'GetCallerIdentity', {}],
    ['iam', 'GetUser', { UserName: 'administrator' }],
    [
      'iam',
      'CreateRole',
      { RoleName: 'r', AssumeRolePolicyDocument: '{"Statement":[{"Principal":{"AWS":"x"}}]}' },
    ],
  ];
}

type Body = Record<string, unknown>;

/** One member changed: to something else, to nothing, or one more. */
const change = fc.oneof(
  fc.tuple(fc.constant('set' as const), fc.nat(5), fc.jsonValue()),
  fc.tuple(fc.constant('drop' as const), fc.nat(5), fc.constant(null)),
  fc.tuple(fc.constant('add' as const), fc.nat(0), fc.jsonValue()),
  fc.tuple(fc.constant('keep' as const), fc.nat(0), fc.constant(null)),
);

function changed(input: object, [kind, index, value]: readonly [string, number, unknown]): Body {
  const entries = Object.entries(input) as [string, unknown][];
  const at = entries.length === 0 ? 0 : index % entries.length;
  if (kind === 'set')
    return Object.fromEntries(entries.map(([name, old], i) => [name, i === at ? value : old]));
  if (kind === 'drop') return Object.fromEntries(entries.filter((_, i) => i !== at));
  return kind === 'add' ? { ...input, ['__proto__x']: value } : { ...input };
}

/** A form with what is no text as JSON. */
function form(fields: Body): string {
  const texts = Object.entries(fields).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(texts).toString();
}

/** What happens to the request after it was signed. */
const damage = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'none' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('header' as const),
      name: fc.constantFrom(
        'authorization',
        'x-amz-date',
        'x-amz-target',
        'content-type',
        'x-amz-security-token',
        'x-amz-content-sha256',
      ),
      value: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).map((text) => text.trim()),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: fc.nat(80) }) },
);

describe('malformed requests', function () {
  this.timeout(600_000);
  let sandbox: RunningSandbox;
  let right: ReturnType<typeof rightRequests>;
  const lines: string[] = [];

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ log: (line) => lines.push(line) });
    const { KeyMetadata: key } = await kmsClient(sandbox, sandbox.accounts.key).send(
      new CreateKeyCommand({}),
    );
    right = rightRequests(key?.Arn ?? '');
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());
  afterEach(async () => {
    assert.deepEqual(
      lines.filter((line) => line.startsWith('InternalFailure')),
      [],
    );
    await kmsClient(sandbox, sandbox.accounts.key).send(new CreateKeyCommand({}));
  });

  it(`are answered, each of ${RUNS} that were right but for one thing`, async () => {
    const property = fc.asyncProperty(fc.nat(), change, damage, async (which, one, harm) => {
      const [service, operation, input] = right[which % right.length] ?? ['kms', 'ListKeys', {}];
      const body = changed(input, one);
      const request: SignedRequest =
        service === 'kms'
          ? {
              service,
              headers: {
                'content-type': 'application/x-amz-json-1.1',
                'x-amz-target': `TrentService.${operation}`,
              },
              body: JSON.stringify(body),
            }
          : {
              service,
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              body: form({ Action: operation, Version: '2011-06-15', ...body }),
            };
      const headers = signedHeaders(new URL(sandbox.endpoint).host, sandbox.accounts.key, request);
      delete headers['host'];
      if (harm.kind === 'header') headers[harm.name] = harm.value;
      const text = typeof request.body === 'string' ? request.body : '';
      const response = await fetch(sandbox.endpoint, {
        method: 'POST',
        headers,
        body: harm.kind === 'cut' ? text.slice(0, harm.at) : text,
      });
      const answer = await response.text();
      assert.ok(
        [200, 400, 403, 404, 409, 412, 501].includes(response.status),
        `${response.status} ${answer}`,
      );
      if (response.status >= 400) assert.match(answer, /__type|<Code>/);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  it(`are answered or dropped, each of ${RUNS} texts that may be HTTP`, async () => {
    const { port } = new URL(sandbox.endpoint);
    const piece = fc.oneof(
      fc.constantFrom(
        'POST / HTTP/1.1\r\n',
        'GET /%zz?a=%&X-Amz-Signature=1 HTTP/1.1\r\n',
        'Host: x.localhost\r\n',
        '\r\n',
        'Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=0\r\n',
        'Content-Length: 5\r\n',
        'Transfer-Encoding: chunked\r\n',
        'x-amz-target: TrentService.\r\n',
        '0\r\n\r\n',
      ),
      fc.string({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    const property = fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.on('data', () => undefined);
        socket.once('close', () => {
          resolve();
        });
        socket.end(Buffer.from(pieces.join(''), 'latin1'));
      });
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
