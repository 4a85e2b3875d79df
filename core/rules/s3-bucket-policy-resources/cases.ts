import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const policy = (resource: string, principal = ROLE, more = '') => `{
  "Version": "2012-10-17",
  "Statement": [${more}
    {
      "Effect": "Allow",
      "Principal": { "AWS": "${principal}" },
      "Action": "s3:*",
      "Resource": ${resource}
    }
  ]
}
`;
const provider = (alias: string, account: string) => `provider "aws" {
  alias               = "${alias}"
  allowed_account_ids = ["${account}"]
}
`;
const config = (
  resources: string,
  bucketProvider = 'bucket',
) => `${provider('fsx', '111111111111')}${provider('bucket', '222222222222')}resource "aws_fsx_lustre_file_system" "data" {
  provider = aws.fsx
}
resource "aws_fsx_data_repository_association" "data" {
  provider             = aws.fsx
  file_system_id       = aws_fsx_lustre_file_system.data.id
  file_system_path     = "/data"
  data_repository_path = "s3://\${aws_s3_bucket.data.id}"
}
resource "aws_s3_bucket" "data" {
  provider = aws.${bucketProvider}
  bucket   = "data"
}
resource "aws_s3_bucket_policy" "data" {
  provider = aws.${bucketProvider}
  bucket   = aws_s3_bucket.data.id
  policy   = data.aws_iam_policy_document.data.json
}
data "aws_iam_policy_document" "data" {
  statement {
    actions   = ["s3:*"]
    resources = ${resources}
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
  }
}
`;
const noBucket = (written: string, bucket: string) =>
  `The file system gets "${written}" and not the bucket itself: FSx is unable to validate access to the bucket. Add "${bucket}".`;
const noObjects = (written: string) =>
  `The file system gets "${written}" and not the objects in it: it lists them, and reading ends in "access denied". Add "${written}/*".`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'objects without their bucket',
      file: 'bucket-policy.json',
      text: policy('"«arn:aws:s3:::data/*»"'),
      messages: [noBucket('arn:aws:s3:::data/*', 'arn:aws:s3:::data')],
      fixed: policy('["arn:aws:s3:::data/*", "arn:aws:s3:::data"]'),
    },
    {
      name: 'a bucket without its objects',
      file: 'bucket-policy.json',
      text: policy('["«arn:aws:s3:::data»"]'),
      messages: [noObjects('arn:aws:s3:::data')],
      fixed: policy('["arn:aws:s3:::data", "arn:aws:s3:::data/*"]'),
    },
    {
      name: "the file system's account, for a bucket that is linked",
      file: 'main.tf',
      text: config('[«"${aws_s3_bucket.data.arn}/*"»]'),
      messages: [noBucket('${…}/*', '${…}')],
    },
    {
      name: 'objects without their bucket, in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_s3_bucket_policy": {"p": {"bucket": "data", "policy": "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"AWS\\": \\"${ROLE}\\"}, \\"Action\\": \\"s3:*\\", \\"Resource\\": \\"«arn:aws:s3:::data/*»\\"}]}"}}}}`,
      messages: [noBucket('arn:aws:s3:::data/*', 'arn:aws:s3:::data')],
    },
  ],
  good: [
    {
      name: 'both',
      file: 'bucket-policy.json',
      text: policy('["arn:aws:s3:::data", "arn:aws:s3:::data/*"]'),
    },
    {
      name: 'both, in two statements',
      file: 'bucket-policy.json',
      text: policy(
        '"arn:aws:s3:::data/*"',
        ROLE,
        '{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:List*", "Resource": "arn:aws:s3:::data"},',
      ),
    },
    {
      name: 'somebody else, who may need the objects only',
      file: 'bucket-policy.json',
      text: policy('"arn:aws:s3:::data/*"', 'arn:aws:iam::111111111111:role/reader'),
    },
    { name: 'everything', file: 'bucket-policy.json', text: policy('"*"') },
    {
      name: 'both by reference',
      file: 'main.tf',
      text: config('[aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]'),
    },
    {
      name: "a bucket of the file system's account",
      file: 'main.tf',
      text: config('["${aws_s3_bucket.data.arn}/*"]', 'fsx'),
    },
    { name: 'resources from a variable', file: 'main.tf', text: config('var.arns') },
  ],
};
