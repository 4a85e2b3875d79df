import type { RuleCases } from '../case';

const provider = (alias: string, account: string) => `provider "aws" {
  alias               = "${alias}"
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
`;
const PROVIDERS =
  provider('fsx', '111111111111') + provider('bucket', '222222222222') + provider('key', '333333333333');
const config = (key: string, keyProvider = 'key') => `resource "aws_kms_key" "data" {
  provider = aws.${keyProvider}
}
resource "aws_kms_alias" "data" {
  provider      = aws.${keyProvider}
  name          = "alias/data"
  target_key_id = aws_kms_key.data.key_id
}
resource "aws_s3_bucket" "data" {
  provider = aws.bucket
  bucket   = "data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  provider = aws.bucket
  bucket   = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = ${key}
    }
  }
}
`;
const LINK = `resource "aws_fsx_lustre_file_system" "data" {
  provider   = aws.fsx
  subnet_ids = [var.subnet]
}
resource "aws_fsx_data_repository_association" "data" {
  provider             = aws.fsx
  file_system_id       = aws_fsx_lustre_file_system.data.id
  file_system_path     = "/data"
  data_repository_path = "s3://\${aws_s3_bucket.data.id}"
}
`;
const message = (text: string, form: string, because: string) =>
  `"${text}" is ${form}, and ${because}: KMS looks it up in the account that writes, and the upload fails. Write the ARN of the key.`;
const OTHER = 'the key is in another account than the bucket';
const WRITER = 'a file system of another account exports to the bucket';

export const cases: RuleCases = {
  bad: [
    {
      name: 'the id of a key of another account',
      file: 'main.tf',
      text: PROVIDERS + config('«aws_kms_key.data.key_id»'),
      messages: [message('aws_kms_key.data.key_id', 'the id of a key', OTHER)],
      fixed: PROVIDERS + config('aws_kms_key.data.arn'),
    },
    {
      name: 'an alias of another account',
      file: 'main.tf',
      text: PROVIDERS + config('«aws_kms_alias.data.name»'),
      messages: [message('aws_kms_alias.data.name', 'an alias', OTHER)],
      fixed: PROVIDERS + config('aws_kms_alias.data.target_key_arn'),
    },
    {
      name: 'an alias of the own account, where a file system of another one writes',
      file: 'main.tf',
      text: PROVIDERS + config('"«alias/data»"', 'bucket') + LINK,
      messages: [message('alias/data', 'an alias', WRITER)],
    },
    {
      name: 'the ARN of an alias of another account',
      file: 'main.tf',
      text: PROVIDERS + config('"«arn:aws:kms:us-east-1:333333333333:alias/data»"'),
      messages: [
        message(
          'arn:aws:kms:us-east-1:333333333333:alias/data',
          'an alias',
          'its account "333333333333" is not that of the bucket, "222222222222"',
        ),
      ],
      severity: 'warning',
    },
  ],
  good: [
    { name: 'the ARN', file: 'main.tf', text: PROVIDERS + config('aws_kms_key.data.arn') + LINK },
    {
      name: 'the id of a key of the own account',
      file: 'main.tf',
      text: PROVIDERS + config('aws_kms_key.data.key_id', 'bucket'),
    },
    {
      name: 'an alias of the own account',
      file: 'main.tf',
      text: PROVIDERS + config('"alias/data"', 'bucket'),
    },
    { name: 'accounts that are not in view', file: 'main.tf', text: config('aws_kms_key.data.key_id') },
    {
      name: 'a bare id',
      file: 'main.tf',
      text: PROVIDERS + config('"a056d364-d490-473d-ad19-bd6a483d8096"'),
    },
    { name: 'a variable', file: 'main.tf', text: PROVIDERS + config('var.key') + LINK },
  ],
};
