import { REST_XML_ERRORS } from '../../gateway/common-errors';
import { errorsOf } from '../../gateway/error-codes';
import { SANDBOX_ERRORS } from '../../gateway/not-implemented';
import type { AwsError } from '../../gateway/outcome';

/** What KMS says of a key that S3 is to use; S3 passes it on under this name. */
const KMS_CODES = {
  'KMS.DisabledException': 400,
  'KMS.InvalidCiphertextException': 400,
  'KMS.InvalidKeyUsageException': 400,
  'KMS.KMSInvalidStateException': 400,
  'KMS.NotFoundException': 400,
  'KMS.ValidationException': 400,
} as const;

/** S3's errors. Source: S3 API Reference, "Error responses", "List of error codes". */
export const S3_ERRORS = {
  ...REST_XML_ERRORS,
  ...SANDBOX_ERRORS,
  ...KMS_CODES,
  AccessControlListNotSupported: 400,
  BadDigest: 400,
  BadRequest: 400,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooSmall: 400,
  IllegalLocationConstraintException: 400,
  InvalidArgument: 400,
  InvalidBucketAclWithBlockPublicAccessError: 400,
  InvalidBucketAclWithObjectOwnership: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidLocationConstraint: 400,
  InvalidPart: 400,
  InvalidPartNumber: 416,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidStorageClass: 400,
  InvalidTag: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPolicy: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchConfiguration: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchPublicAccessBlockConfiguration: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NoSuchWebsiteConfiguration: 404,
  ObjectLockConfigurationNotFoundError: 404,
  OwnershipControlsNotFoundError: 404,
  PermanentRedirect: 301,
  PreconditionFailed: 412,
  ReplicationConfigurationNotFoundError: 404,
} as const;

export type S3ErrorCode = keyof typeof S3_ERRORS;

export const s3Error = errorsOf(S3_ERRORS);

export function accessDenied(message = 'Access Denied'): AwsError {
  return s3Error('AccessDenied', message);
}

export function noSuchBucket(bucket: string): AwsError {
  return s3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });
}

export function noSuchKey(key: string): AwsError {
  return s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
}

export function noSuchVersion(key: string, versionId: string): AwsError {
  return s3Error('NoSuchVersion', 'The specified version does not exist.', {
    Key: key,
    VersionId: versionId,
  });
}

export function noSuchUpload(uploadId: string): AwsError {
  return s3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );
}

export function malformedXml(): AwsError {
  return s3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

export function malformedPolicy(message: string): AwsError {
  return s3Error('MalformedPolicy', message);
}

export function invalidArgument(message: string, name: string, value: string): AwsError {
  return s3Error('InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });
}

export function invalidRequest(message: string): AwsError {
  return s3Error('InvalidRequest', message);
}

export function preconditionFailed(condition: string): AwsError {
  return s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

export function methodNotAllowed(method: string): AwsError {
  return s3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    Method: method,
  });
}

/** ACLs are disabled on buckets whose owner owns all objects, as new buckets are. */
export function aclNotSupported(): AwsError {
  return s3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** What S3 says when KMS refuses. Source: S3's answers; `AccessDenied` carries KMS's own sentence. */
export function fromKms({ code, message }: AwsError): AwsError {
  if (code === 'AccessDeniedException') return accessDenied(message);
  const name = `KMS.${code}`;
  return isKmsCode(name) ? s3Error(name, message) : s3Error('InternalError', message);
}

function isKmsCode(name: string): name is keyof typeof KMS_CODES {
  return Object.hasOwn(KMS_CODES, name);
}
