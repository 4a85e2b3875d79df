import { awsError, type AwsError } from '../gateway/outcome';
import type { Protocol } from '../gateway/protocol';
import type { SignatureProblem } from './verify';

type Refusal = readonly [code: string, httpStatus: number, message: string];
type Family = Protocol['kind'];

const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';
const WRONG_SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const SKEWED =
  'Signature expired: the time of the request is more than 15 minutes from the time of the server.';
const EC2_FAILURE: Refusal = [
  'AuthFailure',
  401,
  'AWS was not able to validate the provided access credentials',
];
const JSON_SIGNATURE: Refusal = ['InvalidSignatureException', 400, WRONG_SIGNATURE];
const QUERY_SIGNATURE: Refusal = ['SignatureDoesNotMatch', 403, WRONG_SIGNATURE];
const S3_SIGNATURE: Refusal = [
  'SignatureDoesNotMatch',
  403,
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
];

/**
 * How each kind of service refuses a signature.
 * Sources: the services' API References, "Common Errors"; S3 API Reference, "Error responses"; EC2 API Reference,
 * "Error codes".
 */
const REFUSALS: Readonly<Record<SignatureProblem, Readonly<Record<Family, Refusal>>>> = {
  missing: {
    json: ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
    query: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
    ec2: ['MissingParameter', 400, 'The request must contain the parameter AWSAccessKeyId'],
    'rest-xml': ['AccessDenied', 403, 'Access Denied'],
  },
  malformed: {
    json: ['IncompleteSignatureException', 400, 'The request signature does not conform to AWS standards.'],
    query: ['IncompleteSignature', 400, 'The request signature does not conform to AWS standards.'],
    ec2: ['IncompleteSignature', 400, 'The request signature does not conform to AWS standards.'],
    'rest-xml': ['AuthorizationHeaderMalformed', 400, 'The authorization header is malformed.'],
  },
  'unknown-key': {
    json: ['UnrecognizedClientException', 400, INVALID_TOKEN],
    query: ['InvalidClientTokenId', 403, INVALID_TOKEN],
    ec2: EC2_FAILURE,
    'rest-xml': [
      'InvalidAccessKeyId',
      403,
      'The AWS Access Key Id you provided does not exist in our records.',
    ],
  },
  'wrong-token': {
    json: ['UnrecognizedClientException', 400, INVALID_TOKEN],
    query: ['InvalidClientTokenId', 403, INVALID_TOKEN],
    ec2: EC2_FAILURE,
    'rest-xml': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  },
  'expired-token': {
    json: ['ExpiredTokenException', 400, EXPIRED_TOKEN],
    query: ['ExpiredToken', 403, EXPIRED_TOKEN],
    ec2: ['RequestExpired', 400, 'Request has expired.'],
    'rest-xml': ['ExpiredToken', 400, 'The provided token has expired.'],
  },
  'wrong-signature': {
    json: JSON_SIGNATURE,
    query: QUERY_SIGNATURE,
    ec2: EC2_FAILURE,
    'rest-xml': S3_SIGNATURE,
  },
  'wrong-time': {
    json: ['InvalidSignatureException', 400, SKEWED],
    query: ['SignatureDoesNotMatch', 403, SKEWED],
    ec2: ['RequestExpired', 400, 'Request has expired.'],
    'rest-xml': [
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
    ],
  },
  'expired-url': {
    json: ['InvalidSignatureException', 400, SKEWED],
    query: ['SignatureDoesNotMatch', 403, SKEWED],
    ec2: ['RequestExpired', 400, 'Request has expired.'],
    'rest-xml': ['AccessDenied', 403, 'Request has expired'],
  },
  'wrong-payload-hash': {
    json: JSON_SIGNATURE,
    query: QUERY_SIGNATURE,
    ec2: EC2_FAILURE,
    'rest-xml': [
      'XAmzContentSHA256Mismatch',
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    ],
  },
  'incomplete-body': {
    json: JSON_SIGNATURE,
    query: QUERY_SIGNATURE,
    ec2: EC2_FAILURE,
    'rest-xml': [
      'IncompleteBody',
      400,
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    ],
  },
};

/** The error that a service answers. */
export function refusalOf(problem: SignatureProblem, { kind }: Protocol, detail?: string): AwsError {
  const [code, httpStatus, message] = REFUSALS[problem][kind];
  return awsError(code, detail === undefined ? message : `${message} ${detail}`, httpStatus);
}
