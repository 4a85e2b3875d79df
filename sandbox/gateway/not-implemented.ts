import { errorsOf } from './error-codes';
import type { AwsError } from './outcome';

/** The one code that is the sandbox's own, in every protocol; S3 has it too. */
export const SANDBOX_ERRORS = { NotImplemented: 501 } as const;

const sandboxError = errorsOf(SANDBOX_ERRORS);

/**
 * The answer for what AWS has and the sandbox does not. The gateway writes its message into the log as well.
 * @param message says what it is that is not here
 */
export function notImplemented(message: string): AwsError {
  return sandboxError('NotImplemented', message);
}
