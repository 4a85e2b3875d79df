import { randomBytes } from 'node:crypto';
import type { AwsError } from '../../../gateway/outcome';
import { invalidArgument, noSuchUpload, s3Error } from '../errors';
import type { BucketCall } from '../operation';
import type { UploadRecord } from '../state';

/** All parts but the last have this many bytes at least. */
export const MIN_PART_BYTES = 5 * 1024 * 1024;
export const MAX_PART_NUMBER = 10_000;

export function newUploadId(): string {
  return randomBytes(48).toString('base64url');
}

/** The upload that a request names; one of another key is none. */
export function findUpload({
  bucket,
  key,
  query,
}: Pick<BucketCall, 'bucket' | 'key' | 'query'>):
  { readonly status: 'found'; readonly upload: UploadRecord } | AwsError {
  const id = query.get('uploadId') ?? '';
  const upload = bucket.uploads.find((candidate) => candidate.id === id && candidate.key === key);
  return upload ? { status: 'found', upload } : noSuchUpload(id);
}

export function readPartNumber(
  query: ReadonlyMap<string, string>,
): { readonly status: 'ok'; readonly number: number } | AwsError {
  const text = query.get('partNumber') ?? '';
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MAX_PART_NUMBER) return { status: 'ok', number };
  return invalidArgument(
    `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    'partNumber',
    text,
  );
}

export function invalidPart(uploadId: string, number: number): AwsError {
  return s3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: uploadId, PartNumber: String(number) },
  );
}
