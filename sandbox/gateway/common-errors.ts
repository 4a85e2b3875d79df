import { errorsOf } from './error-codes';

/** Errors that any service of a protocol answers with, beside its own. */

/** Source: the services' API References, "Common Errors"; Smithy's AWS JSON protocols. */
export const JSON_ERRORS = {
  AccessDeniedException: 400,
  InternalFailure: 500,
  SerializationException: 400,
  ThrottlingException: 400,
  UnknownOperationException: 400,
  ValidationException: 400,
} as const;

/** Source: IAM and STS API References, "Common Errors". */
export const QUERY_ERRORS = {
  AccessDenied: 403,
  InternalFailure: 500,
  MissingAction: 400,
  Throttling: 400,
  ValidationError: 400,
} as const;

/** Source: EC2 API Reference, "Error codes". */
export const EC2_ERRORS = {
  InternalFailure: 500,
  MissingAction: 400,
  RequestLimitExceeded: 503,
  UnauthorizedOperation: 403,
} as const;

/** Source: S3 API Reference, "Error responses". */
export const REST_XML_ERRORS = {
  AccessDenied: 403,
  InternalError: 500,
  SlowDown: 503,
} as const;

export const jsonError = errorsOf(JSON_ERRORS);
export const queryError = errorsOf(QUERY_ERRORS);
export const ec2Error = errorsOf(EC2_ERRORS);
export const restXmlError = errorsOf(REST_XML_ERRORS);
