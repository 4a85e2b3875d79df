import type { RuleCases } from '../case';

const config = (account: string, id = '${aws_fsx_lustre_file_system.data.id}') => `provider "aws" {
  alias               = "fsx"
  region              = "us-east-1"
  allowed_account_ids = ["111111111111"]
}
provider "aws" {
  alias               = "key"
  region              = "us-east-1"
  allowed_account_ids = ["333333333333"]
}
data "aws_caller_identity" "fsx" {
  provider = aws.fsx
}
data "aws_caller_identity" "key" {
  provider = aws.key
}
resource "aws_fsx_lustre_file_system" "data" {
  provider   = aws.fsx
  subnet_ids = [var.subnet]
}
resource "aws_kms_grant" "fsx" {
  provider          = aws.fsx
  key_id            = var.key_arn
  grantee_principal = ${account.startsWith('«"') ? account : `"arn:aws:iam::${account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${id}"`}
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const MESSAGE =
  'The grantee is a role of account "333333333333", and its file system is in "111111111111": there is no such role, and KMS refuses the grant with InvalidArnException. Write the account of the file system.';
const json = (account: string) =>
  `{"provider": {"aws": {"allowed_account_ids": ["111111111111"]}}, "resource": {"aws_fsx_lustre_file_system": {"data": {}}, "aws_kms_grant": {"fsx": {"grantee_principal": "arn:aws:iam::${account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_\${aws_fsx_lustre_file_system.data.id}"}}}}`;

export const cases: RuleCases = {
  bad: [
    {
      name: "the key's account",
      file: 'main.tf',
      text: config('«333333333333»'),
      messages: [MESSAGE],
      fixed: config('111111111111'),
    },
    {
      name: "the account of the key's provider",
      file: 'main.tf',
      text: config(
        '«"arn:aws:iam::${data.aws_caller_identity.key.account_id}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}"»',
      ),
      messages: [MESSAGE],
    },
    {
      name: "the key's account, in Terraform JSON",
      file: 'cdk.tf.json',
      text: json('«333333333333»'),
      messages: [MESSAGE],
      fixed: json('111111111111'),
    },
  ],
  good: [
    { name: "the file system's account", file: 'main.tf', text: config('111111111111') },
    {
      name: "the account of the file system's provider",
      file: 'main.tf',
      text: config('${data.aws_caller_identity.fsx.account_id}'),
    },
    {
      name: 'a file system elsewhere',
      file: 'main.tf',
      text: config('333333333333', 'fs-0123456789abcdef0'),
    },
    { name: 'an account from a variable', file: 'main.tf', text: config('${var.account}') },
    { name: "the file system's account, in Terraform JSON", file: 'cdk.tf.json', text: json('111111111111') },
  ],
};
