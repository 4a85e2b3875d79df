import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const grant = (value: string, grantee = ROLE) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = "${grantee}"
  operations        = ["Decrypt", "GenerateDataKey"]
  constraints {
    encryption_context_subset = { "aws:s3:arn" = ${value} }
  }
}
`;
const bucket = (bucketKey: string) => `resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    bucket_key_enabled = ${bucketKey}
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
  }
}
`;
const advice = 'Write the ARN of the bucket and turn S3 Bucket Keys on, or leave the constraint out.';
const NEVER =
  "the bucket has Bucket Keys, so that S3 sends the bucket's ARN and the grant never applies to new objects";

export const cases: RuleCases = {
  bad: [
    {
      name: 'the one object of a test',
      file: 'main.tf',
      text: grant('"«arn:aws:s3:::data/test.txt»"'),
      messages: [
        `The constraint names the object "test.txt": the file system can read this one object and no other. ${advice}`,
      ],
    },
    {
      name: 'an object of a bucket with Bucket Keys',
      file: 'main.tf',
      text: bucket('true') + grant('«"${aws_s3_bucket.data.arn}/test.txt"»'),
      messages: [`The constraint names the object "test.txt": ${NEVER}. ${advice}`],
      severity: 'error',
    },
    {
      name: 'an object in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${ROLE}", "constraints": [{"encryption_context_equals": {"aws:s3:arn": "«arn:aws:s3:::data/a/b»"}}]}}}}`,
      messages: [
        `The constraint names the object "a/b": the file system can read this one object and no other. ${advice}`,
      ],
    },
  ],
  good: [
    { name: 'the bucket', file: 'main.tf', text: bucket('true') + grant('aws_s3_bucket.data.arn') },
    { name: 'the bucket, written out', file: 'main.tf', text: grant('"arn:aws:s3:::data"') },
    {
      name: 'an object for a reader that is no file system',
      file: 'main.tf',
      text: grant('"arn:aws:s3:::data/test.txt"', 'arn:aws:iam::111111111111:role/reader'),
    },
    { name: 'a pattern, which another rule reports', file: 'main.tf', text: grant('"arn:aws:s3:::data/*"') },
  ],
};
