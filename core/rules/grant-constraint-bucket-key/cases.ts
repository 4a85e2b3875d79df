import type { RuleCases } from '../case';

const config = (value: string, rule: string) => `resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
    ${rule}
  }
}
resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ["Decrypt", "GenerateDataKey"]
  constraints {
    encryption_context_subset = { "aws:s3:arn" = ${value} }
  }
}
`;
const message = (name: string) =>
  `The constraint names the bucket ${name}and its Bucket Keys are off: S3 sends the ARN of the object, and the grant never applies. Set bucket_key_enabled = true, or leave the constraint out.`;
const construct = (
  bucketKey: boolean,
  before = '',
  after = '',
) => `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
const bucket = new S3Bucket(this, 'bucket', { bucket: 'data' });
new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
  bucket: bucket.id,
  rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn }, bucketKeyEnabled: ${bucketKey} }],
});
new KmsGrant(this, 'grant', {
  keyId: keyArn,
  granteePrincipal: role,
  operations: ['Decrypt', 'GenerateDataKey'],
  constraints: [{ encryptionContextSubset: { 'aws:s3:arn': ${before}bucket.arn${after} } }],
});
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'Bucket Keys off',
      file: 'main.tf',
      text: config('"«arn:aws:s3:::data»"', 'bucket_key_enabled = false'),
      messages: [message('"data" ')],
    },
    {
      name: 'Bucket Keys left out, which is off',
      file: 'main.tf',
      text: config('«aws_s3_bucket.data.arn»', ''),
      messages: [message('')],
    },
    { name: 'constructs', file: 'main.ts', text: construct(false, '«', '»'), messages: [message('')] },
  ],
  good: [
    {
      name: 'Bucket Keys on',
      file: 'main.tf',
      text: config('aws_s3_bucket.data.arn', 'bucket_key_enabled = true'),
    },
    {
      name: 'Bucket Keys from a variable',
      file: 'main.tf',
      text: config('aws_s3_bucket.data.arn', 'bucket_key_enabled = var.key'),
    },
    { name: 'a bucket that is not in view', file: 'main.tf', text: config('"arn:aws:s3:::other"', '') },
    { name: 'constructs with Bucket Keys', file: 'main.ts', text: construct(true) },
  ],
};
