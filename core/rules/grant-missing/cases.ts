import type { RuleCases } from '../case';

const PROVIDERS = ['111111111111', '222222222222', '333333333333']
  .map(
    (account, index) => `provider "aws" {
  alias               = "${['fsx', 'bucket', 'key'][index] ?? ''}"
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
`,
  )
  .join('');
const FILE_SYSTEM = `resource "aws_fsx_lustre_file_system" "data" {
  provider   = aws.fsx
  subnet_ids = [var.subnet]
}
`;
const bucket = (name: string, key: string) => `resource "aws_s3_bucket" "${name}" {
  provider = aws.bucket
  bucket   = "${name}"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "${name}" {
  provider = aws.bucket
  bucket   = aws_s3_bucket.${name}.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = ${key}
    }
  }
}
`;
const key = (name: string, provider = 'key') => `resource "aws_kms_key" "${name}" {
  provider = aws.${provider}
}
`;
const link = (name: string, path: string) => `resource "aws_fsx_data_repository_association" "${name}" {
  provider             = aws.fsx
  file_system_id       = aws_fsx_lustre_file_system.data.id
  file_system_path     = "/${name}"
  data_repository_path = ${path}
}
`;
const grant = (
  keyArn: string,
  grantee = 'AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}',
) => `resource "aws_kms_grant" "fsx" {
  provider          = aws.fsx
  key_id            = ${keyArn}
  grantee_principal = "arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/${grantee}"
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const ARN = '"arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096"';
const one = (path: string, keyArn = 'aws_kms_key.a.arn') =>
  PROVIDERS + FILE_SYSTEM + key('a') + bucket('one', keyArn) + link('one', path);
const ENDING =
  'aws_fsx_lustre_file_system.data can list the files, and reading them ends in "No data available". Add an aws_kms_grant on this key for the file system\'s role, created with the file system\'s provider.';
const MESSAGE = `The bucket is encrypted with a key of account "333333333333", and there is no grant for it: ${ENDING}`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a bucket with the key of a third account',
      file: 'main.tf',
      text: one('«"s3://${aws_s3_bucket.one.id}/"»'),
      messages: [MESSAGE],
    },
    {
      name: 'a key by its ARN, a bucket by its name',
      file: 'main.tf',
      text: one('"«s3://one/data»"', ARN),
      messages: [MESSAGE],
    },
    {
      name: 'a second bucket, whose key has no grant',
      file: 'main.tf',
      text:
        one('"s3://one"') +
        key('b') +
        bucket('two', 'aws_kms_key.b.arn') +
        link('two', '"«s3://two»"') +
        grant('aws_kms_key.a.arn'),
      messages: [
        `The bucket is encrypted with a key of account "333333333333", and there are grants for other keys and none for this one: ${ENDING}`,
      ],
      severity: 'warning',
    },
    {
      name: 'a grant for somebody else',
      file: 'main.tf',
      text: `${one('"«s3://one»"')}resource "aws_kms_grant" "reader" {
  provider          = aws.fsx
  key_id            = aws_kms_key.a.arn
  grantee_principal = "arn:aws:iam::111111111111:role/reader"
  operations        = ["Decrypt"]
}
`,
      messages: [MESSAGE],
    },
    {
      name: 'the key policy alone',
      file: 'main.tf',
      text: `${PROVIDERS}${FILE_SYSTEM}resource "aws_kms_key" "a" {
  provider = aws.key
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = «"arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_\${aws_fsx_lustre_file_system.data.id}"» }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }]
  })
}
`,
      messages: [
        `The policy lets the file system's role use a key of account "333333333333", and there is no grant for it: ${ENDING}`,
      ],
    },
  ],
  good: [
    { name: 'a grant', file: 'main.tf', text: one('"s3://one"') + grant('aws_kms_key.a.arn') },
    {
      name: 'a grant on a key that is not known',
      file: 'main.tf',
      text: one('"s3://one"') + grant('var.key_arn'),
    },
    {
      name: "a key of the file system's own account, where the key policy is enough",
      file: 'main.tf',
      text:
        PROVIDERS +
        FILE_SYSTEM +
        key('a', 'fsx') +
        bucket('one', 'aws_kms_key.a.arn') +
        link('one', '"s3://one"'),
    },
    {
      name: "a bucket and a key, with the file system's configuration elsewhere",
      file: 'main.tf',
      text: PROVIDERS + key('a') + bucket('one', 'aws_kms_key.a.arn'),
    },
    {
      name: 'accounts that are not in view',
      file: 'main.tf',
      text: FILE_SYSTEM + key('a') + bucket('one', 'aws_kms_key.a.arn') + link('one', '"s3://one"'),
    },
    {
      name: 'a module that makes the grants',
      file: 'main.tf',
      text: `${one('"s3://one"')}module "grants" {
  source         = "./grants"
  file_system_id = aws_fsx_lustre_file_system.data.id
}
`,
    },
    {
      name: 'a bucket that is encrypted without KMS',
      file: 'main.tf',
      text: one('"s3://one"').replace('"aws:kms"', '"AES256"'),
    },
    {
      name: 'two buckets with one key',
      file: 'main.tf',
      text:
        one('"s3://one"') +
        bucket('two', 'aws_kms_key.a.arn') +
        link('two', '"s3://two"') +
        grant('aws_kms_key.a.arn'),
    },
  ],
};
