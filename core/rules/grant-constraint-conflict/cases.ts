import type { RuleCases } from '../case';

const grant = (constraints: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ["Decrypt"]
  ${constraints}
}
`;
const PAIR = '{ "aws:s3:arn" = "arn:aws:s3:::data" }';
const message = (first: string, second: string) =>
  `The grant has ${first} and ${second}: KMS takes one constraint and refuses the grant with "More than one constraint supplied". Keep one of them.`;
const BOTH = message('encryption_context_equals', 'encryption_context_subset');

export const cases: RuleCases = {
  bad: [
    {
      name: 'both in one block',
      file: 'main.tf',
      text: grant(`constraints {
    encryption_context_equals = ${PAIR}
    «encryption_context_subset» = ${PAIR}
  }`),
      messages: [BOTH],
    },
    {
      name: 'two blocks',
      file: 'main.tf',
      text: grant(`constraints {
    encryption_context_subset = ${PAIR}
  }
  constraints {
    «encryption_context_equals» = ${PAIR}
  }`),
      messages: [message('encryption_context_subset', 'encryption_context_equals')],
    },
    {
      name: 'both in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_grant": {"fsx": {"constraints": [{"encryption_context_equals": {"a": "b"}, «"encryption_context_subset"»: {"a": "b"}}]}}}}',
      messages: [BOTH],
    },
  ],
  good: [
    {
      name: 'one of them',
      file: 'main.tf',
      text: grant(`constraints {\n encryption_context_equals = ${PAIR}\n }`),
    },
    { name: 'none', file: 'main.tf', text: grant('') },
    {
      name: 'the other one left out by null',
      file: 'main.tf',
      text: grant(
        `constraints {\n encryption_context_equals = ${PAIR}\n encryption_context_subset = null\n }`,
      ),
    },
    {
      name: 'one of them, as a plan shows it',
      file: 'plan.json',
      text: '{"format_version": "1.2", "resource_changes": [{"address": "aws_kms_grant.fsx", "mode": "managed", "type": "aws_kms_grant", "name": "fsx", "change": {"actions": ["create"], "after": {"constraints": [{"encryption_context_equals": {"aws:s3:arn": "arn:aws:s3:::data"}, "encryption_context_subset": {}}]}}}]}',
    },
  ],
};
