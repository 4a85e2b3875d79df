import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const grant = (pair: string, grantee = ROLE) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = "${grantee}"
  operations        = ["Decrypt", "GenerateDataKey"]
  constraints {
    encryption_context_subset = { ${pair} }
  }
}
`;
const name = (text: string) =>
  `S3 sends "aws:s3:arn" as encryption context and nothing called "${text}": the grant never applies to what the file system reads. Write "aws:s3:arn".`;
const value = (text: string, reason: string, arn: string) =>
  `"${text}" ${reason}: S3 sends "arn:aws:s3:::bucket" or "arn:aws:s3:::bucket/object", and the grant never applies. Write "${arn}".`;
const good = grant('"aws:s3:arn" = "arn:aws:s3:::data-bucket"');

export const cases: RuleCases = {
  bad: [
    {
      name: 'the condition key of a policy',
      file: 'main.tf',
      text: grant('"«kms:EncryptionContext:aws:s3:arn»" = "arn:aws:s3:::data-bucket"'),
      messages: [name('kms:EncryptionContext:aws:s3:arn')],
      fixed: good,
    },
    {
      name: 'an ARN with a Region',
      file: 'main.tf',
      text: grant('"aws:s3:arn" = "«arn:aws:s3:us-east-1::data-bucket»"'),
      messages: [
        value(
          'arn:aws:s3:us-east-1::data-bucket',
          'has a Region or an account, which ARNs of S3 have not',
          'arn:aws:s3:::data-bucket',
        ),
      ],
      fixed: good,
    },
    {
      name: "the bucket's name",
      file: 'main.tf',
      text: grant('"aws:s3:arn" = "«s3://data-bucket»"'),
      messages: [value('s3://data-bucket', 'is no ARN of S3', 'arn:aws:s3:::data-bucket')],
      fixed: good,
    },
    {
      name: 'a slash too much, in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${ROLE}", "constraints": {"encryption_context_equals": {"aws:s3:arn": "«arn:aws:s3:::data/»"}}}}}}`,
      messages: [value('arn:aws:s3:::data/', 'ends in a slash', 'arn:aws:s3:::data')],
      fixed: `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${ROLE}", "constraints": {"encryption_context_equals": {"aws:s3:arn": "arn:aws:s3:::data"}}}}}}`,
    },
    {
      name: 'a context of somebody else',
      file: 'main.tf',
      text: grant('"«aws:fsx:fs-id»" = "fs-0123456789abcdef0"'),
      messages: [name('aws:fsx:fs-id')],
    },
  ],
  good: [
    { name: "the bucket's ARN", file: 'main.tf', text: good },
    {
      name: 'a name in another case, which KMS takes',
      file: 'main.tf',
      text: grant('"AWS:S3:ARN" = "arn:aws:s3:::data-bucket"'),
    },
    {
      name: 'an object whose key ends in a slash',
      file: 'main.tf',
      text: grant('"aws:s3:arn" = "arn:aws:s3:::data/folder/"'),
    },
    {
      name: 'another partition',
      file: 'main.tf',
      text: grant('"aws:s3:arn" = "arn:aws-cn:s3:::data-bucket"'),
    },
    { name: 'a variable', file: 'main.tf', text: grant('"aws:s3:arn" = var.bucket_arn') },
    {
      name: 'a context of another service, for another role',
      file: 'main.tf',
      text: grant('"aws:dynamodb:tableName" = "t"', 'arn:aws:iam::111111111111:role/reader'),
    },
  ],
};
