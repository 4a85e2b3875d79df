import { jsonError } from '../../gateway/common-errors';
import { errorsOf } from '../../gateway/error-codes';
import type { AwsError } from '../../gateway/outcome';
import type { KeyRecord } from './records';

/**
 * KMS's errors. Its client errors come with status 400, those of things that are not there too; DryRun's with 412.
 * Source: KMS API Reference, "Errors" of each operation.
 */
export const KMS_ERRORS = {
  AlreadyExistsException: 400,
  DisabledException: 400,
  DryRunOperationException: 412,
  IncorrectKeyException: 400,
  InvalidAliasNameException: 400,
  InvalidArnException: 400,
  InvalidCiphertextException: 400,
  InvalidGrantTokenException: 400,
  InvalidKeyUsageException: 400,
  InvalidMarkerException: 400,
  KMSInvalidStateException: 400,
  LimitExceededException: 400,
  MalformedPolicyDocumentException: 400,
  NotAuthorizedException: 400,
  NotFoundException: 400,
  TagException: 400,
  UnsupportedOperationException: 400,
} as const;

export const kmsError = errorsOf(KMS_ERRORS);

export function notFound(message: string): AwsError {
  return kmsError('NotFoundException', message);
}

export function denied(message: string): AwsError {
  return jsonError('AccessDeniedException', message);
}

export function validation(message: string): AwsError {
  return jsonError('ValidationException', message);
}

/** Of a ciphertext, KMS never says what is wrong with it. */
export function invalidCiphertext(): AwsError {
  return kmsError('InvalidCiphertextException', '');
}

export function dryRun(): AwsError {
  return kmsError(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  );
}

/** What a key's state says against a use; undefined when it is enabled. */
export function stateProblem({ arn, state }: KeyRecord): AwsError | undefined {
  switch (state) {
    case 'Enabled':
      return undefined;
    case 'Disabled':
      return kmsError('DisabledException', `${arn} is disabled.`);
    case 'PendingDeletion':
      return kmsError('KMSInvalidStateException', `${arn} is pending deletion.`);
    case 'PendingImport':
      return kmsError('KMSInvalidStateException', `${arn} is pending import.`);
  }
}
