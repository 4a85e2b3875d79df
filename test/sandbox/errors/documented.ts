import type { Protocol } from '../../../sandbox/gateway/protocol';

/** An error that AWS answers with although its model of the service, or of the operation, does not have it. */
export interface Documented {
  readonly status: number;
  /** A page of AWS's, or an answer of AWS's that somebody shows. */
  readonly source: string;
  /** Where it is only some operations that have it. */
  readonly operations?: readonly string[];
}

export type DocumentedErrors = Readonly<Record<string, Documented>>;

const COMMON = 'Common Errors (CommonErrors.html) of the API References';
const DYNAMODB =
  'DynamoDB Developer Guide, "Error handling with DynamoDB": what all JSON services of AWS answer';
const EC2 = 'EC2 API Reference, "Error codes for the Amazon EC2 API"';
const S3 = 'S3 API Reference, "Error responses" (ErrorResponses.html), beyond what the model lists';
const S3_OF_KMS = "S3 shows KMS's code behind `KMS.`, with KMS's own message";
const LOCALSTACK = "localstack's specification of S3, made from AWS's answers";
const SANDBOX = "the sandbox's own: AWS has it, the sandbox does not";

/** Errors that every service of a protocol has. */
export const COMMON_ERRORS: Readonly<Record<Protocol['kind'], DocumentedErrors>> = {
  json: {
    AccessDeniedException: { status: 400, source: DYNAMODB },
    ExpiredTokenException: { status: 400, source: 'KMS answers so: github.com/getsops/sops/issues/621' },
    IncompleteSignatureException: { status: 400, source: DYNAMODB },
    InternalFailure: { status: 500, source: COMMON },
    InvalidSignatureException: {
      status: 400,
      source: 'github.com/teralytics/prometheus-ecs-discovery/issues/7',
    },
    MissingAuthenticationTokenException: { status: 400, source: DYNAMODB },
    NotImplemented: { status: 501, source: SANDBOX },
    SerializationException: {
      status: 400,
      source: 'KMS answers so: github.com/erlcloud/erlcloud/issues/644',
    },
    ThrottlingException: { status: 400, source: DYNAMODB },
    UnknownOperationException: {
      status: 400,
      source: 'CloudWatch Logs answers so: github.com/aws/aws-sdk-net/issues/1536; Common Errors say 404',
    },
    UnrecognizedClientException: { status: 400, source: DYNAMODB },
    ValidationException: { status: 400, source: DYNAMODB },
  },
  query: {
    AccessDenied: { status: 403, source: 'IAM User Guide, "Troubleshoot access denied error messages"' },
    ExpiredToken: { status: 403, source: 'IAM answers so: github.com/cfn-sphere/cfn-sphere/issues/55' },
    IncompleteSignature: { status: 400, source: COMMON },
    InternalFailure: { status: 500, source: COMMON },
    InvalidClientTokenId: { status: 403, source: COMMON },
    MissingAction: { status: 400, source: COMMON },
    MissingAuthenticationToken: { status: 403, source: COMMON },
    NotImplemented: { status: 501, source: SANDBOX },
    SignatureDoesNotMatch: {
      status: 403,
      source: 'IAM User Guide, "Troubleshoot Signature Version 4 requests"',
    },
    Throttling: { status: 400, source: 'General Reference, "Error retries and exponential backoff in AWS"' },
    ValidationError: { status: 400, source: COMMON },
  },
  ec2: {
    AuthFailure: { status: 401, source: 'EC2 answers so: github.com/aws/aws-sdk-java/issues/494' },
    IncompleteSignature: { status: 400, source: EC2 },
    InternalFailure: { status: 500, source: EC2 },
    MissingAction: { status: 400, source: EC2 },
    MissingParameter: { status: 400, source: EC2 },
    NotImplemented: { status: 501, source: SANDBOX },
    RequestExpired: { status: 400, source: EC2 },
    RequestLimitExceeded: { status: 503, source: EC2 },
    UnauthorizedOperation: { status: 403, source: EC2 },
  },
  // The model of S3 lists what all its operations have.
  'rest-xml': {},
};

/** Errors of one service. */
export const SERVICE_ERRORS: Readonly<Record<string, DocumentedErrors>> = {
  kms: {
    DryRunOperationException: {
      status: 412,
      source: 'KMS API Reference, "Errors" of Encrypt and others; the model gives no status',
    },
    NotAuthorizedException: {
      status: 400,
      source: 'moto, create_alias, for names that begin with alias/aws/',
      operations: ['CreateAlias', 'DeleteAlias', 'UpdateAlias'],
    },
  },
  s3: {
    AccessControlListNotSupported: { status: 400, source: S3 },
    BadRequest: { status: 400, source: LOCALSTACK },
    IllegalLocationConstraintException: { status: 400, source: S3 },
    InvalidBucketAclWithBlockPublicAccessError: { status: 400, source: S3 },
    InvalidBucketAclWithObjectOwnership: { status: 400, source: S3 },
    InvalidPartNumber: { status: 416, source: LOCALSTACK },
    InvalidTag: { status: 400, source: 'S3 API Reference, "Error responses", tagging-related error codes' },
    'KMS.DisabledException': { status: 400, source: S3_OF_KMS },
    'KMS.InvalidCiphertextException': { status: 400, source: S3_OF_KMS },
    'KMS.InvalidKeyUsageException': { status: 400, source: S3_OF_KMS },
    'KMS.KMSInvalidStateException': { status: 400, source: S3_OF_KMS },
    'KMS.NotFoundException': { status: 400, source: S3_OF_KMS },
    'KMS.ValidationException': { status: 400, source: S3_OF_KMS },
    MalformedPolicy: { status: 400, source: S3 },
    NoSuchCORSConfiguration: { status: 404, source: LOCALSTACK },
    NoSuchConfiguration: { status: 404, source: S3 },
    NoSuchPublicAccessBlockConfiguration: { status: 404, source: LOCALSTACK },
    NoSuchTagSet: { status: 404, source: LOCALSTACK },
    NoSuchWebsiteConfiguration: { status: 404, source: LOCALSTACK },
    ObjectLockConfigurationNotFoundError: { status: 404, source: LOCALSTACK },
    OwnershipControlsNotFoundError: { status: 404, source: LOCALSTACK },
    ReplicationConfigurationNotFoundError: { status: 404, source: LOCALSTACK },
    XAmzContentSHA256Mismatch: { status: 400, source: S3 },
  },
};
