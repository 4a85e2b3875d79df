import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const OBJECTS = '["s3:Get*", "s3:List*", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]';
const policy = (bucket: string, objects = OBJECTS, principal = ROLE) => `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "${principal}" }, "Action": ${bucket}, "Resource": "arn:aws:s3:::data" },
    { "Effect": "Allow", "Principal": { "AWS": "${principal}" }, "Action": ${objects}, "Resource": "arn:aws:s3:::data/*" }
  ]
}
`;
const config = (actions: string, provider = 'aws.bucket') => `provider "aws" {
  allowed_account_ids = ["111111111111"]
}
provider "aws" {
  alias               = "bucket"
  allowed_account_ids = ["222222222222"]
}
resource "aws_fsx_lustre_file_system" "data" {}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.data.id
  file_system_path     = "/data"
  data_repository_path = "s3://\${aws_s3_bucket.data.id}"
  s3 {
    auto_import_policy {
      events = ["NEW"]
    }
  }
}
resource "aws_s3_bucket" "data" {
  provider = ${provider}
  bucket   = "data"
}
resource "aws_s3_bucket_policy" "data" {
  provider = ${provider}
  bucket   = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Action    = ${actions}
      Resource  = [aws_s3_bucket.data.arn, "\${aws_s3_bucket.data.arn}/*"]
    }]
  })
}
`;
const message = (actions: string, lacks: string, add = 'it') =>
  `The policy does not allow the file system ${actions}: ${lacks}. Add ${add}.`;
const NOTIFICATION = message('"s3:PutBucketNotification"', 'automatic import cannot be set up');

export const cases: RuleCases = {
  bad: [
    {
      name: 'no list and no ACL',
      file: 'bucket-policy.json',
      text: policy('«["s3:GetBucketLocation", "s3:PutBucketNotification"]»'),
      messages: [
        message(
          '"s3:ListBucket" and "s3:GetBucketAcl"',
          'FSx cannot list the bucket, and FSx cannot validate its access to the bucket',
          'them',
        ),
      ],
      fixed: policy(
        '["s3:GetBucketLocation", "s3:PutBucketNotification", "s3:ListBucket", "s3:GetBucketAcl"]',
      ),
    },
    {
      name: 'automatic import without notifications',
      file: 'main.tf',
      text: config('«["s3:Get*", "s3:List*", "s3:PutObject"]»'),
      messages: [NOTIFICATION],
      fixed: config('["s3:Get*", "s3:List*", "s3:PutObject", "s3:PutBucketNotification"]'),
    },
    {
      name: 'no notifications, where the link is not in view',
      file: 'bucket-policy.json',
      text: policy('«["s3:Get*", "s3:List*"]»'),
      messages: [NOTIFICATION],
      severity: 'warning',
      fixed: policy('["s3:Get*", "s3:List*", "s3:PutBucketNotification"]'),
    },
    {
      name: 'no reading',
      file: 'bucket-policy.json',
      text: policy('"s3:*"', '«["s3:PutObject"]»'),
      messages: [message('"s3:GetObject"', 'the file system cannot read')],
      fixed: policy('"s3:*"', '["s3:PutObject", "s3:GetObject"]'),
    },
  ],
  good: [
    {
      name: "the role's own actions",
      file: 'bucket-policy.json',
      text: policy('["s3:Get*", "s3:List*", "s3:PutBucketNotification"]'),
    },
    { name: 'every action', file: 'main.tf', text: config('"s3:*"') },
    {
      name: 'a file system that only reads',
      file: 'bucket-policy.json',
      text: policy('["s3:Get*", "s3:List*", "s3:PutBucketNotification"]', '["s3:GetObject"]'),
    },
    {
      name: 'somebody else',
      file: 'bucket-policy.json',
      text: policy('["s3:ListBucket"]', '["s3:GetObject"]', 'arn:aws:iam::111111111111:role/reader'),
    },
    { name: 'actions from a variable', file: 'main.tf', text: config('var.actions') },
    {
      name: "a bucket of the file system's account",
      file: 'main.tf',
      text: config('["s3:GetObject"]', 'aws'),
    },
  ],
};
