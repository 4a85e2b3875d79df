import { errorsOf } from '../../gateway/error-codes';

/** The sandbox's own errors of IAM; others are moto's. Source: IAM API Reference, "Errors" of each operation. */
export const IAM_ERRORS = {
  MalformedPolicyDocument: 400,
  NoSuchEntity: 404,
  UnmodifiableEntity: 400,
} as const;

export const iamError = errorsOf(IAM_ERRORS);
