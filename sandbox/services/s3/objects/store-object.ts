import { createHash, randomUUID } from 'node:crypto';
import type { AwsError } from '../../../gateway/outcome';
import { timeNow } from '../clock';
import { newDataKey } from '../encryption/data-key';
import type { ChosenEncryption } from '../encryption/choose';
import { seal } from '../encryption/seal';
import type { BucketCall } from '../operation';
import type { Checksum, ContentPart, StoredVersion, Tag } from '../state';
import { writeCondition } from './conditions';
import { addVersion, currentObject, newVersionId } from './versions';

/** A new object, whole. */
export interface NewObject {
  readonly key: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly tags: readonly Tag[];
  readonly checksum: Checksum | undefined;
  readonly encryption: Exclude<ChosenEncryption, AwsError>;
}

/** Encrypts and stores an object in one piece. */
export async function storeObject(
  call: BucketCall,
  { key, body, headers, storageClass, tags, checksum, encryption: chosen }: NewObject,
): Promise<{ readonly status: 'ok'; readonly version: StoredVersion } | AwsError> {
  const made = await newDataKey(call, key, chosen);
  if (made.status === 'error') return made;
  const { part, etag } = await storePart(call, body, made.dataKey);
  const version: StoredVersion = {
    kind: 'object',
    id: newVersionId(call.bucket),
    modified: timeNow(call),
    size: body.length,
    etag,
    headers,
    storageClass,
    encryption: made.encryption,
    checksum,
    tags,
    content: [part],
    isMultipart: false,
  };
  // Somebody may have written it while KMS was asked; from here to the change nothing comes between.
  const refused = writeCondition(call.headers, key, currentObject(call.bucket, key));
  if (refused) {
    await call.store.deleteBlobs([part]);
    return refused;
  }
  await putVersion(call, key, version);
  return { status: 'ok', version };
}

/**
 * Stores bytes, encrypted. Their tag is the MD5 of what was sent, or under a KMS key of what is stored: there it
 * tells nothing of the content. Source: S3 API Reference, Object, "ETag".
 */
export async function storePart(
  { store }: Pick<BucketCall, 'store'>,
  body: Buffer,
  dataKey: Buffer | undefined,
): Promise<{ readonly part: ContentPart; readonly etag: string }> {
  const sealed = seal(body, dataKey);
  const blob = randomUUID();
  await store.blobs.put(blob, sealed);
  return { part: { blob, size: body.length }, etag: createHash('md5').update(sealed).digest('hex') };
}

/** Makes a version the current one, and drops the bytes of one that it replaces. */
export async function putVersion(
  { store, bucket }: Pick<BucketCall, 'store' | 'bucket'>,
  key: string,
  version: StoredVersion,
): Promise<void> {
  const dropped = await store.change(() => addVersion(bucket, key, version));
  await store.deleteBlobs(dropped);
}
