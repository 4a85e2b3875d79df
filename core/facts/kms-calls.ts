/**
 * Which KMS actions S3 and FSx perform for a caller.
 *
 * Sources: S3 User Guide, "Using server-side encryption with AWS KMS keys", "Uploading and copying objects using
 * multipart upload" (permissions) and "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys"; FSx for Lustre
 * User Guide, "Encrypting data at rest" (permissions on the file system's own key).
 */

/** How S3 uses the key of an object or bucket. */
export interface KmsCall {
  /** What the caller does, in words. */
  does: string;
  /** The S3 permission that it takes. */
  action: string;
  /** What KMS is asked for, as the same principal, through S3. Empty: none, the content is not touched. */
  kms: readonly string[];
}

/** Calls on objects that are encrypted with a KMS key (SSE-KMS). */
export const S3_KMS_CALLS: readonly KmsCall[] = [
  { does: 'read an object', action: 's3:GetObject', kms: ['kms:Decrypt'] },
  { does: 'read a version of an object', action: 's3:GetObjectVersion', kms: ['kms:Decrypt'] },
  { does: 'write an object in one part', action: 's3:PutObject', kms: ['kms:GenerateDataKey'] },
  {
    does: 'write an object in several parts',
    action: 's3:PutObject',
    kms: ['kms:GenerateDataKey', 'kms:Decrypt'],
  },
  { does: 'look at an object (without checksum mode)', action: 's3:GetObject', kms: [] },
  { does: 'list objects', action: 's3:ListBucket', kms: [] },
  { does: 'delete an object', action: 's3:DeleteObject', kms: [] },
];

/** What the file system's role does with linked objects, and what KMS is asked for. */
export const FILE_SYSTEM_KMS_CALLS: readonly KmsCall[] = [
  { does: 'import metadata (ls)', action: 's3:ListBucket', kms: [] },
  { does: 'load content (cat, hsm_restore)', action: 's3:GetObject', kms: ['kms:Decrypt'] },
  { does: 'export a small file (hsm_archive)', action: 's3:PutObject', kms: ['kms:GenerateDataKey'] },
  {
    does: 'export a large file (hsm_archive)',
    action: 's3:PutObject',
    kms: ['kms:GenerateDataKey', 'kms:Decrypt'],
  },
];

/** What the creator of a file system needs on the customer managed key that encrypts it at rest. */
export const FILE_SYSTEM_OWN_KEY_ACTIONS = {
  required: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
  optional: ['kms:Encrypt', 'kms:ListAliases', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
} as const;

/**
 * Name of the encryption-context key that S3 sends: its value is the object's ARN, or the bucket's ARN for objects
 * that were written with a Bucket Key.
 */
export const S3_CONTEXT_KEY = 'aws:s3:arn';
