import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type GetObjectCommandInput,
  type ListObjectVersionsCommandOutput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { errorOf, ready } from '../../clients';
import { send } from '../../signed';
import { s3Client } from './client';

const BUCKET = 'objects-bucket';
const VERSIONED = 'versioned-bucket';
const TEXT = 'ten bytes.';
const ETAG = `"${createHash('md5').update(TEXT).digest('hex')}"`;

describe('objects', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let s3: S3Client;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    s3 = s3Client(sandbox, sandbox.accounts.bucket);
    for (const Bucket of [BUCKET, VERSIONED]) await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: VERSIONED, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    await put('ten', TEXT);
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const put = (Key: string, Body: string | Buffer, rest: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ...rest }));
  const get = (Key: string, rest: Partial<GetObjectCommandInput> = {}) =>
    s3.send(new GetObjectCommand({ Bucket: BUCKET, Key, ...rest }));
  const textOf = async (Key: string, rest: Partial<GetObjectCommandInput> = {}) =>
    (await get(Key, rest)).Body?.transformToString();

  it('come back as they were sent, with their headers and metadata', async () => {
    const body = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
    const stored = await put('data/bytes', body, {
      ContentType: 'image/x-none',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      ContentLanguage: 'en',
      ContentEncoding: 'gzip',
      Metadata: {
        'file-permissions': '0100644',
        'file-owner': '1000',
        'file-mtime': '1700000000000000000ns',
      },
    });
    const got = await get('data/bytes', { ChecksumMode: 'ENABLED' });
    assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), body);
    assert.equal(got.ETag, stored.ETag);
    assert.equal(got.ETag, `"${createHash('md5').update(body).digest('hex')}"`);
    assert.equal(got.ServerSideEncryption, 'AES256');
    assert.equal(got.ContentType, 'image/x-none');
    assert.equal(got.CacheControl, 'no-store');
    assert.equal(got.ContentDisposition, 'attachment');
    assert.equal(got.ContentLanguage, 'en');
    assert.equal(got.ContentEncoding, 'gzip');
    assert.equal(got.ChecksumCRC32, stored.ChecksumCRC32);
    assert.deepEqual(got.Metadata, {
      'file-permissions': '0100644',
      'file-owner': '1000',
      'file-mtime': '1700000000000000000ns',
    });
  });

  const keys = [
    'a b',
    'ä/ö',
    'plus+sign',
    'per%cent',
    'q?uery',
    '__proto__',
    'constructor',
    'slash//slash',
    'a/',
    "quote's(1)!*",
    'ends/..',
  ];
  for (const key of keys) {
    it(`take any key: ${key}`, async () => {
      await put(key, `content of ${key}`);
      assert.equal(await textOf(key), `content of ${key}`);
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: key }));
      assert.deepEqual(
        Contents?.map(({ Key }) => Key),
        [key],
      );
      await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
      assert.equal((await errorOf(get(key))).name, 'NoSuchKey');
    });
  }

  const ranges: [range: string, content: string, contentRange: string | undefined][] = [
    ['bytes=0-2', 'ten', 'bytes 0-2/10'],
    ['bytes=4-', 'bytes.', 'bytes 4-9/10'],
    ['bytes=-2', 's.', 'bytes 8-9/10'],
    ['bytes=8-100', 's.', 'bytes 8-9/10'],
    ['bytes=0-1,3-4', TEXT, undefined],
    ['lines=1-2', TEXT, undefined],
  ];
  for (const [Range, content, contentRange] of ranges) {
    it(`are read by range: ${Range}`, async () => {
      const got = await get('ten', { Range });
      assert.equal(await got.Body?.transformToString(), content);
      assert.equal(got.ContentRange, contentRange);
      assert.equal(got.$metadata.httpStatusCode, contentRange === undefined ? 200 : 206);
    });
  }

  it('refuse a range behind their end', async () => {
    const refused = await errorOf(get('ten', { Range: 'bytes=10-' }));
    assert.deepEqual([refused.name, refused.status], ['InvalidRange', 416]);
  });

  const past = new Date(0);
  const future = new Date(Date.now() + 86_400_000);
  const conditions: [name: string, input: Partial<GetObjectCommandInput>, status: number][] = [
    ['IfMatch of another', { IfMatch: '"x"' }, 412],
    ['IfMatch', { IfMatch: ETAG }, 200],
    ['IfNoneMatch', { IfNoneMatch: ETAG }, 304],
    ['IfNoneMatch of another', { IfNoneMatch: '"x"' }, 200],
    ['IfModifiedSince before', { IfModifiedSince: past }, 200],
    ['IfModifiedSince after', { IfModifiedSince: future }, 304],
    ['IfUnmodifiedSince before', { IfUnmodifiedSince: past }, 412],
    ['IfMatch beats IfUnmodifiedSince', { IfMatch: ETAG, IfUnmodifiedSince: past }, 200],
    ['IfNoneMatch beats IfModifiedSince', { IfNoneMatch: '"x"', IfModifiedSince: future }, 200],
  ];
  for (const [name, input, status] of conditions) {
    it(`are read on condition: ${name}`, async () => {
      const ended =
        status === 200
          ? (await get('ten', input)).$metadata.httpStatusCode
          : (await errorOf(get('ten', input))).status;
      assert.equal(ended, status);
    });
  }

  it('are written on condition', async () => {
    const first = await put('once', '1', { IfNoneMatch: '*' });
    const again = await errorOf(put('once', '2', { IfNoneMatch: '*' }));
    assert.deepEqual([again.name, again.status], ['PreconditionFailed', 412]);
    await put('once', '3', { IfMatch: first.ETag });
    assert.equal((await errorOf(put('once', '4', { IfMatch: first.ETag }))).status, 412);
    assert.equal((await errorOf(put('never', '1', { IfMatch: first.ETag }))).name, 'NoSuchKey');
    assert.equal(await textOf('once'), '3');
    const racing = await Promise.allSettled(
      ['1', '2', '3', '4'].map((body) => put('race', body, { IfNoneMatch: '*' })),
    );
    assert.equal(racing.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  const digests: [name: string, headers: Record<string, string>, code: string][] = [
    ['another body’s MD5', { 'content-md5': createHash('md5').update('x').digest('base64') }, 'BadDigest'],
    ['no MD5 at all', { 'content-md5': 'eA==' }, 'InvalidDigest'],
    [
      'another body’s SHA-256',
      { 'x-amz-checksum-sha256': createHash('sha256').update('x').digest('base64') },
      'BadDigest',
    ],
    ['two checksums', { 'x-amz-checksum-sha1': 'eA==', 'x-amz-checksum-crc32': 'eA==' }, 'InvalidRequest'],
    ['an unknown storage class', { 'x-amz-storage-class': 'WARM' }, 'InvalidStorageClass'],
    ['too much metadata', { 'x-amz-meta-a': 'x'.repeat(2048) }, 'MetadataTooLarge'],
    ['a public ACL', { 'x-amz-acl': 'public-read' }, 'AccessControlListNotSupported'],
    [
      'eleven tags',
      { 'x-amz-tagging': Array.from({ length: 11 }, (_, index) => `t${index}=x`).join('&') },
      'BadRequest',
    ],
    ['a tag of AWS’s', { 'x-amz-tagging': 'aws:x=1' }, 'InvalidTag'],
  ];
  for (const [name, headers, code] of digests) {
    it(`are refused with ${name}`, async () => {
      const response = await send(sandbox, sandbox.accounts.bucket, {
        service: 's3',
        method: 'PUT',
        target: `/${BUCKET}/refused`,
        headers,
        body: TEXT,
      });
      assert.equal(response.status, 400);
      assert.match(await response.text(), new RegExp(`<Code>${code}</Code>`));
      assert.equal((await errorOf(get('refused'))).name, 'NoSuchKey');
    });
  }

  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const) {
    it(`carry the client’s ${ChecksumAlgorithm}, which the client checks`, async () => {
      const stored = await put('sum', TEXT, { ChecksumAlgorithm });
      const got = await get('sum', { ChecksumMode: 'ENABLED' });
      assert.equal(await got.Body?.transformToString(), TEXT);
      const member = `Checksum${ChecksumAlgorithm}` as const;
      assert.ok(got[member]);
      assert.equal(got[member], stored[member]);
      assert.equal(got.ChecksumType, 'FULL_OBJECT');
    });
  }

  it('have a CRC64NVME where the client gave none', async () => {
    const plain = s3Client(sandbox, sandbox.accounts.bucket, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    await plain.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'no-sum', Body: '123456789' }));
    const head = await s3.send(
      new HeadObjectCommand({ Bucket: BUCKET, Key: 'no-sum', ChecksumMode: 'ENABLED' }),
    );
    assert.equal(head.ChecksumCRC64NVME, Buffer.from('ae8b14860a799888', 'hex').toString('base64'));
  });

  it('have tags', async () => {
    await put('tagged', 'x', { Tagging: 'a=1&b=two%20words' });
    const tags = async () =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket: BUCKET, Key: 'tagged' }))).TagSet;
    assert.deepEqual(await tags(), [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'two words' },
    ]);
    assert.equal((await get('tagged')).TagCount, 2);
    const TagSet = [{ Key: 'c', Value: '<&>' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket: BUCKET, Key: 'tagged', Tagging: { TagSet } }));
    assert.deepEqual(await tags(), TagSet);
    await s3.send(new DeleteObjectTaggingCommand({ Bucket: BUCKET, Key: 'tagged' }));
    assert.deepEqual(await tags(), []);
  });

  it('have attributes', async () => {
    await put('attributes', TEXT, { ChecksumAlgorithm: 'SHA256' });
    const answer = await s3.send(
      new GetObjectAttributesCommand({
        Bucket: BUCKET,
        Key: 'attributes',
        ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass', 'Checksum'],
      }),
    );
    assert.equal(answer.ETag, ETAG.replaceAll('"', ''));
    assert.equal(answer.ObjectSize, 10);
    assert.equal(answer.StorageClass, 'STANDARD');
    assert.equal(answer.Checksum?.ChecksumSHA256, createHash('sha256').update(TEXT).digest('base64'));
  });

  it('are copied with their headers, or with new ones', async () => {
    await put('source', TEXT, { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 'x=y' });
    const copy = (Key: string, rest: object) =>
      s3.send(new CopyObjectCommand({ Bucket: BUCKET, Key, CopySource: `${BUCKET}/source`, ...rest }));
    assert.equal((await copy('same', {})).CopyObjectResult?.ETag, ETAG);
    const same = await get('same');
    assert.deepEqual([same.ContentType, same.Metadata, same.TagCount], ['text/plain', { a: '1' }, 1]);
    await copy('new', { MetadataDirective: 'REPLACE', Metadata: { b: '2' }, TaggingDirective: 'REPLACE' });
    const fresh = await get('new');
    assert.deepEqual([fresh.Metadata, fresh.TagCount], [{ b: '2' }, undefined]);
    assert.equal((await errorOf(copy('source', {}))).name, 'InvalidRequest');
    await copy('source', { MetadataDirective: 'REPLACE', Metadata: { c: '3' } });
    assert.deepEqual((await get('source')).Metadata, { c: '3' });
    assert.equal((await errorOf(copy('x', { CopySourceIfMatch: '"x"' }))).status, 412);
    assert.equal((await errorOf(copy('x', { CopySource: `${BUCKET}/none` }))).name, 'NoSuchKey');
    assert.equal((await errorOf(copy('x', { CopySource: 'no-such-bucket-here/none' }))).name, 'NoSuchBucket');
  });

  describe('in lists', () => {
    const LISTED = 'listed-bucket';
    const names = ['a', 'b/1', 'b/2', 'c/', 'c/d/e', 'é', 'z'];

    before(async () => {
      await s3.send(new CreateBucketCommand({ Bucket: LISTED }));
      for (const Key of names) await s3.send(new PutObjectCommand({ Bucket: LISTED, Key, Body: Key }));
    });

    it('come in the order of their bytes, a page at a time', async () => {
      const found: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      let pages = 0;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket: LISTED, MaxKeys: 2, ContinuationToken }),
        );
        found.push(...(page.Contents ?? []).map(({ Key }) => Key));
        assert.equal(page.KeyCount, page.Contents?.length);
        ContinuationToken = page.NextContinuationToken;
        pages++;
      } while (ContinuationToken !== undefined);
      assert.deepEqual(found, ['a', 'b/1', 'b/2', 'c/', 'c/d/e', 'z', 'é']);
      assert.equal(pages, 4);
    });

    const views: [input: object, keys: string[], prefixes: string[]][] = [
      [{ Delimiter: '/' }, ['a', 'z', 'é'], ['b/', 'c/']],
      [{ Delimiter: '/', Prefix: 'b/' }, ['b/1', 'b/2'], []],
      [{ Delimiter: '/', Prefix: 'c/' }, ['c/'], ['c/d/']],
      [{ Prefix: 'b' }, ['b/1', 'b/2'], []],
      [{ StartAfter: 'b/1' }, ['b/2', 'c/', 'c/d/e', 'z', 'é'], []],
      [{ Prefix: 'none' }, [], []],
      [{ MaxKeys: 0 }, [], []],
      [{ EncodingType: 'url', Prefix: 'é' }, ['%C3%A9'], []],
    ];
    for (const [input, expected, prefixes] of views) {
      it(`show ${JSON.stringify(input)}`, async () => {
        const page = await s3.send(new ListObjectsV2Command({ Bucket: LISTED, ...input }));
        assert.deepEqual(
          (page.Contents ?? []).map(({ Key }) => Key),
          expected,
        );
        assert.deepEqual(
          (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
          prefixes,
        );
      });
    }

    it('go on behind a folder', async () => {
      const first = await s3.send(new ListObjectsV2Command({ Bucket: LISTED, Delimiter: '/', MaxKeys: 2 }));
      assert.deepEqual(first.CommonPrefixes, [{ Prefix: 'b/' }]);
      const second = await s3.send(
        new ListObjectsV2Command({
          Bucket: LISTED,
          Delimiter: '/',
          ContinuationToken: first.NextContinuationToken,
        }),
      );
      assert.deepEqual(second.CommonPrefixes, [{ Prefix: 'c/' }]);
      assert.deepEqual(
        second.Contents?.map(({ Key }) => Key),
        ['z', 'é'],
      );
    });

    it('have the older form too', async () => {
      const first = await s3.send(new ListObjectsCommand({ Bucket: LISTED, Delimiter: '/', MaxKeys: 2 }));
      assert.deepEqual([first.IsTruncated, first.NextMarker], [true, 'b/']);
      const second = await s3.send(
        new ListObjectsCommand({ Bucket: LISTED, Delimiter: '/', Marker: first.NextMarker }),
      );
      assert.deepEqual(second.CommonPrefixes, [{ Prefix: 'c/' }]);
    });

    for (const [input, code] of [
      [{ MaxKeys: -1 }, 'InvalidArgument'],
      [{ ContinuationToken: 'x' }, 'InvalidArgument'],
    ] as const) {
      it(`refuse ${JSON.stringify(input)}`, async () => {
        const refused = await errorOf(s3.send(new ListObjectsV2Command({ Bucket: LISTED, ...input })));
        assert.deepEqual([refused.name, refused.status], [code, 400]);
      });
    }
  });

  describe('with versions', () => {
    const inVersioned = { Bucket: VERSIONED };
    const versions = async (Prefix: string) => {
      const answer = await s3.send(new ListObjectVersionsCommand({ ...inVersioned, Prefix }));
      return {
        versions: answer.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]) ?? [],
        markers: answer.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]) ?? [],
      };
    };
    const store = async (Key: string, Body: string) =>
      (await s3.send(new PutObjectCommand({ ...inVersioned, Key, Body }))).VersionId;
    const fetchVersion = async (Key: string, VersionId?: string) =>
      (await s3.send(new GetObjectCommand({ ...inVersioned, Key, VersionId }))).Body?.transformToString();

    it('keep what was, behind a delete marker too', async () => {
      const one = await store('k', 'one');
      const two = await store('k', 'two');
      assert.equal(await fetchVersion('k'), 'two');
      assert.equal(await fetchVersion('k', one), 'one');
      const removed = await s3.send(new DeleteObjectCommand({ ...inVersioned, Key: 'k' }));
      assert.equal(removed.DeleteMarker, true);
      assert.deepEqual(await versions('k'), {
        versions: [
          [two, false],
          [one, false],
        ],
        markers: [[removed.VersionId, true]],
      });
      assert.equal((await errorOf(fetchVersion('k'))).name, 'NoSuchKey');
      const marker = await errorOf(fetchVersion('k', removed.VersionId));
      assert.deepEqual([marker.name, marker.status], ['MethodNotAllowed', 405]);
      const { Contents } = await s3.send(new ListObjectsV2Command({ ...inVersioned, Prefix: 'k' }));
      assert.equal(Contents, undefined);
      await s3.send(new DeleteObjectCommand({ ...inVersioned, Key: 'k', VersionId: removed.VersionId }));
      assert.equal(await fetchVersion('k'), 'two');
      await s3.send(new DeleteObjectCommand({ ...inVersioned, Key: 'k', VersionId: two }));
      assert.equal(await fetchVersion('k'), 'one');
      const gone = await errorOf(fetchVersion('k', two));
      assert.deepEqual([gone.name, gone.status], ['NoSuchVersion', 404]);
    });

    it('are listed a page at a time and deleted together', async () => {
      for (const body of ['1', '2', '3']) await store('m', body);
      await s3.send(new DeleteObjectCommand({ ...inVersioned, Key: 'm' }));
      await store('n', '1');
      const seen: { Key: string; VersionId: string }[] = [];
      let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
      while (marker) {
        const page: ListObjectVersionsCommandOutput = await s3.send(
          new ListObjectVersionsCommand({ ...inVersioned, MaxKeys: 2, ...marker }),
        );
        for (const { Key = '', VersionId = '' } of [
          ...(page.Versions ?? []),
          ...(page.DeleteMarkers ?? []),
        ]) {
          seen.push({ Key, VersionId });
        }
        marker = page.IsTruncated
          ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
          : undefined;
      }
      assert.equal(new Set(seen.map(({ VersionId }) => VersionId)).size, seen.length);
      assert.equal(seen.filter(({ Key }) => Key === 'm').length, 4);
      const { Deleted } = await s3.send(
        new DeleteObjectsCommand({ ...inVersioned, Delete: { Objects: seen } }),
      );
      assert.equal(Deleted?.length, seen.length);
      assert.deepEqual(await versions(''), { versions: [], markers: [] });
    });

    it('have one of no id while they are suspended', async () => {
      const kept = await store('s', 'kept');
      const set = (Status: 'Enabled' | 'Suspended') =>
        s3.send(new PutBucketVersioningCommand({ ...inVersioned, VersioningConfiguration: { Status } }));
      await set('Suspended');
      assert.equal(await store('s', 'first'), 'null');
      assert.equal(await store('s', 'second'), 'null');
      assert.deepEqual((await versions('s')).versions, [
        ['null', true],
        [kept, false],
      ]);
      assert.equal(await fetchVersion('s', 'null'), 'second');
      await set('Enabled');
    });
  });
});
