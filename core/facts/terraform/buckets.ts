/** What the Terraform AWS provider calls for buckets and objects. */
import { SHARED_KEYS, type PermissionsByType } from './permission';

const bucket = ['arn:{partition}:s3:::{bucket}'];
const objects = ['arn:{partition}:s3:::{bucket}/*'];

export const BUCKET_PERMISSIONS: PermissionsByType = {
  aws_s3_bucket: [
    {
      use: 'read',
      actions: [
        's3:GetAccelerateConfiguration',
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLocation',
        's3:GetBucketLogging',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketPolicy',
        's3:GetBucketRequestPayment',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:ListTagsForResource',
      ],
      on: bucket,
    },
    {
      use: 'write',
      actions: ['s3:CreateBucket', 's3:PutBucketTagging', 's3:TagResource', 's3:UntagResource'],
      on: bucket,
    },
    { use: 'delete', actions: ['s3:DeleteBucket'], on: bucket },
  ],
  aws_s3_bucket_ownership_controls: [
    { use: 'read', actions: ['s3:GetBucketOwnershipControls'], on: bucket },
    { use: 'write', actions: ['s3:PutBucketOwnershipControls'], on: bucket },
    { use: 'delete', actions: ['s3:PutBucketOwnershipControls'], on: bucket },
  ],
  aws_s3_bucket_policy: [
    { use: 'read', actions: ['s3:GetBucketPolicy'], on: bucket },
    { use: 'write', actions: ['s3:PutBucketPolicy'], on: bucket },
    { use: 'delete', actions: ['s3:DeleteBucketPolicy'], on: bucket },
  ],
  aws_s3_bucket_public_access_block: [
    { use: 'read', actions: ['s3:GetBucketPublicAccessBlock'], on: bucket },
    { use: 'write', actions: ['s3:PutBucketPublicAccessBlock'], on: bucket },
    { use: 'delete', actions: ['s3:PutBucketPublicAccessBlock'], on: bucket },
  ],
  aws_s3_bucket_versioning: [
    { use: 'read', actions: ['s3:GetBucketVersioning'], on: bucket },
    { use: 'write', actions: ['s3:PutBucketVersioning'], on: bucket },
    { use: 'delete', actions: ['s3:PutBucketVersioning'], on: bucket },
  ],
  aws_s3_bucket_server_side_encryption_configuration: [
    { use: 'read', actions: ['s3:GetEncryptionConfiguration'], on: bucket },
    { use: 'write', actions: ['s3:PutEncryptionConfiguration'], on: bucket },
    { use: 'delete', actions: ['s3:PutEncryptionConfiguration'], on: bucket },
  ],
  aws_s3_object: [
    { use: 'read', actions: ['s3:GetObject', 's3:GetObjectTagging'], on: objects },
    // Without it, S3 says of an object that is not there that access is denied.
    { use: 'read', actions: ['s3:ListBucket'], on: bucket },
    { use: 'write', actions: ['s3:PutObject', 's3:PutObjectTagging'], on: objects },
    {
      use: 'write',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      on: SHARED_KEYS,
      condition: ['StringEquals', 'kms:ViaService', 's3.{region}.amazonaws.com'],
    },
    { use: 'delete', actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], on: objects },
    { use: 'delete', actions: ['s3:ListBucketVersions'], on: bucket },
  ],
};
