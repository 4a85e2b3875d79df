import type { AwsError, Outcome } from '../../../gateway/outcome';
import { emptyAnswer, xmlAnswer } from '../answers';
import { checksumHeader, checksumOf } from '../checksums/checksum';
import { verifyBody } from '../checksums/verify';
import { timeNow } from '../clock';
import { customerKeyOnRead } from '../encryption/customer-key';
import { openDataKey } from '../encryption/data-key';
import { encryptionHeaders } from '../encryption/headers';
import { s3Error } from '../errors';
import { readSource } from '../objects/copy';
import { readRange } from '../objects/range';
import { storePart } from '../objects/store-object';
import type { BucketCall } from '../operation';
import type { UploadedPart, UploadRecord } from '../state';
import { findUpload, readPartNumber } from './uploads';

/** Decrypts the upload's data key: Decrypt. Source: S3 API Reference, UploadPart. */
export async function uploadPart(call: BucketCall): Promise<Outcome> {
  const verified = verifyBody(call.call);
  if (verified.status === 'error') return verified;
  const stored = await addPart(call, call.call.payload, verified.checksum?.value);
  if (stored.status === 'error') return stored;
  const { part, upload } = stored;
  return emptyAnswer(200, {
    etag: `"${part.etag}"`,
    ...encryptionHeaders(upload.encryption),
    ...(verified.checksum && { [checksumHeader(verified.checksum.algorithm)]: verified.checksum.value }),
  });
}

/** Source: S3 API Reference, UploadPartCopy. */
export async function uploadPartCopy(call: BucketCall): Promise<Outcome> {
  const source = await readSource(call);
  if (source.status !== 'read') return source;
  const { body } = source;
  const rangeHeader = call.headers['x-amz-copy-source-range'];
  const range = readRange(rangeHeader, body.length);
  if (range === 'unsatisfiable') {
    return s3Error('InvalidRange', 'The requested range is not satisfiable', {
      RangeRequested: rangeHeader ?? '',
      ActualObjectSize: String(body.length),
    });
  }
  const bytes = range === 'all' ? body : body.subarray(range.first, range.last + 1);
  const stored = await addPart(call, bytes, undefined);
  if (stored.status === 'error') return stored;
  const { part, upload } = stored;
  return xmlAnswer(
    'CopyPartResult',
    { LastModified: part.modified, ETag: `"${part.etag}"` },
    encryptionHeaders(upload.encryption),
  );
}

/** Stores a part; an earlier one of its number is replaced. */
async function addPart(
  call: BucketCall,
  body: Buffer,
  checksum: string | undefined,
): Promise<{ readonly status: 'ok'; readonly part: UploadedPart; readonly upload: UploadRecord } | AwsError> {
  const { query, store } = call;
  const numbered = readPartNumber(query);
  if (numbered.status === 'error') return numbered;
  const found = findUpload(call);
  if (found.status === 'error') return found;
  const { upload } = found;
  const customers = customerKeyOnRead(call.headers);
  if (customers) return customers;
  const opened = await openDataKey(call, upload.encryption);
  if (opened.status === 'error') return opened;
  const { part: content, etag } = await storePart(call, body, opened.dataKey);
  const part: UploadedPart = {
    ...content,
    number: numbered.number,
    etag,
    modified: timeNow(call),
    checksum: checksum ?? (upload.checksum && checksumOf(upload.checksum.algorithm, body)),
  };
  const replaced = upload.parts.filter(({ number }) => number === part.number);
  await store.change(() => {
    upload.parts = [...upload.parts.filter(({ number }) => number !== part.number), part];
  });
  await store.deleteBlobs(replaced);
  return { status: 'ok', part, upload };
}
