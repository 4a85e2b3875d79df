import type { AwsError, Outcome } from '../../../gateway/outcome';
import { denialOf } from '../access';
import { aclProblem } from '../acl';
import { emptyAnswer } from '../answers';
import { checksumHeaders, checksumOf } from '../checksums/checksum';
import { verifyBody } from '../checksums/verify';
import { chooseEncryption } from '../encryption/choose';
import { encryptionHeaders } from '../encryption/headers';
import { invalidRequest } from '../errors';
import type { BucketCall } from '../operation';
import type { Checksum, Tag } from '../state';
import { checkTags, tagsOfHeader } from '../tags';
import { writeCondition } from './conditions';
import { readObjectHeaders } from './headers';
import { storeObject } from './store-object';
import { currentObject, versionHeader } from './versions';

/** Source: S3 API Reference, PutObject. */
export async function putObject(call: BucketCall): Promise<Outcome> {
  const { bucket, key, headers } = call;
  const { payload } = call.call;
  const verified = verifyBody(call.call);
  if (verified.status === 'error') return verified;
  const asked = await askedOfObject(call);
  if (asked.status === 'error') return asked;
  const refused = writeCondition(headers, key, currentObject(bucket, key));
  if (refused) return refused;
  const stored = await storeObject(call, {
    ...asked,
    key,
    body: payload,
    checksum: wholeChecksum(verified.checksum, payload),
  });
  if (stored.status === 'error') return stored;
  const { version } = stored;
  return emptyAnswer(200, {
    etag: `"${version.etag}"`,
    ...encryptionHeaders(version.encryption),
    ...checksumHeaders(version.checksum),
    ...versionHeader(bucket, version.id),
  });
}

/** S3 makes a checksum of its own for what comes without one. */
export function wholeChecksum(
  given: Pick<Checksum, 'algorithm' | 'value'> | undefined,
  body: Buffer,
): Checksum {
  const checksum = given ?? { algorithm: 'CRC64NVME' as const, value: checksumOf('CRC64NVME', body) };
  return { ...checksum, type: 'FULL_OBJECT' };
}

/** Of a lock that only buckets made with object lock take, and the sandbox has none of these. */
const OBJECT_LOCK = /^x-amz-object-lock-(mode|retain-until-date|legal-hold)$/;

/** What a request wants of a new object: headers, tags and encryption, each with its permission. */
export async function askedOfObject(call: BucketCall) {
  const { bucket, key, headers } = call;
  const kept = readObjectHeaders(headers);
  if (kept.status === 'error') return kept;
  const tags = await askedTags(call);
  if (tags.status === 'error') return tags;
  const acl =
    aclProblem(call) ??
    (headers['x-amz-acl'] === undefined ? undefined : await denialOf(call, 's3:PutObjectAcl', key));
  if (acl) return acl;
  if (Object.keys(headers).some((name) => OBJECT_LOCK.test(name))) {
    return invalidRequest('Bucket is missing Object Lock Configuration');
  }
  const encryption = chooseEncryption(headers, bucket.encryption);
  if (encryption.status === 'error') return encryption;
  return {
    status: 'ok' as const,
    headers: kept.headers,
    storageClass: kept.storageClass,
    tags: tags.tags,
    encryption,
  };
}

async function askedTags(
  call: BucketCall,
): Promise<{ readonly status: 'ok'; readonly tags: readonly Tag[] } | AwsError> {
  const tags = tagsOfHeader(call.headers['x-amz-tagging']);
  if (!tags) return { status: 'ok', tags: [] };
  const denied = await denialOf(call, 's3:PutObjectTagging', call.key);
  return denied ?? checkTags(tags, 'object');
}
