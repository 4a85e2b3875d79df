import type { Outcome } from '../../../gateway/outcome';
import { emptyAnswer, xmlAnswer } from '../answers';
import { checksumAlgorithm } from '../checksums/checksum';
import { timeNow } from '../clock';
import { newDataKey } from '../encryption/data-key';
import { encryptionHeaders } from '../encryption/headers';
import { invalidRequest } from '../errors';
import { askedOfObject } from '../objects/put';
import type { BucketCall } from '../operation';
import type { UploadRecord } from '../state';
import { findUpload, newUploadId } from './uploads';

/** Makes the data key of all parts: GenerateDataKey. Source: S3 API Reference, CreateMultipartUpload. */
export async function createMultipartUpload(call: BucketCall): Promise<Outcome> {
  const { bucket, key, headers, store } = call;
  const asked = await askedOfObject(call);
  if (asked.status === 'error') return asked;
  const checksum = askedChecksum(headers);
  if (checksum === 'unknown') {
    return invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const made = await newDataKey(call, key, asked.encryption);
  if (made.status === 'error') return made;
  const { caller } = call.call;
  const upload: UploadRecord = {
    id: newUploadId(),
    key,
    started: timeNow(call),
    initiator: caller.kind === 'anonymous' ? '*' : caller.arn,
    headers: asked.headers,
    storageClass: asked.storageClass,
    encryption: made.encryption,
    tags: asked.tags,
    checksum,
    parts: [],
  };
  await store.change(() => bucket.uploads.push(upload));
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: upload.id },
    {
      ...encryptionHeaders(upload.encryption),
      ...(checksum && {
        'x-amz-checksum-algorithm': checksum.algorithm,
        'x-amz-checksum-type': checksum.type,
      }),
    },
  );
}

/** Source: S3 API Reference, AbortMultipartUpload. */
export async function abortMultipartUpload(call: BucketCall): Promise<Outcome> {
  const { bucket, store } = call;
  const found = findUpload(call);
  if (found.status === 'error') return found;
  await store.change(() => {
    bucket.uploads = bucket.uploads.filter((upload) => upload !== found.upload);
  });
  await store.deleteBlobs(found.upload.parts);
  return emptyAnswer(204);
}

function askedChecksum(headers: BucketCall['headers']): UploadRecord['checksum'] | 'unknown' {
  const name = headers['x-amz-checksum-algorithm'];
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithm(name);
  if (!algorithm) return 'unknown';
  const asked = headers['x-amz-checksum-type']?.toUpperCase();
  const isWhole = asked === 'FULL_OBJECT' || (asked === undefined && algorithm === 'CRC64NVME');
  return { algorithm, type: isWhole ? 'FULL_OBJECT' : 'COMPOSITE' };
}
