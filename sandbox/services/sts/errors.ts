import { errorsOf } from '../../gateway/error-codes';

/** STS's errors. Source: STS API Reference, "Errors" of each operation. */
export const STS_ERRORS = {
  MalformedPolicyDocument: 400,
  PackedPolicyTooLarge: 400,
} as const;

export const stsError = errorsOf(STS_ERRORS);
