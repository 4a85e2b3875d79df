import { errorsOf } from '../../gateway/error-codes';
import type { AwsError } from '../../gateway/outcome';

/** FSx's errors. Source: Amazon FSx API Reference, "Errors" of each operation. */
export const FSX_ERRORS = {
  BadRequest: 400,
  DataRepositoryAssociationNotFound: 400,
  DataRepositoryTaskExecuting: 400,
  DataRepositoryTaskNotFound: 400,
  FileSystemNotFound: 400,
  IncompatibleParameterError: 400,
  InvalidExportPath: 400,
  InvalidImportPath: 400,
  InvalidNetworkSettings: 400,
  InvalidPerUnitStorageThroughput: 400,
  ResourceNotFound: 400,
  ServiceLimitExceeded: 400,
  UnsupportedOperation: 400,
} as const;

export const fsxError = errorsOf(FSX_ERRORS);

export function badRequest(message: string): AwsError {
  return fsxError('BadRequest', message);
}

export function incompatibleParameter(parameter: string, message: string): AwsError {
  return fsxError('IncompatibleParameterError', message, { Parameter: parameter });
}

export function fileSystemNotFound(id: string): AwsError {
  return fsxError('FileSystemNotFound', `File system '${id}' does not exist.`);
}

export function associationNotFound(id: string): AwsError {
  return fsxError('DataRepositoryAssociationNotFound', `Data repository association '${id}' does not exist.`);
}

export function unsupported(message: string): AwsError {
  return fsxError('UnsupportedOperation', message);
}

/** Source: FSx for Lustre User Guide, "Unable to validate access to an S3 bucket". */
export function noBucketAccess(): AwsError {
  return badRequest(NO_BUCKET_ACCESS);
}

export const NO_BUCKET_ACCESS =
  'Amazon FSx is unable to validate access to the S3 bucket. Ensure the IAM role or user you are using has s3:Get*, s3:List* and s3:PutObject permissions to the S3 bucket prefix.';
