import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const grant = (operations: string, grantee = ROLE) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = "${grantee}"
  operations        = [${operations}]
}
`;
const MESSAGE =
  'With "CreateGrant" the file system\'s role can pass its operations on. AWS\'s example has it, reading and exporting work without: leave it out for least privilege.';

export const cases: RuleCases = {
  bad: [
    {
      name: "the operations of AWS's example",
      file: 'main.tf',
      text: grant(
        '"Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "«CreateGrant»", "DescribeKey", "ReEncryptFrom", "ReEncryptTo"',
      ),
      messages: [MESSAGE],
    },
    {
      name: 'a role that is made from the file system',
      file: 'main.tf',
      text: `resource "aws_fsx_lustre_file_system" "data" {}\n${grant('"Decrypt", "«CreateGrant»"', ROLE.replace(/fs-.*/, '${aws_fsx_lustre_file_system.data.id}'))}`,
      messages: [MESSAGE],
    },
    {
      name: 'a grant in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${ROLE}", "operations": ["Decrypt", "«CreateGrant»"]}}}}`,
      messages: [MESSAGE],
    },
  ],
  good: [
    {
      name: 'the least that is needed',
      file: 'main.tf',
      text: grant('"Decrypt", "GenerateDataKey", "DescribeKey"'),
    },
    {
      name: 'a role that passes grants on for a reason',
      file: 'main.tf',
      text: grant(
        '"Decrypt", "CreateGrant"',
        'arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      ),
    },
    { name: 'operations from a variable', file: 'main.tf', text: grant('"Decrypt", var.more') },
    { name: 'CreateGrant alone, which another rule reports', file: 'main.tf', text: grant('"CreateGrant"') },
  ],
};
