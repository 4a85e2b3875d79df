import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { errorOf, ready } from '../../clients';
import { s3Client } from './client';

const Bucket = 'uploads-bucket';
const PART = Buffer.alloc(5 * 1024 * 1024, 'p');

describe('uploads in parts', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let s3: S3Client;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    s3 = s3Client(sandbox, sandbox.accounts.bucket);
    await s3.send(new CreateBucketCommand({ Bucket }));
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function start(Key: string, rest: object = {}) {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...rest }));
    const upload = { Bucket, Key, UploadId };
    return {
      upload,
      part: async (PartNumber: number, Body: string | Buffer): Promise<CompletedPart> => {
        const {
          $metadata: _,
          ETag,
          ChecksumCRC32,
        } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
        return { PartNumber, ETag, ChecksumCRC32 };
      },
      complete: (Parts: CompletedPart[], more: object = {}) =>
        s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more })),
    };
  }

  it('become one object, with the tag of its parts’ tags', async () => {
    const { part, complete } = await start('whole', {
      ContentType: 'text/plain',
      Metadata: { a: '1' },
      ChecksumAlgorithm: 'CRC32',
    });
    const second = await part(2, 'tail');
    const first = await part(1, PART);
    const { ETag, ChecksumCRC32, ChecksumType } = await complete([first, second]);
    const md5s = [PART, 'tail'].map((body) => createHash('md5').update(body).digest());
    assert.equal(ETag, `"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-2"`);
    assert.match(ChecksumCRC32 ?? '', /^[A-Za-z0-9+/]{6}==-2$/);
    assert.equal(ChecksumType, 'COMPOSITE');
    const get = (rest: object) => s3.send(new GetObjectCommand({ Bucket, Key: 'whole', ...rest }));
    const got = await get({});
    assert.equal(got.ContentLength, PART.length + 4);
    assert.equal(got.ContentType, 'text/plain');
    assert.deepEqual(got.Metadata, { a: '1' });
    assert.equal((await got.Body?.transformToString())?.slice(-5), 'ptail');
    const numbered = await get({ PartNumber: 2 });
    assert.equal(await numbered.Body?.transformToString(), 'tail');
    assert.deepEqual(
      [numbered.PartsCount, numbered.ContentRange],
      [2, `bytes ${PART.length}-${PART.length + 3}/${PART.length + 4}`],
    );
    const across = await get({ Range: `bytes=${PART.length - 1}-${PART.length}` });
    assert.equal(await across.Body?.transformToString(), 'pt');
  });

  it('are listed with their parts until they end', async () => {
    const { upload, part } = await start('listed');
    await part(3, 'c');
    await part(1, 'a');
    await part(1, 'b');
    const { Parts } = await s3.send(new ListPartsCommand(upload));
    assert.deepEqual(
      Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag]),
      [
        [1, 1, `"${createHash('md5').update('b').digest('hex')}"`],
        [3, 1, `"${createHash('md5').update('c').digest('hex')}"`],
      ],
    );
    const page = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
    assert.deepEqual([page.IsTruncated, page.NextPartNumberMarker], [true, '1']);
    const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed' }));
    assert.deepEqual(
      Uploads?.map(({ Key, UploadId }) => [Key, UploadId]),
      [['listed', upload.UploadId]],
    );
    const files = () => readdirSync(join(sandbox.world.store.folder, 's3-objects')).length;
    const before = files();
    await s3.send(new AbortMultipartUploadCommand(upload));
    assert.equal(files(), before - 2);
    assert.equal(
      (await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed' }))).Uploads,
      undefined,
    );
    assert.equal((await errorOf(s3.send(new ListPartsCommand(upload)))).name, 'NoSuchUpload');
  });

  it('take parts of other objects', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: '0123456789' }));
    const { upload, complete } = await start('copied');
    const copy = async (PartNumber: number, CopySourceRange?: string) => {
      const { CopyPartResult } = await s3.send(
        new UploadPartCopyCommand({ ...upload, PartNumber, CopySource: `${Bucket}/source`, CopySourceRange }),
      );
      return { PartNumber, ETag: CopyPartResult?.ETag };
    };
    await complete([await copy(1, 'bytes=2-4')]);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'copied' }));
    assert.equal(await got.Body?.transformToString(), '234');
    assert.equal((await errorOf(copy(2))).name, 'NoSuchUpload');
  });

  it('end only as S3 lets them', async () => {
    const { part, complete, upload } = await start('strict');
    const small = await part(1, 'small');
    const last = await part(2, 'last');
    const refusals: [parts: CompletedPart[], code: string][] = [
      [[], 'MalformedXML'],
      [[{ ...small, ETag: '"0"' }], 'InvalidPart'],
      [[{ PartNumber: 9, ETag: '"0"' }], 'InvalidPart'],
      [[last, small], 'InvalidPartOrder'],
      [[small, last], 'EntityTooSmall'],
    ];
    for (const [parts, code] of refusals) {
      const refused = await errorOf(complete(parts));
      assert.deepEqual([refused.name, refused.status], [code, 400]);
    }
    for (const PartNumber of [0, 10_001]) {
      const refused = await errorOf(s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: 'x' })));
      assert.equal(refused.name, 'InvalidArgument');
    }
    await s3.send(new PutObjectCommand({ Bucket, Key: 'strict', Body: 'there' }));
    const there = await errorOf(complete([last], { IfNoneMatch: '*' }));
    assert.deepEqual([there.name, there.status], ['PreconditionFailed', 412]);
    await complete([last]);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'strict' }));
    assert.equal(await got.Body?.transformToString(), 'last');
  });
});
