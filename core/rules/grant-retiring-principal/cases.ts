import type { RuleCases } from '../case';

const grant = (retiring: string) => `resource "aws_kms_grant" "fsx" {
  key_id             = var.key_arn
  grantee_principal  = var.role_arn
  operations         = ["Decrypt"]
  retiring_principal = ${retiring}
}
`;
const message = (text: string, what: string, instead: string) =>
  `"${text}" ${what}: KMS refuses the grant with InvalidArnException. ${instead}`;

export const cases: RuleCases = {
  bad: [
    {
      name: "a role's name",
      file: 'main.tf',
      text: grant('"«admin»"'),
      messages: [
        message('admin', 'is no ARN', 'Write the whole ARN: "arn:aws:iam::<account>:role/<path><name>".'),
      ],
    },
    {
      name: 'a reference in quotes',
      file: 'main.tf',
      text: grant('"«aws_iam_role.admin.arn»"'),
      messages: [
        message(
          'aws_iam_role.admin.arn',
          'is a text in quotes, no reference',
          'Write aws_iam_role.admin.arn without quotes.',
        ),
      ],
      fixed: grant('aws_iam_role.admin.arn'),
    },
    {
      name: 'a group, in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_grant": {"fsx": {"retiring_principal": "«arn:aws:iam::111111111111:group/admins»"}}}}',
      messages: [
        message(
          'arn:aws:iam::111111111111:group/admins',
          'is a group, and groups are no principals',
          'Name its users, or a role that they assume.',
        ),
      ],
    },
  ],
  good: [
    { name: 'a role', file: 'main.tf', text: grant('"arn:aws:iam::111111111111:role/admin"') },
    { name: 'a reference', file: 'main.tf', text: grant('aws_iam_role.admin.arn') },
    { name: 'nobody', file: 'main.tf', text: grant('null') },
    {
      name: 'a service that retires grants itself',
      file: 'main.tf',
      text: grant('"ebs.us-east-1.amazonaws.com"'),
    },
  ],
};
