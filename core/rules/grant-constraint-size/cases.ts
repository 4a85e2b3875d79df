import type { RuleCases } from '../case';

const grant = (pairs: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ["Decrypt"]
  constraints {
    encryption_context_subset = {
${pairs}
    }
  }
}
`;
const pair = (name: string, value: string) => `      "${name}" = "${value}"`;
const eight = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => pair(name, name)).join('\n');
const long = (length: number) => `arn:aws:s3:::data/${'x'.repeat(length - 18)}`;
const TOO_LONG =
  "and KMS takes up to 384 in a grant's constraint: it refuses the grant with ValidationException. Write a shorter one, such as the ARN of the bucket.";

export const cases: RuleCases = {
  bad: [
    {
      name: 'nine pairs',
      file: 'main.tf',
      text: grant(`${eight}\n${pair('«department»', 'x')}`),
      messages: [
        'The constraint has 9 pairs, and KMS takes up to 8: it refuses the grant with ValidationException. Leave "department" and what else is too much out.',
      ],
    },
    {
      name: 'a long value',
      file: 'main.tf',
      text: grant(pair('aws:s3:arn', `«${long(385)}»`)),
      messages: [`The value has 385 characters, ${TOO_LONG}`],
    },
    {
      name: 'a long name, in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"constraints": {"encryption_context_equals": {"«${'n'.repeat(400)}»": "x"}}}}}}`,
      messages: [`The name has 400 characters, ${TOO_LONG}`],
    },
  ],
  good: [
    { name: 'eight pairs', file: 'main.tf', text: grant(eight) },
    { name: 'a value of 384 characters', file: 'main.tf', text: grant(pair('aws:s3:arn', long(384))) },
    { name: 'one pair', file: 'main.tf', text: grant(pair('aws:s3:arn', 'arn:aws:s3:::data')) },
    {
      name: 'pairs from a variable',
      file: 'main.tf',
      text: 'resource "aws_kms_grant" "fsx" {\n  key_id = var.k\n  constraints {\n    encryption_context_subset = var.context\n  }\n}\n',
    },
  ],
};
