import type { AwsError, Outcome } from '../../../gateway/outcome';
import { bytesAnswer, emptyAnswer, errorAnswer } from '../answers';
import { denialOf } from '../access';
import { checksumHeaders } from '../checksums/checksum';
import { customerKeyOnRead } from '../encryption/customer-key';
import { openDataKey } from '../encryption/data-key';
import { encryptionHeaders } from '../encryption/headers';
import { unseal } from '../encryption/seal';
import { invalidArgument, s3Error } from '../errors';
import type { BucketCall } from '../operation';
import type { StoredVersion } from '../state';
import { readCondition } from './conditions';
import { overrides } from './headers';
import { readRange } from './range';
import { findVersion, versionHeader } from './versions';

/** GetObject and HeadObject. Source: S3 API Reference. */
export async function getObject(call: BucketCall): Promise<Outcome> {
  const { bucket, key, query, headers } = call;
  const { method } = call.call.request;
  const versionId = query.get('versionId');
  const found = findVersion(bucket, key, { versionId, method });
  if (found.status === 'missing') return (await hidden(call)) ?? found.error;
  if (found.status === 'deleted') {
    const refused = versionId === undefined ? await hidden(call) : undefined;
    const markerHeaders = { 'x-amz-delete-marker': 'true', ...versionHeader(bucket, found.marker.id) };
    return refused ?? errorAnswer(found.error, markerHeaders);
  }
  const { version } = found;
  const condition = readCondition(headers, version);
  if (condition === 'not-modified') {
    return emptyAnswer(304, {
      etag: `"${version.etag}"`,
      'last-modified': new Date(version.modified).toUTCString(),
      ...versionHeader(bucket, version.id),
    });
  }
  if (condition !== 'read') return condition;
  const customers = customerKeyOnRead(headers);
  if (customers) return customers;
  const replaced = overrides(query);
  if (replaced.status === 'error') return replaced;
  const wanted = wantedPart(version, query.get('partNumber'), headers['range']);
  if (wanted.status === 'error') return wanted;
  const isHead = method === 'HEAD';
  const asksChecksum = headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  // A head needs the key only for the checksum, which is encrypted too.
  const opened =
    !isHead || asksChecksum ? await openDataKey(call, version.encryption) : { status: 'closed' as const };
  if (opened.status === 'error') return opened;
  const isPart = wanted.range !== 'all';
  const { first, last } = isPart ? wanted.range : { first: 0, last: version.size - 1 };
  const answerHeaders = {
    ...objectHeaders(call, version),
    ...replaced.headers,
    'content-length': String(last - first + 1),
    ...(isPart ? { 'content-range': `bytes ${first}-${last}/${version.size}` } : {}),
    ...(wanted.partsCount === undefined ? {} : { 'x-amz-mp-parts-count': String(wanted.partsCount) }),
    ...(asksChecksum && (!isPart || isHead) ? checksumHeaders(version.checksum) : {}),
  };
  if (opened.status === 'closed' || isHead) return emptyAnswer(isPart ? 206 : 200, answerHeaders);
  const body = await contentOf(call, version, opened.dataKey);
  return bytesAnswer(isPart ? 206 : 200, body.subarray(first, last + 1), answerHeaders);
}

/** The bytes of an object, decrypted. */
export async function contentOf(
  { store }: Pick<BucketCall, 'store'>,
  version: StoredVersion,
  dataKey: Buffer | undefined,
): Promise<Buffer> {
  const parts = await Promise.all(
    version.content.map(async ({ blob }) => {
      const stored = await store.blobs.get(blob);
      // A state whose files somebody took away cannot be answered for.
      if (!stored) throw new Error(`the bytes of an object are missing from ${blob}`);
      return unseal(stored, dataKey);
    }),
  );
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts);
}

/**
 * Who may not list a bucket is not told that an object is not there.
 * Source: S3 API Reference, GetObject, "Permissions".
 */
export async function hidden(call: BucketCall): Promise<Outcome | undefined> {
  const denied = await denialOf(call, 's3:ListBucket');
  return denied ?? undefined;
}

type WantedPart =
  | {
      readonly status: 'ok';
      readonly range: 'all' | { first: number; last: number };
      readonly partsCount?: number;
    }
  | AwsError;

function wantedPart(
  version: StoredVersion,
  partNumber: string | undefined,
  rangeHeader: string | undefined,
): WantedPart {
  if (partNumber !== undefined) return numberedPart(version, partNumber);
  const range = readRange(rangeHeader, version.size);
  if (range !== 'unsatisfiable') return { status: 'ok', range };
  return s3Error('InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: rangeHeader ?? '',
    ActualObjectSize: String(version.size),
  });
}

function numberedPart({ content, size, isMultipart }: StoredVersion, partNumber: string): WantedPart {
  const number = Number(partNumber);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    return invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      partNumber,
    );
  }
  const part = content[number - 1];
  if (!part) {
    return s3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      PartNumberRequested: partNumber,
      ActualPartCount: String(content.length),
    });
  }
  const first = content.slice(0, number - 1).reduce((sum, before) => sum + before.size, 0);
  const range = size === 0 ? 'all' : { first, last: first + part.size - 1 };
  return { status: 'ok', range, ...(isMultipart ? { partsCount: content.length } : {}) };
}

function objectHeaders({ bucket }: BucketCall, version: StoredVersion): Record<string, string> {
  const { etag, modified, tags, storageClass } = version;
  return {
    ...version.headers,
    etag: `"${etag}"`,
    'last-modified': new Date(modified).toUTCString(),
    'accept-ranges': 'bytes',
    ...(storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass }),
    ...(tags.length === 0 ? {} : { 'x-amz-tagging-count': String(tags.length) }),
    ...encryptionHeaders(version.encryption),
    ...versionHeader(bucket, version.id),
  };
}
