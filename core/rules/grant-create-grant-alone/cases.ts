import type { RuleCases } from '../case';

const grant = (operations: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ${operations}
}
`;
const MESSAGE =
  'The grant allows "CreateGrant" only: the grantee can pass on no more than the grant has, which is nothing. Add the operations that are meant, such as "Decrypt".';

export const cases: RuleCases = {
  bad: [
    { name: 'CreateGrant alone', file: 'main.tf', text: grant('["«CreateGrant»"]'), messages: [MESSAGE] },
    {
      name: 'CreateGrant alone in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_grant": {"fsx": {"key_id": "k", "operations": ["«CreateGrant»"]}}}}',
      messages: [MESSAGE],
    },
    {
      name: 'CreateGrant alone, through a local',
      file: 'main.tf',
      text: `locals {
  operations = ["«CreateGrant»"]
}
${grant('local.operations')}`,
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'CreateGrant among others', file: 'main.tf', text: grant('["Decrypt", "CreateGrant"]') },
    { name: 'another operation alone', file: 'main.tf', text: grant('["Decrypt"]') },
    {
      name: 'CreateGrant, and more from a variable',
      file: 'main.tf',
      text: grant('["CreateGrant", var.more]'),
    },
    { name: 'a list from elsewhere', file: 'main.tf', text: grant('concat(["CreateGrant"], var.more)') },
  ],
};
