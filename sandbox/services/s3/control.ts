import type { Call } from '../../gateway/call';
import { errorsOf } from '../../gateway/error-codes';
import type { AwsError, Outcome } from '../../gateway/outcome';
import { toXml } from '../../gateway/xml';
import { bytesAnswer } from './answers';

/** S3 Control has paths of its own, below its API's version. */
const CONTROL_PATH = '/v20180820/';
export const CONTROL_TAGS_PATH = `${CONTROL_PATH}tags/`;
export const CONTROL_PUBLIC_ACCESS_PATH = `${CONTROL_PATH}configuration/publicAccessBlock`;

/** S3 Control's own errors; others are S3's. Source: S3 API Reference, S3 Control, GetPublicAccessBlock. */
export const S3_CONTROL_ERRORS = {
  NoSuchPublicAccessBlockConfiguration: 404,
} as const;

const controlError = errorsOf(S3_CONTROL_ERRORS);

export function noAccountPublicAccessBlock(account: string): AwsError {
  return controlError(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    { AccountId: account },
  );
}

/** Whether a request is for S3 Control: the host says so at AWS, and here the account that it names. */
export function isControl({ request }: Pick<Call, 'request'>): boolean {
  return request.path.startsWith(CONTROL_PATH) && request.headers['x-amz-account-id'] !== undefined;
}

/** S3 Control's errors stand one element deeper than S3's. Source: Smithy's AWS restXml protocol, "Error responses". */
export function asControl(outcome: Outcome, { requestId }: Pick<Call, 'requestId'>): Outcome {
  if (outcome.status !== 'error') return outcome;
  const { code, message, httpStatus, fields } = outcome;
  const error = toXml({ Error: { Code: code, Message: message, ...fields }, RequestId: requestId });
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse>${error}</ErrorResponse>`);
  return {
    ...bytesAnswer(httpStatus, body, { 'content-type': 'application/xml' }),
    error: { code, message },
  };
}
