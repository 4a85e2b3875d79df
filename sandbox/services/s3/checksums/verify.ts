import { createHash } from 'node:crypto';
import type { AwsError } from '../../../gateway/outcome';
import type { Call } from '../../../gateway/call';
import { invalidRequest, s3Error } from '../errors';
import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm } from '../state';
import { checksumHeader, checksumOf } from './checksum';

export type Verified =
  | {
      readonly status: 'ok';
      /** The checksum that the request brought, in a header or behind the body; undefined without one. */
      readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
    }
  | AwsError;

/** Compares a body with the checksums that came with it. Source: S3 API Reference, PutObject, UploadPart. */
export function verifyBody({
  payload,
  request,
  trailers,
}: Pick<Call, 'payload' | 'request' | 'trailers'>): Verified {
  const md5 = request.headers['content-md5'];
  if (md5 !== undefined) {
    if (Buffer.from(md5, 'base64').length !== 16) {
      return s3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
    }
    if (md5 !== createHash('md5').update(payload).digest('base64')) {
      return s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
  }
  const given = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const name = checksumHeader(algorithm);
    const value = trailers[name] ?? request.headers[name];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const [checksum, ...more] = given;
  if (!checksum) return { status: 'ok', checksum };
  if (more.length > 0) {
    return invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const { algorithm, value } = checksum;
  if (checksumOf(algorithm, payload) !== value) {
    return s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { status: 'ok', checksum };
}
