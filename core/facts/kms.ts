/**
 * KMS limits and grant operations.
 * Sources: KMS API Reference, CreateGrant, EnableKeyRotation, ScheduleKeyDeletion; KMS Developer Guide,
 * "Grants" and "Resource quotas".
 */

/** Grant operations that a symmetric encryption key takes. Names are case-sensitive, without `kms:`. */
export const SYMMETRIC_GRANT_OPERATIONS = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
] as const;
export type GrantOperation = (typeof SYMMETRIC_GRANT_OPERATIONS)[number];

/**
 * The operations that reading and exporting need: S3 decrypts on GetObject and on multipart upload, and
 * generates a data key on PutObject. DescribeKey lets the role look at the key. Derived from the S3 User Guide,
 * "Using SSE-KMS"; AWS's own example grants eight.
 */
export const LEAST_GRANT_OPERATIONS: readonly GrantOperation[] = [
  'Decrypt',
  'GenerateDataKey',
  'DescribeKey',
];

/** Automatic rotation of symmetric keys, in days. */
export const ROTATION_PERIOD_DAYS = { min: 90, max: 2560, default: 365 } as const;

/** Waiting time before a key is deleted, in days. */
export const DELETION_WINDOW_DAYS = { min: 7, max: 30, default: 30 } as const;

/** A key policy's size, in bytes of UTF-8. */
export const KEY_POLICY_MAX_BYTES = 32_768;
