import type { AwsError, Outcome } from '../../../gateway/outcome';
import { denialOf } from '../access';
import { xmlAnswer } from '../answers';
import { checksumAlgorithm, checksumElement, checksumOf } from '../checksums/checksum';
import { customerKeyOnRead } from '../encryption/customer-key';
import { openDataKey } from '../encryption/data-key';
import { encryptionHeaders } from '../encryption/headers';
import { invalidArgument, invalidRequest, noSuchBucket } from '../errors';
import type { BucketCall } from '../operation';
import type { StoredVersion } from '../state';
import { copyCondition } from './conditions';
import { contentOf, hidden } from './get';
import { askedOfObject } from './put';
import { storeObject } from './store-object';
import { findVersion, versionHeader } from './versions';

/** Where a copy comes from, read and decrypted. */
export interface CopySource {
  readonly status: 'read';
  readonly from: BucketCall;
  readonly version: StoredVersion;
  readonly body: Buffer;
}

/** Source: S3 API Reference, CopyObject. */
export async function copyObject(call: BucketCall): Promise<Outcome> {
  const { bucket, key, headers } = call;
  const source = await readSource(call);
  if (source.status !== 'read') return source;
  const { from, version, body } = source;
  const asked = await askedOfObject(call);
  if (asked.status === 'error') return asked;
  const replacesHeaders = headers['x-amz-metadata-directive']?.toUpperCase() === 'REPLACE';
  const replacesTags = headers['x-amz-tagging-directive']?.toUpperCase() === 'REPLACE';
  const changes =
    replacesHeaders ||
    headers['x-amz-storage-class'] !== undefined ||
    headers['x-amz-server-side-encryption'] !== undefined ||
    headers['x-amz-website-redirect-location'] !== undefined;
  if (from.bucket === bucket && from.key === key && !changes && !from.query.has('versionId')) {
    return invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const tags = replacesTags ? asked.tags : version.tags;
  const untagged = replacesTags ? undefined : await tagDenial(call, from, version);
  if (untagged) return untagged;
  const algorithm =
    checksumAlgorithm(headers['x-amz-checksum-algorithm']) ?? version.checksum?.algorithm ?? 'CRC64NVME';
  const value = checksumOf(algorithm, body);
  const stored = await storeObject(call, {
    ...asked,
    key,
    body,
    headers: replacesHeaders ? asked.headers : version.headers,
    tags,
    checksum: { algorithm, value, type: 'FULL_OBJECT' },
  });
  if (stored.status === 'error') return stored;
  const copy = stored.version;
  return xmlAnswer(
    'CopyObjectResult',
    {
      LastModified: copy.modified,
      ETag: `"${copy.etag}"`,
      ChecksumType: 'FULL_OBJECT',
      [checksumElement(algorithm)]: value,
    },
    {
      ...encryptionHeaders(copy.encryption),
      ...versionHeader(bucket, copy.id),
      ...(from.bucket.versioning === undefined ? {} : { 'x-amz-copy-source-version-id': version.id }),
    },
  );
}

/** Reads the object that the header x-amz-copy-source names, as the caller. */
export async function readSource(call: BucketCall): Promise<CopySource | Outcome> {
  const { store, headers } = call;
  const header = headers['x-amz-copy-source'] ?? '';
  const place = /^\/?([^/?]+)\/(.+?)(?:\?versionId=([^&]+))?$/s.exec(header);
  const key = place?.[2] === undefined ? undefined : decoded(place[2]);
  const [, bucketName = '', , versionId] = place ?? [];
  if (key === undefined) {
    return invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  }
  const bucket = store.bucket(bucketName);
  if (!bucket) return noSuchBucket(bucketName);
  const query = new Map(versionId === undefined ? [] : [['versionId', versionId]]);
  const from: BucketCall = { ...call, bucket, bucketName, key, query };
  const found = findVersion(bucket, key, { versionId, method: 'GET' });
  const tags = found.status === 'found' ? found.version.tags : [];
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const denied = await denialOf(from, action, key, tags);
  if (denied) return denied;
  if (found.status !== 'found') return (await hidden(from)) ?? found.error;
  const refused = copyCondition(headers, found.version) ?? customerKeyOnRead(headers, 'x-amz-copy-source-');
  if (refused) return refused;
  const opened = await openDataKey(from, found.version.encryption);
  if (opened.status === 'error') return opened;
  const body = await contentOf(call, found.version, opened.dataKey);
  return { status: 'read', from, version: found.version, body };
}

/** Tags go along, when there are any and the caller may read and write them. */
async function tagDenial(
  call: BucketCall,
  from: BucketCall,
  { tags }: StoredVersion,
): Promise<AwsError | undefined> {
  if (tags.length === 0) return undefined;
  return (
    (await denialOf(from, 's3:GetObjectTagging', from.key, tags)) ??
    (await denialOf(call, 's3:PutObjectTagging', call.key))
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
