import { awsError, type AwsError } from '../../gateway/outcome';
import type { KeyRecord } from './records';

/**
 * KMS's errors. Its client errors come with status 400, whatever their shape says; DryRun's with 412.
 * Source: KMS API Reference, "Errors" of each operation.
 */

export function notFound(message: string): AwsError {
  return awsError('NotFoundException', message);
}

export function denied(message: string): AwsError {
  return awsError('AccessDeniedException', message);
}

export function validation(message: string): AwsError {
  return awsError('ValidationException', message);
}

/** Of a ciphertext, KMS never says what is wrong with it. */
export function invalidCiphertext(): AwsError {
  return awsError('InvalidCiphertextException', '');
}

export function dryRun(): AwsError {
  return awsError(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
    412,
  );
}

/** What a key's state says against a use; undefined when it is enabled. */
export function stateProblem({ arn, state }: KeyRecord): AwsError | undefined {
  switch (state) {
    case 'Enabled':
      return undefined;
    case 'Disabled':
      return awsError('DisabledException', `${arn} is disabled.`);
    case 'PendingDeletion':
      return awsError('KMSInvalidStateException', `${arn} is pending deletion.`);
    case 'PendingImport':
      return awsError('KMSInvalidStateException', `${arn} is pending import.`);
  }
}
