import { awsError, type AwsError } from '../../gateway/outcome';

/** FSx's errors, as botocore's model has them: all with status 400. */

export function badRequest(message: string): AwsError {
  return awsError('BadRequest', message);
}

export function incompatibleParameter(parameter: string, message: string): AwsError {
  return awsError('IncompatibleParameterError', message, 400, { Parameter: parameter });
}

export function fileSystemNotFound(id: string): AwsError {
  return awsError('FileSystemNotFound', `File system '${id}' does not exist.`);
}

export function associationNotFound(id: string): AwsError {
  return awsError('DataRepositoryAssociationNotFound', `Data repository association '${id}' does not exist.`);
}

export function unsupported(message: string): AwsError {
  return awsError('UnsupportedOperation', message);
}

/** Source: FSx for Lustre User Guide, "Unable to validate access to an S3 bucket". */
export function noBucketAccess(): AwsError {
  return badRequest(NO_BUCKET_ACCESS);
}

export const NO_BUCKET_ACCESS =
  'Amazon FSx is unable to validate access to the S3 bucket. Ensure the IAM role or user you are using has s3:Get*, s3:List* and s3:PutObject permissions to the S3 bucket prefix.';
