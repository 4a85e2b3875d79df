import type { RuleCases } from '../case';

const grant = (
  operations: string,
  pair = '"aws:s3:arn"',
  key = 'var.key_arn',
) => `resource "aws_kms_grant" "fsx" {
  key_id            = ${key}
  grantee_principal = var.role_arn
  operations        = ${operations}
  constraints {
    encryption_context_subset = { ${pair} = "arn:aws:s3:::data" }
  }
}
`;
const json = (operations: string, constraints = '[{"encryption_context_equals": {"a": "b"}}]') =>
  `{"resource": {"aws_kms_grant": {"fsx": {"operations": ${operations}, "constraints": ${constraints}}}}}`;
const beside = (operation: string, name: string) =>
  `"${operation}" has no encryption context, and KMS refuses it beside ${name}. Put it into a grant without a constraint.`;
const RSA = 'resource "aws_kms_key" "rsa" {\n  customer_master_key_spec = "RSA_4096"\n}\n';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a signature beside a constraint',
      file: 'main.tf',
      text: grant('["Decrypt", "«Sign»"]'),
      messages: [beside('Sign', 'encryption_context_subset')],
    },
    {
      name: 'the public key, in Terraform JSON',
      file: 'cdk.tf.json',
      text: json('["«GetPublicKey»", "DescribeKey"]'),
      messages: [beside('GetPublicKey', 'encryption_context_equals')],
    },
    {
      name: 'an RSA key',
      file: 'main.tf',
      text: RSA + grant('["Decrypt"]', '«"aws:s3:arn"»', 'aws_kms_key.rsa.arn'),
      messages: [
        'The key is an asymmetric key for encryption, whose operations have no encryption context: KMS refuses a grant with encryption_context_subset on it. Leave the constraint out.',
      ],
    },
    {
      name: 'nothing that it could limit',
      file: 'main.tf',
      text: grant('«["DescribeKey"]»'),
      messages: [
        'DescribeKey has no encryption context: encryption_context_subset limits nothing here. Add the operations that it is meant for, or leave it out.',
      ],
      severity: 'warning',
    },
  ],
  good: [
    {
      name: 'what may stand beside a constraint',
      file: 'main.tf',
      text: grant(
        '["Decrypt", "GenerateDataKey", "DescribeKey", "CreateGrant", "RetireGrant", "ReEncryptFrom"]',
      ),
    },
    { name: 'operations without a constraint', file: 'cdk.tf.json', text: json('["Sign"]', '[]') },
    {
      name: 'CreateGrant, whose child must be as strict',
      file: 'main.tf',
      text: grant('["CreateGrant", "Decrypt"]'),
    },
    { name: 'operations from a variable', file: 'main.tf', text: grant('var.operations') },
    { name: 'more than the file shows', file: 'main.tf', text: grant('["DescribeKey", var.more]') },
  ],
};
