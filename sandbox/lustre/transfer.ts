import type { AwsError } from '../gateway/outcome';
import type { RepositoryEvent } from './repository-log';

/** What a file system writes down when S3 refuses a read. */
export function importFailure({ code, httpStatus }: AwsError): RepositoryEvent['code'] {
  if (code === 'NoSuchBucket') return 'S3ImportBucketDoesNotExist';
  return httpStatus === 404 ? 'S3ImportObjectDeleted' : 'S3ImportAccessDenied';
}

/** What a file system writes down when S3 refuses a write. KMS's refusals come as S3's AccessDenied. */
export function exportFailure({ httpStatus, code }: AwsError): RepositoryEvent['code'] {
  return httpStatus === 403 || code.startsWith('KMS.') ? 'S3ExportAccessDenied' : 'S3ExportInternalError';
}
