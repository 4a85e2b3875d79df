import type { RuleCases } from '../case';

const providers = (a: string, c: string) => `provider "aws" {
  alias  = "fsx"
  region = "us-east-1"
  ${a}
}
provider "aws" {
  alias  = "key"
  region = "us-east-1"
  ${c}
}
`;
const IDS = providers('allowed_account_ids = ["111111111111"]', 'allowed_account_ids = ["333333333333"]');
const ROLES = providers(
  'assume_role {\n    role_arn = "arn:aws:iam::111111111111:role/deploy"\n  }',
  'assume_role {\n    role_arn = "arn:aws:iam::333333333333:role/deploy"\n  }',
);
const PROFILES = providers('profile = "storage"', 'profile = "security"');
const rest = (
  provider: string,
  id = '${aws_fsx_lustre_file_system.data.id}',
  account = '111111111111',
) => `resource "aws_fsx_lustre_file_system" "data" {
  provider   = aws.fsx
  subnet_ids = [var.subnet]
}
resource "aws_kms_key" "data" {
  provider = aws.key
}
resource "aws_kms_grant" "fsx" {
  provider          = ${provider}
  key_id            = aws_kms_key.data.arn
  grantee_principal = "arn:aws:iam::${account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${id}"
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const message = (issuer: string, needed: string) =>
  `The grant is created in ${issuer}, which owns the key, and the file system's role is in ${needed}: the read stays denied there, because no identity-based policy allows it. Create the grant with the provider of the file system.`;
const WITH_IDS = message('account "333333333333"', 'account "111111111111"');
const json = (provider: string) =>
  `{"provider": {"aws": [{"alias": "fsx", "allowed_account_ids": ["111111111111"]}, {"alias": "key", "allowed_account_ids": ["333333333333"]}]}, "resource": {"aws_fsx_lustre_file_system": {"data": {"provider": "aws.fsx"}}, "aws_kms_key": {"data": {"provider": "aws.key"}}, "aws_kms_grant": {"fsx": {"provider": ${provider}, "key_id": "\${aws_kms_key.data.arn}", "grantee_principal": "arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_\${aws_fsx_lustre_file_system.data.id}"}}}}`;

export const cases: RuleCases = {
  bad: [
    {
      name: "the key's provider",
      file: 'main.tf',
      text: IDS + rest('«aws.key»'),
      messages: [WITH_IDS],
      fixed: IDS + rest('aws.fsx'),
    },
    {
      name: "the key's provider, by the roles that are assumed",
      file: 'main.tf',
      text: ROLES + rest('«aws.key»'),
      messages: [WITH_IDS],
      fixed: ROLES + rest('aws.fsx'),
    },
    {
      name: "the key's provider, by profiles",
      file: 'main.tf',
      text: PROFILES + rest('«aws.key»', undefined, '${var.account}'),
      messages: [message('the account of aws.key', 'that of aws.fsx')],
      fixed: PROFILES + rest('aws.fsx', undefined, '${var.account}'),
    },
    {
      name: "the key's provider, in Terraform JSON",
      file: 'cdk.tf.json',
      text: json('«"aws.key"»'),
      messages: [WITH_IDS],
      fixed: json('"aws.fsx"'),
    },
    {
      name: 'a stack of the key alone',
      file: 'main.ts',
      text: `import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['333333333333'] });
const key = new KmsKey(this, 'key');
new «KmsGrant»(this, 'grant', {
  keyId: key.arn,
  granteePrincipal: 'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0',
  operations: ['Decrypt', 'GenerateDataKey'],
});
`,
      messages: [WITH_IDS],
    },
  ],
  good: [
    { name: "the file system's provider", file: 'main.tf', text: IDS + rest('aws.fsx') },
    { name: 'accounts that are not in view', file: 'main.tf', text: rest('aws.key') },
    {
      name: 'two Regions of one account',
      file: 'main.tf',
      text:
        providers('allowed_account_ids = ["111111111111"]', 'allowed_account_ids = ["111111111111"]') +
        rest('aws.key'),
    },
    { name: "the file system's provider, by profiles", file: 'main.tf', text: PROFILES + rest('aws.fsx') },
    { name: "the file system's provider, in Terraform JSON", file: 'cdk.tf.json', text: json('"aws.fsx"') },
    {
      name: 'a role of your own, which can have a policy',
      file: 'main.tf',
      text: `${IDS}resource "aws_kms_grant" "reader" {
  provider          = aws.key
  key_id            = "arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096"
  grantee_principal = "arn:aws:iam::111111111111:role/reader"
  operations        = ["Decrypt"]
}
`,
    },
  ],
};
