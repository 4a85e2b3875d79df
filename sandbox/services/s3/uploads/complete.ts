import { createHash } from 'node:crypto';
import type { AwsError, Outcome } from '../../../gateway/outcome';
import { childrenOf, parseXml, textAt } from '../../../gateway/xml';
import { xmlAnswer } from '../answers';
import { checksumElement, compositeOf } from '../checksums/checksum';
import { timeNow } from '../clock';
import { encryptionHeaders } from '../encryption/headers';
import { malformedXml, s3Error } from '../errors';
import { writeCondition } from '../objects/conditions';
import { putVersion } from '../objects/store-object';
import { currentObject, newVersionId, versionHeader } from '../objects/versions';
import type { BucketCall } from '../operation';
import type { Checksum, StoredVersion, UploadedPart, UploadRecord } from '../state';
import { findUpload, invalidPart, MIN_PART_BYTES } from './uploads';

/** Source: S3 API Reference, CompleteMultipartUpload. */
export async function completeMultipartUpload(call: BucketCall): Promise<Outcome> {
  const { bucket, key, headers, store } = call;
  const found = findUpload(call);
  if (found.status === 'error') return found;
  const { upload } = found;
  const chosen = chosenParts(call, upload);
  if (chosen.status === 'error') return chosen;
  const { parts } = chosen;
  const refused = writeCondition(headers, key, currentObject(bucket, key));
  if (refused) return refused;
  const version: StoredVersion = {
    kind: 'object',
    id: newVersionId(bucket),
    modified: timeNow(call),
    size: parts.reduce((sum, { size }) => sum + size, 0),
    etag: multipartEtag(parts),
    headers: upload.headers,
    storageClass: upload.storageClass,
    encryption: upload.encryption,
    checksum: multipartChecksum(upload, parts, headers),
    tags: upload.tags,
    content: parts.map(({ blob, size }) => ({ blob, size })),
    isMultipart: true,
  };
  await putVersion(call, key, version);
  const left = upload.parts.filter((part) => !parts.includes(part));
  await store.change(() => {
    bucket.uploads = bucket.uploads.filter((other) => other !== upload);
  });
  await store.deleteBlobs(left);
  const { checksum } = version;
  return xmlAnswer(
    'CompleteMultipartUploadResult',
    {
      Location: `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${version.etag}"`,
      ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type }),
    },
    { ...encryptionHeaders(version.encryption), ...versionHeader(bucket, version.id) },
  );
}

/** The parts that the request puts together, in its order. */
function chosenParts(
  { call }: BucketCall,
  upload: UploadRecord,
): { readonly status: 'ok'; readonly parts: readonly UploadedPart[] } | AwsError {
  const root = parseXml(call.payload.toString());
  const named = childrenOf(root, 'Part').map((part) => ({
    number: Number(textAt(part, 'PartNumber')),
    etag: (textAt(part, 'ETag') ?? '').replaceAll('"', ''),
  }));
  if (root?.name !== 'CompleteMultipartUpload' || named.length === 0) return malformedXml();
  const parts: UploadedPart[] = [];
  for (const { number, etag } of named) {
    const part = upload.parts.find((candidate) => candidate.number === number && candidate.etag === etag);
    if (!part) return invalidPart(upload.id, number);
    const before = parts.at(-1);
    if (before && before.number >= number) {
      return s3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        { UploadId: upload.id },
      );
    }
    if (before && before.size < MIN_PART_BYTES) {
      return s3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        ProposedSize: String(before.size),
        MinSizeAllowed: String(MIN_PART_BYTES),
        PartNumber: String(before.number),
        ETag: before.etag,
      });
    }
    parts.push(part);
  }
  return { status: 'ok', parts };
}

/** The MD5 of the parts' MD5s, and how many they are. */
function multipartEtag(parts: readonly UploadedPart[]): string {
  const joined = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
  return `${createHash('md5').update(joined).digest('hex')}-${parts.length}`;
}

/** A checksum of the whole is the client's to give: S3 would join it from the parts', which is not done here. */
function multipartChecksum(
  { checksum }: UploadRecord,
  parts: readonly UploadedPart[],
  headers: BucketCall['headers'],
): Checksum | undefined {
  if (!checksum) return undefined;
  const { algorithm, type } = checksum;
  if (type === 'FULL_OBJECT') {
    const value = headers[`x-amz-checksum-${algorithm.toLowerCase()}`];
    return value === undefined ? undefined : { algorithm, value, type };
  }
  const sums = parts.flatMap((part) => part.checksum ?? []);
  return sums.length === parts.length ? { algorithm, value: compositeOf(algorithm, sums), type } : undefined;
}
