import type { RuleCases } from '../case';

const grant = (grantee: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = ${grantee}
  operations        = ["Decrypt"]
}
`;
const json = (grantee: string) =>
  `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${grantee}"}}}}`;
const message = (text: string, what: string, instead: string) =>
  `"${text}" ${what}: KMS refuses the grant with InvalidArnException. ${instead}`;
const NAME = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const WHOLE = 'Write the whole ARN: "arn:aws:iam::<account>:role/<path><name>".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a reference in quotes',
      file: 'main.tf',
      text: grant('"«aws_iam_role.reader.arn»"'),
      messages: [
        message(
          'aws_iam_role.reader.arn',
          'is a text in quotes, no reference',
          'Write aws_iam_role.reader.arn without quotes.',
        ),
      ],
      fixed: grant('aws_iam_role.reader.arn'),
    },
    {
      name: "a role's name",
      file: 'main.tf',
      text: grant(`"«${NAME}»"`),
      messages: [message(NAME, 'is no ARN', WHOLE)],
    },
    {
      name: 'a reference without its braces, in Terraform JSON',
      file: 'cdk.tf.json',
      text: json('«aws_iam_role.reader.arn»'),
      messages: [
        message(
          'aws_iam_role.reader.arn',
          'is a text in quotes, no reference',
          'Write aws_iam_role.reader.arn without quotes.',
        ),
      ],
      fixed: json('${aws_iam_role.reader.arn}'),
    },
    {
      name: 'the name of a role, by reference',
      file: 'main.tf',
      text: grant('«aws_iam_role.reader.name»'),
      messages: [
        'aws_iam_role.reader.name is a name and no ARN: KMS refuses the grant with InvalidArnException. Take the attribute arn.',
      ],
      fixed: grant('aws_iam_role.reader.arn'),
    },
    {
      name: 'the roles of all file systems',
      file: 'main.tf',
      text: grant(
        '"«arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*»"',
      ),
      messages: [
        message(
          'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*',
          'is a pattern, and a grant is for one principal',
          'Write the ARN of one role.',
        ),
      ],
    },
    {
      name: 'a file system instead of its role',
      file: 'main.tf',
      text: grant('"«arn:aws:fsx:us-east-1:111111111111:file-system/fs-0123456789abcdef0»"'),
      messages: [
        message(
          'arn:aws:fsx:us-east-1:111111111111:file-system/fs-0123456789abcdef0',
          'is nobody who could call',
          'Write the ARN of an account, user or role.',
        ),
      ],
    },
  ],
  good: [
    { name: 'a role', file: 'main.tf', text: grant('"arn:aws:iam::111111111111:role/path/reader"') },
    { name: 'a reference', file: 'main.tf', text: grant('aws_iam_role.reader.arn') },
    { name: 'an account', file: 'main.tf', text: grant('"arn:aws:iam::111111111111:root"') },
    {
      name: 'a session',
      file: 'cdk.tf.json',
      text: json('arn:aws:sts::111111111111:assumed-role/reader/session'),
    },
    {
      name: 'an account and a file system to be filled in',
      file: 'main.tf',
      text: grant(
        '"arn:aws:iam::${var.account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}"',
      ),
    },
    { name: 'a reference in Terraform JSON', file: 'cdk.tf.json', text: json('${aws_iam_role.reader.arn}') },
  ],
};
