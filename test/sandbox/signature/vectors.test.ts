import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HttpRequest } from '../../../sandbox/gateway/http';
import type { AccessKey } from '../../../sandbox/identity/credentials';
import { signingKey } from '../../../sandbox/signature/canonical';
import { decodeChunks } from '../../../sandbox/signature/chunks';
import { parseSignature } from '../../../sandbox/signature/parse';
import { verifySignature } from '../../../sandbox/signature/verify';

/** The examples of the S3 API Reference, "Authenticating Requests (AWS Signature Version 4)". */
const KEY: AccessKey = {
  kind: 'user',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  account: '111111111111',
  userName: 'example',
  active: true,
};
const SCOPE = { date: '20130524', region: 'us-east-1', service: 's3' };
const AT = new Date('2013-05-24T00:00:00Z');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function request(given: Partial<HttpRequest> & { headers: Record<string, string> }): HttpRequest {
  return {
    id: '1',
    method: 'GET',
    path: '/',
    query: '',
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    ...given,
  };
}

function authorization(signedHeaders: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=${KEY.accessKeyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`;
}

const HOST = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' };

const REQUESTS: [what: string, request: HttpRequest][] = [
  [
    'GET object',
    request({
      path: '/test.txt',
      headers: {
        ...HOST,
        range: 'bytes=0-9',
        'x-amz-content-sha256': EMPTY,
        authorization: authorization(
          'host;range;x-amz-content-sha256;x-amz-date',
          'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
        ),
      },
    }),
  ],
  [
    'PUT object, with a dollar in its name',
    request({
      method: 'PUT',
      path: '/test$file.text',
      headers: {
        host: HOST.host,
        'x-amz-date': HOST['x-amz-date'],
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        authorization: authorization(
          'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
          '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
        ),
      },
      body: Buffer.from('Welcome to Amazon S3.'),
    }),
  ],
  [
    'GET bucket lifecycle: a query name without a value',
    request({
      query: 'lifecycle',
      headers: {
        ...HOST,
        'x-amz-content-sha256': EMPTY,
        authorization: authorization(
          'host;x-amz-content-sha256;x-amz-date',
          'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
        ),
      },
    }),
  ],
  [
    'list objects: the query in order',
    request({
      query: 'prefix=J&max-keys=2',
      headers: {
        ...HOST,
        'x-amz-content-sha256': EMPTY,
        authorization: authorization(
          'host;x-amz-content-sha256;x-amz-date',
          '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
        ),
      },
    }),
  ],
  [
    'a presigned URL',
    request({
      path: '/test.txt',
      query: `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${KEY.accessKeyId}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
      headers: { host: HOST.host },
    }),
  ],
];

describe("signatures of AWS's examples", () => {
  for (const [what, example] of REQUESTS) {
    const verify = (given: HttpRequest, now = AT) => {
      const parsed = parseSignature(given);
      assert.ok(parsed.status === 'signed', parsed.status);
      const verified = verifySignature(given, parsed.given, KEY, now);
      return verified.status === 'ok' ? 'ok' : verified.problem;
    };

    it(`are right: ${what}`, () => {
      assert.equal(verify(example), 'ok');
    });

    it(`are wrong for anything else: ${what}`, () => {
      assert.equal(verify({ ...example, method: 'DELETE' }), 'wrong-signature');
      assert.equal(verify({ ...example, path: `${example.path}x` }), 'wrong-signature');
      assert.equal(verify({ ...example, query: `${example.query}&x=1` }), 'wrong-signature');
      const headers = { ...example.headers, host: 'elsewhere' };
      assert.equal(verify({ ...example, headers }), 'wrong-signature');
      if (example.query.includes('Signature')) return;
      assert.equal(verify({ ...example, body: Buffer.from('changed') }), 'wrong-payload-hash');
      assert.equal(verify(example, new Date(AT.getTime() + 16 * 60_000)), 'wrong-time');
    });
  }
});

const SIGNING = {
  key: signingKey(KEY.secretAccessKey, SCOPE),
  dateTime: '20130524T000000Z',
  scope: SCOPE,
};
const A64 = 'a'.repeat(65_536);
const A1 = 'a'.repeat(1024);

function chunked(signatures: readonly string[], trailers = '\r\n'): Buffer {
  const pieces = [A64, A1, ''];
  const chunks = pieces.map((piece, index) => {
    const signature = signatures[index];
    const extension = signature === undefined ? '' : `;chunk-signature=${signature}`;
    return `${piece.length.toString(16)}${extension}\r\n${piece}${piece === '' ? '' : '\r\n'}`;
  });
  return Buffer.from(`${chunks.join('')}${trailers}`);
}

describe('aws-chunked bodies', () => {
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';

  it("have the signatures of AWS's example", () => {
    assert.deepEqual(decodeChunks(chunked(signatures), { ...SIGNING, seed }), {
      status: 'ok',
      payload: Buffer.from(A64 + A1),
      trailers: {},
    });
    const wrong = [...signatures.slice(0, 2), seed];
    assert.deepEqual(decodeChunks(chunked(wrong), { ...SIGNING, seed }), { status: 'wrong-signature' });
    assert.deepEqual(decodeChunks(chunked([]), { ...SIGNING, seed }), { status: 'wrong-signature' });
  });

  it("have a signed trailer as in AWS's example", () => {
    const withTrailer = (signature: string) =>
      decodeChunks(
        chunked(
          [
            'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
            '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
            '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
          ],
          `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${signature}\r\n\r\n`,
        ),
        { ...SIGNING, seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e' },
      );
    const right = withTrailer('d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435');
    assert.deepEqual(right.status === 'ok' ? right.trailers : right.status, {
      'x-amz-checksum-crc32c': 'sOO8/Q==',
    });
    assert.deepEqual(withTrailer(seed), { status: 'wrong-signature' });
  });

  it('come unsigned, with their trailers', () => {
    assert.deepEqual(decodeChunks(chunked([], 'X-Amz-Checksum-Crc32: AAAAAA==\r\n\r\n'), undefined), {
      status: 'ok',
      payload: Buffer.from(A64 + A1),
      trailers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
    });
  });

  it('come back whole from any pieces, and are incomplete when they are cut', () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 });
    fc.assert(
      fc.property(pieces, fc.nat(), (given, cut) => {
        const framed = Buffer.concat([
          ...given.flatMap((piece) => [
            Buffer.from(`${piece.length.toString(16)}\r\n`),
            piece,
            Buffer.from('\r\n'),
          ]),
          Buffer.from('0\r\n'),
        ]);
        const decoded = decodeChunks(framed, undefined);
        assert.deepEqual(decoded.status === 'ok' && decoded.payload, Buffer.concat(given));
        const shorter = framed.subarray(0, cut % framed.length);
        assert.deepEqual(decodeChunks(shorter, undefined), { status: 'incomplete' });
      }),
    );
  });

  it('never throw, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        decodeChunks(Buffer.from(bytes), undefined);
        decodeChunks(Buffer.from(bytes), { ...SIGNING, seed });
      }),
    );
  });
});
