import type { RuleCases } from '../case';

const policy = (action: string, resource: string, rest = '') =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ${action}, "Resource": ${resource}${rest} }] }\n`;
const MESSAGE =
  'This allows all of KMS on every key, those that other accounts share included: deleting them and changing their policies as well. Name the actions, and the keys by their ARNs.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'all of KMS on everything',
      file: 'policy.json',
      text: policy('"«kms:*»"', '"*"'),
      messages: [MESSAGE],
    },
    {
      name: "the same in a role's policy",
      file: 'main.tf',
      text: `resource "aws_iam_role_policy" "admin" {
  role   = "admin"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["fsx:*", "«kms:*»"], Resource = ["*"] }] })
}
`,
      messages: [MESSAGE],
    },
  ],
  good: [
    {
      name: 'all of KMS on a key',
      file: 'policy.json',
      text: policy(
        '"kms:*"',
        '"arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
      ),
    },
    {
      name: 'some actions on every key',
      file: 'policy.json',
      text: policy('["kms:List*", "kms:Describe*"]', '"*"'),
    },
    {
      name: 'with a condition',
      file: 'policy.json',
      text: policy('"kms:*"', '"*"', ', "Condition": { "StringEquals": { "aws:ResourceTag/team": "data" } }'),
    },
    {
      name: 'a permissions boundary',
      file: 'permissions-boundary.json',
      text: policy('"kms:*"', '"*"'),
    },
    {
      name: 'a service control policy',
      file: 'main.tf',
      text: `resource "aws_organizations_policy" "all" {
  content = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*" }] })
}
`,
    },
  ],
};
