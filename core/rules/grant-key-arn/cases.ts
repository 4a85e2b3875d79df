import type { RuleCases } from '../case';

const ID = 'a056d364-d490-473d-ad19-bd6a483d8096';
const ARN = `arn:aws:kms:us-east-1:333333333333:key/${ID}`;
const provider = (alias: string, login: string) => `provider "aws" {
  alias  = "${alias}"
  region = "us-east-1"
  ${login}
}
`;
const PROVIDERS =
  provider('fsx', 'allowed_account_ids = ["111111111111"]') +
  provider('key', 'allowed_account_ids = ["333333333333"]');
const grant = (key: string, alias = 'fsx') => `resource "aws_kms_key" "data" {
  provider = aws.key
}
resource "aws_kms_grant" "fsx" {
  provider          = aws.${alias}
  key_id            = ${key}
  grantee_principal = var.role_arn
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const other = (text: string) =>
  `${text} is the id of a key of another account: KMS looks it up in the account that creates the grant, and answers NotFoundException. Write the ARN of the key.`;
const alias = (text: string) =>
  `${text} is an alias, and CreateGrant takes a key's id or ARN: it ends in NotFoundException or InvalidArnException. Write the ARN of the key.`;
const encryption = `resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "${ARN}"
    }
  }
}
`;
const json = (attribute: string) =>
  `{"provider": {"aws": [{"allowed_account_ids": ["111111111111"]}, {"alias": "key", "allowed_account_ids": ["333333333333"]}]}, "resource": {"aws_kms_key": {"data": {"provider": "aws.key"}}, "aws_kms_grant": {"fsx": {"key_id": ${attribute}}}}}`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the id of a key of another account',
      file: 'main.tf',
      text: PROVIDERS + grant('«aws_kms_key.data.key_id»'),
      messages: [other('aws_kms_key.data.key_id')],
      fixed: PROVIDERS + grant('aws_kms_key.data.arn'),
    },
    {
      name: 'an alias',
      file: 'main.tf',
      text: PROVIDERS + grant('"«alias/data»"'),
      messages: [alias('"alias/data"')],
    },
    {
      name: 'the alias of another account',
      file: 'main.tf',
      text: PROVIDERS + grant('"«arn:aws:kms:us-east-1:333333333333:alias/data»"'),
      messages: [alias('"arn:aws:kms:us-east-1:333333333333:alias/data"')],
    },
    {
      name: "an id whose ARN stands in the bucket's encryption",
      file: 'main.tf',
      text: PROVIDERS + encryption + grant(`"«${ID}»"`),
      messages: [
        `"${ID}" is the id of a key of account "333333333333", and the grant is created in "111111111111": KMS looks the id up there, and answers NotFoundException. Write "${ARN}".`,
      ],
      fixed: PROVIDERS + encryption + grant(`"${ARN}"`),
    },
    {
      name: 'an alias by reference',
      file: 'main.tf',
      text: `resource "aws_kms_alias" "data" {\n  name = "alias/data"\n  target_key_id = var.k\n}\nresource "aws_kms_grant" "fsx" {\n  key_id = «aws_kms_alias.data.arn»\n}\n`,
      messages: [alias('aws_kms_alias.data.arn')],
      fixed: `resource "aws_kms_alias" "data" {\n  name = "alias/data"\n  target_key_id = var.k\n}\nresource "aws_kms_grant" "fsx" {\n  key_id = aws_kms_alias.data.target_key_arn\n}\n`,
    },
    {
      name: 'the id of a key of another account, in Terraform JSON',
      file: 'cdk.tf.json',
      text: json('«"${aws_kms_key.data.id}"»'),
      messages: [other('aws_kms_key.data.id')],
      fixed: json('"${aws_kms_key.data.arn}"'),
    },
    {
      name: 'providers with different profiles',
      file: 'main.tf',
      text:
        provider('fsx', 'profile = "account-a"') +
        provider('key', 'profile = "account-c"') +
        grant('«aws_kms_key.data.id»'),
      messages: [other('aws_kms_key.data.id')],
      severity: 'warning',
      fixed:
        provider('fsx', 'profile = "account-a"') +
        provider('key', 'profile = "account-c"') +
        grant('aws_kms_key.data.arn'),
    },
  ],
  good: [
    { name: 'the ARN', file: 'main.tf', text: PROVIDERS + grant('aws_kms_key.data.arn') },
    {
      name: 'the id of a key of the own account',
      file: 'main.tf',
      text: PROVIDERS + grant('aws_kms_key.data.key_id', 'key'),
    },
    { name: 'an id of which nothing is known', file: 'main.tf', text: PROVIDERS + grant(`"${ID}"`) },
    {
      name: 'the key behind an alias',
      file: 'main.tf',
      text: PROVIDERS + grant('data.aws_kms_alias.data.target_key_arn'),
    },
    { name: 'accounts that are not in view', file: 'main.tf', text: grant('aws_kms_key.data.key_id') },
    { name: 'a variable', file: 'main.tf', text: PROVIDERS + grant('var.key') },
  ],
};
