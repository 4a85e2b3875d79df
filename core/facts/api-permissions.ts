/**
 * API operations whose permission has another name: people write the operation's name in policies.
 *
 * Sources: S3 User Guide, "Required permissions for Amazon S3 API operations"; KMS Developer Guide, "AWS KMS
 * permissions" (ReEncrypt needs ReEncryptFrom on the one key and ReEncryptTo on the other).
 */
const PERMISSIONS: Readonly<Record<string, string>> = {
  'kms:ReEncrypt': 'kms:ReEncrypt*',
  's3:CompleteMultipartUpload': 's3:PutObject',
  's3:CreateMultipartUpload': 's3:PutObject',
  's3:DeleteBucketEncryption': 's3:PutEncryptionConfiguration',
  's3:DeleteBucketLifecycle': 's3:PutLifecycleConfiguration',
  's3:DeleteObjects': 's3:DeleteObject',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketNotificationConfiguration': 's3:GetBucketNotification',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListParts': 's3:ListMultipartUploadParts',
  's3:PutBucketEncryption': 's3:PutEncryptionConfiguration',
  's3:PutBucketLifecycleConfiguration': 's3:PutLifecycleConfiguration',
  's3:PutBucketNotificationConfiguration': 's3:PutBucketNotification',
  's3:PutBucketReplication': 's3:PutReplicationConfiguration',
  's3:PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  's3:SelectObjectContent': 's3:GetObject',
  's3:UploadPart': 's3:PutObject',
};
const FOLDED: ReadonlyMap<string, string> = new Map(
  Object.entries(PERMISSIONS).map(([operation, permission]) => [operation.toLowerCase(), permission]),
);

/** All of them: operation, with the service's prefix, and permission or pattern. */
export const API_PERMISSIONS: readonly (readonly [string, string])[] = Object.entries(PERMISSIONS);

/** The permission (or pattern) that an API operation of another name needs; undefined for all others. */
export function permissionFor(operation: string): string | undefined {
  return FOLDED.get(operation.toLowerCase());
}
