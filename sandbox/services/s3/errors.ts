import { awsError, type AwsError } from '../../gateway/outcome';

/** S3's errors. Source: S3 API Reference, "Error responses", "List of error codes". */

export function accessDenied(message = 'Access Denied'): AwsError {
  return awsError('AccessDenied', message, 403);
}

export function noSuchBucket(bucket: string): AwsError {
  return awsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
}

export function noSuchKey(key: string): AwsError {
  return awsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

export function noSuchVersion(key: string, versionId: string): AwsError {
  return awsError('NoSuchVersion', 'The specified version does not exist.', 404, {
    Key: key,
    VersionId: versionId,
  });
}

export function noSuchUpload(uploadId: string): AwsError {
  return awsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: uploadId },
  );
}

export function malformedXml(): AwsError {
  return awsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

export function malformedPolicy(message: string): AwsError {
  return awsError('MalformedPolicy', message);
}

export function invalidArgument(message: string, name: string, value: string): AwsError {
  return awsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}

export function invalidRequest(message: string): AwsError {
  return awsError('InvalidRequest', message);
}

export function preconditionFailed(condition: string): AwsError {
  return awsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition: condition },
  );
}

export function methodNotAllowed(method: string): AwsError {
  return awsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
    Method: method,
  });
}

/** ACLs are disabled on buckets whose owner owns all objects, as new buckets are. */
export function aclNotSupported(): AwsError {
  return awsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** What S3 says when KMS refuses. Source: S3's answers; `AccessDenied` carries KMS's own sentence. */
export function fromKms({ code, message }: AwsError): AwsError {
  return code === 'AccessDeniedException' ? accessDenied(message) : awsError(`KMS.${code}`, message);
}
