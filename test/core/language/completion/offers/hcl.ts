import type { Offers } from './offers';
import { ROLE, key } from './texts';

const hcl = (statement: string) => `resource "aws_kms_key" "k" {
  policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      ${statement}
    }]
  })
}
`;
const document = (statement: string) => `data "aws_iam_policy_document" "d" {
  statement {
    actions = ["kms:Decrypt"]
    ${statement}
  }
}
`;

export const IN_HCL: readonly Offers[] = [
  {
    name: 'elements of a jsonencode',
    files: { 'main.tf': hcl('|\n      Action = ["kms:Decrypt"]') },
    labels: ['Sid', 'Principal', 'Resource', 'Condition'],
    only: true,
    puts: {
      Principal: 'Principal = { AWS = ["$1"] \\}',
      Condition: 'Condition = { "${1:StringEquals}" = { "$2" = "$3" \\} \\}',
    },
  },
  {
    name: 'an operator of a jsonencode',
    files: { 'main.tf': hcl('Action = ["kms:Decrypt"]\n      Condition = { | }') },
    puts: {
      StringEquals: 'StringEquals = { "$1" = "$2" \\}',
      'ForAllValues:StringEquals': '"ForAllValues:StringEquals" = { "$1" = "$2" \\}',
    },
  },
  {
    name: 'a condition key of a jsonencode',
    files: { 'main.tf': hcl('Action = ["kms:Decrypt"]\n      Condition = { StringEquals = { "kms:|" } }') },
    replaced: 'kms:"',
    puts: { 'kms:ViaService': 'kms:ViaService" = "$1"' },
  },
  {
    name: 'a bucket by reference, without quotes',
    files: {
      'main.tf': `${hcl('Action = ["kms:Decrypt"]\n      Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = [|] } }')}resource "aws_s3_bucket" "data" {}\n`,
    },
    puts: {
      '${aws_s3_bucket.data.arn}': 'aws_s3_bucket.data.arn',
      '${aws_s3_bucket.data.arn}/*': '"${aws_s3_bucket.data.arn}/*"',
    },
  },
  {
    name: 'an action in a heredoc',
    files: {
      'main.tf': `resource "aws_kms_key" "k" {\n  policy = <<-EOT\n    ${key('"Action": ["kms:Decrypt", "|"]')}\n  EOT\n}\n`,
    },
    puts: { 'kms:Encrypt': 'kms:Encrypt' },
  },
  {
    name: 'attributes and blocks of a document',
    files: { 'main.tf': document('|') },
    labels: ['sid', 'effect', 'principals', 'resources', 'condition'],
    only: true,
    puts: {
      resources: 'resources = ["$1"]',
      condition: 'condition {\n\ttest     = "${3:StringEquals}"\n\tvariable = "$1"\n\tvalues   = ["$2"]\n\\}',
    },
  },
  {
    name: 'a second condition of a document',
    files: { 'main.tf': document('condition {\n      test = "Bool"\n    }\n    con|') },
    replaced: 'con',
    puts: {
      condition: 'condition {\n\ttest     = "${3:StringEquals}"\n\tvariable = "$1"\n\tvalues   = ["$2"]\n\\}',
    },
  },
  {
    name: 'what a condition block lacks',
    files: { 'main.tf': document('condition {\n      test = "StringEquals"\n      |\n    }') },
    labels: ['variable', 'values'],
    only: true,
  },
  {
    name: 'a condition key of a document, not closed',
    files: {
      'main.tf': document('condition {\n      test = "StringEquals"\n      variable = "kms:|\n    }'),
    },
    replaced: 'kms:',
    puts: { 'kms:ViaService': 'kms:ViaService"' },
    without: ['kms:GrantOperations'],
  },
  {
    name: 'operators for the key of a document',
    files: { 'main.tf': document('condition {\n      test = |\n      variable = "aws:SourceIp"\n    }') },
    labels: ['IpAddress', 'NotIpAddress', 'Null'],
    puts: { IpAddress: '"IpAddress"' },
  },
  {
    name: 'operations of a symmetric key, those that a file system needs first',
    files: { 'main.tf': 'resource "aws_kms_grant" "g" {\n  operations = ["DescribeKey", "|"]\n}\n' },
    labels: ['Decrypt', 'GenerateDataKey', 'Encrypt'],
    without: ['DescribeKey', 'Sign', 'GetPublicKey'],
  },
  {
    name: 'operations of the key that is meant, which stands in another file',
    files: {
      'grant.tf': 'resource "aws_kms_grant" "g" {\n  key_id = aws_kms_key.k.arn\n  operations = [|]\n}\n',
      'key.tf':
        'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "ECC_NIST_P256"\n  key_usage = "SIGN_VERIFY"\n}\n',
    },
    labels: ['Sign', 'Verify', 'GetPublicKey', 'CreateGrant', 'DescribeKey', 'RetireGrant'],
    only: true,
  },
  {
    name: 'the role of a file system by reference',
    files: {
      'main.tf':
        'resource "aws_fsx_lustre_file_system" "data" {}\nresource "aws_kms_grant" "g" {\n  grantee_principal = |\n}\n# 111122223333\n',
    },
    puts: {
      [`${ROLE}\${aws_fsx_lustre_file_system.data.id}`]: `"${ROLE}\${aws_fsx_lustre_file_system.data.id}"`,
    },
  },
  {
    name: 'deployment types',
    files: { 'main.tf': 'resource "aws_fsx_lustre_file_system" "f" {\n  deployment_type = "|"\n}\n' },
    labels: ['PERSISTENT_2', 'PERSISTENT_1', 'SCRATCH_2', 'SCRATCH_1'],
    only: true,
  },
  {
    name: 'storage types of the deployment type',
    files: {
      'main.tf':
        'resource "aws_fsx_lustre_file_system" "f" {\n  deployment_type = "PERSISTENT_1"\n  storage_type = |\n}\n',
    },
    labels: ['SSD', 'HDD'],
    only: true,
  },
  {
    name: 'throughput of the storage type',
    files: {
      'main.tf':
        'resource "aws_fsx_lustre_file_system" "f" {\n  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  per_unit_storage_throughput = |\n}\n',
    },
    labels: ['12', '40'],
    only: true,
    puts: { '12': '12' },
  },
  {
    name: 'throughput in a block that is not closed',
    files: {
      'main.tf':
        'resource "aws_fsx_lustre_file_system" "f" {\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = |',
    },
    labels: ['125', '250', '500', '1000'],
    only: true,
  },
  {
    name: 'events that are not listed yet',
    files: {
      'main.tf':
        'resource "aws_fsx_data_repository_association" "a" {\n  s3 {\n    auto_export_policy {\n      events = ["NEW", "|"]\n    }\n  }\n}\n',
    },
    labels: ['CHANGED', 'DELETED'],
    only: true,
  },
  {
    name: 'algorithms of default encryption',
    files: {
      'main.tf':
        'resource "aws_s3_bucket_server_side_encryption_configuration" "e" {\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = "|"\n    }\n  }\n}\n',
    },
    labels: ['aws:kms', 'aws:kms:dsse', 'AES256'],
    only: true,
  },
];
