import type { Outcome } from '../../../gateway/outcome';
import { canonicalId } from '../acl';
import { xmlAnswer } from '../answers';
import { checksumElement } from '../checksums/checksum';
import { nameWriter, readPageSize } from '../objects/paging';
import { compareKeys } from '../objects/versions';
import type { BucketCall } from '../operation';
import { findUpload } from './uploads';

/** Source: S3 API Reference, ListParts. */
export function listParts(call: BucketCall): Outcome {
  const { bucket, key, query } = call;
  const size = readPageSize(query, 'max-parts');
  if (size.status === 'error') return size;
  const found = findUpload(call);
  if (found.status === 'error') return found;
  const { upload } = found;
  const marker = Number(query.get('part-number-marker') ?? 0) || 0;
  const after = upload.parts.filter(({ number }) => number > marker).sort((a, b) => a.number - b.number);
  const page = after.slice(0, size.size);
  const algorithm = upload.checksum?.algorithm;
  return xmlAnswer('ListPartsResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: size.size,
    IsTruncated: after.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: part.modified,
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(algorithm === undefined ? {} : { [checksumElement(algorithm)]: part.checksum }),
    })),
    Initiator: { ID: upload.initiator },
    Owner: { ID: canonicalId(bucket.account) },
    StorageClass: upload.storageClass,
    ChecksumAlgorithm: algorithm,
    ChecksumType: upload.checksum?.type,
  });
}

/** Source: S3 API Reference, ListMultipartUploads. */
export function listMultipartUploads(call: BucketCall): Outcome {
  const { bucket, query } = call;
  const size = readPageSize(query, 'max-uploads');
  if (size.status === 'error') return size;
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const after = bucket.uploads
    .filter(({ key, id }) => {
      if (!key.startsWith(prefix)) return false;
      const order = compareKeys(key, keyMarker);
      return keyMarker === '' || order > 0 || (order === 0 && idMarker !== '' && id > idMarker);
    })
    .sort((a, b) => compareKeys(a.key, b.key) || (a.id < b.id ? -1 : 1));
  const page = after.slice(0, size.size);
  const isTruncated = after.length > page.length;
  const write = nameWriter(call);
  const last = page.at(-1);
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: write(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: isTruncated && last ? write(last.key) : undefined,
    NextUploadIdMarker: isTruncated ? last?.id : undefined,
    Prefix: write(prefix),
    EncodingType: query.get('encoding-type'),
    MaxUploads: size.size,
    IsTruncated: isTruncated,
    Upload: page.map((upload) => ({
      Key: write(upload.key),
      UploadId: upload.id,
      Initiator: { ID: upload.initiator },
      Owner: { ID: canonicalId(bucket.account) },
      StorageClass: upload.storageClass,
      Initiated: upload.started,
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    })),
  });
}
