import type { RuleCases } from '../case';

const grant = (grantee: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = "${grantee}"
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const json = (grantee: string) =>
  `{"resource": {"aws_kms_grant": {"fsx": {"grantee_principal": "${grantee}"}}}}`;
const SESSION =
  'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const MESSAGE = `The grantee is the session "FSx" of the file system's role: the grant is for sessions of that name only. Write the role: "${ROLE}".`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'what CloudTrail shows',
      file: 'main.tf',
      text: grant(`«${SESSION}»`),
      messages: [MESSAGE],
      fixed: grant(ROLE),
    },
    {
      name: 'the same in Terraform JSON',
      file: 'cdk.tf.json',
      text: json(`«${SESSION}»`),
      messages: [MESSAGE],
      fixed: json(ROLE),
    },
  ],
  good: [
    { name: 'the role', file: 'main.tf', text: grant(ROLE) },
    {
      name: 'a session of another role',
      file: 'main.tf',
      text: grant('arn:aws:sts::111111111111:assumed-role/reader/me'),
    },
    { name: 'a reference', file: 'main.tf', text: grant('${local.role_arn}') },
  ],
};
