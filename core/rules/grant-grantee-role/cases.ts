import type { RuleCases } from '../case';

const grant = (grantee: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = ${grantee}
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const START = 'arn:aws:iam::111111111111:role/';
const PATH = 'aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/';
const NAME = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const message = (what: string, instead: string) =>
  `${what}: there is no such role, and KMS refuses the grant with InvalidArnException. ${instead}`;
const right = grant(`"${START}${PATH}${NAME}"`);

export const cases: RuleCases = {
  bad: [
    {
      name: 'an ARN that was cut off, as in the blog',
      file: 'main.tf',
      text: grant(`"${START}«aws-service-role/»"`),
      messages: [
        message(
          'The ARN ends before the name of the role',
          `For a file system's access to S3 write "role/${PATH}AWSServiceRoleForFSxS3Access_<file system's id>".`,
        ),
      ],
    },
    {
      name: 'the path of another service of FSx',
      file: 'main.tf',
      text: grant(`"${START}aws-service-role/«fsx.amazonaws.com»/${NAME}"`),
      messages: [
        message(
          '"fsx.amazonaws.com" is not the service of this role',
          'Write "s3.data-source.lustre.fsx.amazonaws.com".',
        ),
      ],
      fixed: right,
    },
    {
      name: 'no path',
      file: 'main.tf',
      text: grant(`"${START}«${NAME}»"`),
      messages: [
        message(
          `The role stands under the path "${PATH}", and the ARN has no path`,
          `Write "role/${PATH}${NAME}".`,
        ),
      ],
      fixed: right,
    },
    {
      name: 'no file system, in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${START}${PATH}«AWSServiceRoleForFSxS3Access_»"}}}}`,
      messages: [
        message(
          "The id of the file system is missing at the end of the role's name",
          'Add it: "fs-" and 8 to 17 hexadecimal digits.',
        ),
      ],
    },
    {
      name: 'the other role of FSx',
      file: 'main.tf',
      text: grant(`"«${START}aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx»"`),
      messages: [
        'AWSServiceRoleForAmazonFSx manages network interfaces; it neither reads nor writes buckets, so that the file system is denied. Name the role of the file system, "role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<file system\'s id>".',
      ],
      severity: 'warning',
    },
  ],
  good: [
    { name: 'the role of a file system', file: 'main.tf', text: right },
    {
      name: 'the role with references',
      file: 'main.tf',
      text: grant(
        `"arn:aws:iam::\${var.account}:role/${PATH}AWSServiceRoleForFSxS3Access_\${var.file_system_id}"`,
      ),
    },
    {
      name: 'an id that is to be filled in',
      file: 'main.tf',
      text: grant(`"${START}${PATH}AWSServiceRoleForFSxS3Access_<fs-id>"`),
    },
    {
      name: 'the role of another service',
      file: 'main.tf',
      text: grant(`"${START}aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"`),
    },
    { name: 'a role of your own', file: 'main.tf', text: grant(`"${START}reader"`) },
    {
      name: 'a path that is put together',
      file: 'main.tf',
      text: grant('"arn:aws:iam::111111111111:role/${local.path}/AWSServiceRoleForFSxS3Access_${var.id}"'),
    },
  ],
};
