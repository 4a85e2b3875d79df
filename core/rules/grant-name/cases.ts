import type { RuleCases } from '../case';

const grant = (name: string) => `resource "aws_kms_grant" "fsx" {
  name              = ${name}
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ["Decrypt"]
}
`;
const json = (name: string) => `{"resource": {"aws_kms_grant": {"fsx": {"name": "${name}"}}}}`;
const message = (name: string, what: string) =>
  `The name "${name}" ${what}: KMS takes up to 256 letters, digits and ":/_-" in the name of a grant, and refuses it with ValidationException. Write hyphens instead, or a shorter one.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a sentence',
      file: 'main.tf',
      text: grant('"«FSx reads the data bucket.»"'),
      messages: [message('FSx reads the data bucket.', 'has " ", "."')],
      fixed: grant('"FSx-reads-the-data-bucket-"'),
    },
    {
      name: 'a long name, in Terraform JSON',
      file: 'cdk.tf.json',
      text: json(`«${'n'.repeat(257)}»`),
      messages: [message(`${'n'.repeat(20)}…`, 'has 257 characters')],
      fixed: json('n'.repeat(256)),
    },
    {
      name: 'a part of a name',
      file: 'main.tf',
      text: grant('"«fsx grant »${var.name}"'),
      messages: [message('fsx grant ', 'has " "')],
      fixed: grant('"fsx-grant-${var.name}"'),
    },
  ],
  good: [
    { name: 'a name', file: 'main.tf', text: grant('"fsx/data_bucket:read-1"') },
    { name: 'a name from a variable', file: 'main.tf', text: grant('"${var.name}-grant"') },
    { name: 'none', file: 'main.tf', text: grant('null') },
    { name: 'the longest name', file: 'cdk.tf.json', text: json('n'.repeat(256)) },
  ],
};
