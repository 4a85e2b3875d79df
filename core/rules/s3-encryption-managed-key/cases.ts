import type { RuleCases } from '../case';

const provider = (alias: string, account: string) => `provider "aws" {
  alias               = "${alias}"
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
`;
const config = (
  encryption: string,
  bucketProvider = 'bucket',
  path = '"s3://data/"',
) => `${provider('fsx', '111111111111')}${provider('bucket', '222222222222')}resource "aws_s3_bucket" "data" {
  provider = aws.${bucketProvider}
  bucket   = "data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  provider = aws.${bucketProvider}
  bucket   = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      ${encryption}
    }
  }
}
resource "aws_fsx_lustre_file_system" "data" {
  provider   = aws.fsx
  subnet_ids = [var.subnet]
}
resource "aws_fsx_data_repository_association" "data" {
  provider             = aws.fsx
  file_system_id       = aws_fsx_lustre_file_system.data.id
  file_system_path     = "/data"
  data_repository_path = ${path}
}
`;
const KEY = 'sse_algorithm = "aws:kms"\n      kms_master_key_id = ';
const message = (what: string) =>
  `${what} the managed key aws/s3, which no other account can use: the file system of another account that is linked to the bucket can neither read nor export. Name a customer managed key by its ARN.`;
const alias = 'data "aws_kms_alias" "s3" {\n  name = "alias/aws/s3"\n}\n';

export const cases: RuleCases = {
  bad: [
    {
      name: 'no key',
      file: 'main.tf',
      text: config('sse_algorithm = "«aws:kms»"'),
      messages: [message('"aws:kms" without a key is')],
    },
    {
      name: 'the alias',
      file: 'main.tf',
      text: config(`${KEY}"«alias/aws/s3»"`),
      messages: [message('This is')],
    },
    {
      name: 'the key behind the alias',
      file: 'main.tf',
      text: alias + config(`${KEY}«data.aws_kms_alias.s3.target_key_arn»`),
      messages: [message('This is')],
    },
  ],
  good: [
    { name: 'a key by its ARN', file: 'main.tf', text: config(`${KEY}var.key_arn`) },
    { name: 'encryption without KMS', file: 'main.tf', text: config('sse_algorithm = "AES256"') },
    {
      name: "a bucket in the file system's account",
      file: 'main.tf',
      text: config('sse_algorithm = "aws:kms"', 'fsx'),
    },
    {
      name: 'a bucket that is not linked',
      file: 'main.tf',
      text: config('sse_algorithm = "aws:kms"', 'bucket', '"s3://other"'),
    },
  ],
};
