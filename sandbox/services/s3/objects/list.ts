import type { Outcome } from '../../../gateway/outcome';
import type { XmlContent } from '../../../gateway/xml';
import { canonicalId } from '../acl';
import { xmlAnswer } from '../answers';
import { invalidArgument } from '../errors';
import type { BucketCall } from '../operation';
import type { BucketRecord, StoredVersion } from '../state';
import { commonPrefix, nameWriter, readPageSize } from './paging';
import { compareKeys, currentObject, sortedKeys } from './versions';

/** One page of a list. */
export interface Page {
  readonly objects: readonly { readonly key: string; readonly version: StoredVersion }[];
  readonly prefixes: readonly string[];
  /** The last key or prefix of the page, when there is more. */
  readonly next: string | undefined;
}

/** The objects of a bucket after a key, in S3's order, those below a delimiter together. */
export function pageOf(
  bucket: BucketRecord,
  {
    prefix,
    delimiter,
    after,
    size,
  }: {
    readonly prefix: string;
    readonly delimiter: string;
    readonly after: string | undefined;
    readonly size: number;
  },
): Page {
  const objects: { key: string; version: StoredVersion }[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  for (const key of sortedKeys(bucket)) {
    const version = currentObject(bucket, key);
    if (!version || !key.startsWith(prefix)) continue;
    const common = commonPrefix(key, prefix, delimiter);
    if (after !== undefined && compareKeys(key, after) <= 0) continue;
    // Told of already, on this page or as the last of the page before.
    if (common !== undefined && (common === prefixes.at(-1) || common === after)) continue;
    if (objects.length + prefixes.length === size) return { objects, prefixes, next: last };
    if (common === undefined) objects.push({ key, version });
    else prefixes.push(common);
    last = common ?? key;
  }
  return { objects, prefixes, next: undefined };
}

/** Source: S3 API Reference, ListObjectsV2. */
export function listObjectsV2(call: BucketCall): Outcome {
  const { bucket, query } = call;
  const size = readPageSize(query, 'max-keys');
  if (size.status === 'error') return size;
  const token = query.get('continuation-token');
  const from = token === undefined ? undefined : fromToken(token);
  if (token !== undefined && from === undefined) {
    return invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = from ?? query.get('start-after');
  const page = pageOf(bucket, { prefix, delimiter, after, size: size.size });
  const write = nameWriter(call);
  const hasOwner = query.get('fetch-owner') === 'true';
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: write(prefix),
    Delimiter: delimiter === '' ? undefined : write(delimiter),
    EncodingType: query.get('encoding-type'),
    StartAfter: query.has('start-after') ? write(query.get('start-after') ?? '') : undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : toToken(page.next),
    KeyCount: page.objects.length + page.prefixes.length,
    MaxKeys: size.size,
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map((item) => contents(bucket, item, write, hasOwner)),
    CommonPrefixes: page.prefixes.map((name) => ({ Prefix: write(name) })),
  });
}

/** Source: S3 API Reference, ListObjects. */
export function listObjects(call: BucketCall): Outcome {
  const { bucket, query } = call;
  const size = readPageSize(query, 'max-keys');
  if (size.status === 'error') return size;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const marker = query.get('marker') ?? '';
  const after = marker === '' ? undefined : marker;
  const page = pageOf(bucket, { prefix, delimiter, after, size: size.size });
  const write = nameWriter(call);
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: write(prefix),
    Marker: write(marker),
    // Without a delimiter the last key says where to go on.
    NextMarker: page.next !== undefined && delimiter !== '' ? write(page.next) : undefined,
    Delimiter: delimiter === '' ? undefined : write(delimiter),
    EncodingType: query.get('encoding-type'),
    MaxKeys: size.size,
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map((item) => contents(bucket, item, write, true)),
    CommonPrefixes: page.prefixes.map((name) => ({ Prefix: write(name) })),
  });
}

function contents(
  { account }: BucketRecord,
  { key, version }: Page['objects'][number],
  write: (name: string) => string,
  hasOwner: boolean,
): XmlContent {
  return {
    Key: write(key),
    LastModified: version.modified,
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm,
    ChecksumType: version.checksum?.type,
    Size: version.size,
    StorageClass: version.storageClass,
    Owner: hasOwner ? { ID: canonicalId(account) } : undefined,
  };
}

function toToken(key: string): string {
  return Buffer.from(`1${key}`).toString('base64');
}

function fromToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64').toString();
  return text.startsWith('1') ? text.slice(1) : undefined;
}
