import type { RuleCases } from '../case';

const policy = (effect: string, element: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "${effect}",
      "${element}": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`;
const MESSAGE =
  'NotPrincipal in an Allow means everybody else in every account, and AWS supports it in a Deny only. Name who is allowed under "Principal".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'everybody but an account',
      file: 'key-policy.json',
      text: policy('Allow', '«NotPrincipal»'),
      messages: [MESSAGE],
    },
    {
      name: 'an Allow by omission in HCL',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    «not_principals» {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
  }
}
`,
      messages: [MESSAGE],
    },
  ],
  good: [
    {
      name: 'a Deny for everybody but an account',
      file: 'key-policy.json',
      text: policy('Deny', 'NotPrincipal'),
    },
    { name: 'an Allow for an account', file: 'key-policy.json', text: policy('Allow', 'Principal') },
    {
      name: 'an effect that is not known',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Effect = var.effect, NotPrincipal = { AWS = "111111111111" }, Action = "kms:*", Resource = "*" }]
  })
}
`,
    },
  ],
};
