import type { RuleCases } from '../case';

const policy = (effect: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Admin",
      "Effect": ${effect},
      "Principal": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}
`;
const document = (effect: string) => `data "aws_iam_policy_document" "key" {
  statement {
    ${effect}
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["333333333333"]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an effect in lower case',
      file: 'key-policy.json',
      text: policy('"«allow»"'),
      messages: ['"allow" is no Effect: AWS refuses the policy as malformed. Write "Allow".'],
      fixed: policy('"Allow"'),
    },
    {
      name: 'another word',
      file: 'main.tf',
      text: document('effect = "«Grant»"'),
      messages: ['"Grant" is no Effect: AWS refuses the policy as malformed. Write "Allow" or "Deny".'],
    },
    {
      name: 'a statement without an effect',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Sid = "«Admin»", Principal = { AWS = "333333333333" }, Action = "kms:*", Resource = "*" }]
  })
}
`,
      messages: [
        'The statement has no Effect: AWS refuses the policy as malformed. Add "Effect": "Allow" or "Deny".',
      ],
    },
  ],
  good: [
    { name: 'Allow', file: 'key-policy.json', text: policy('"Allow"') },
    { name: 'an effect that is filled in later', file: 'key-policy.json', text: policy('"${EFFECT}"') },
    { name: 'the data source, whose effect is Allow by itself', file: 'main.tf', text: document('') },
    { name: 'an effect from a variable', file: 'main.tf', text: document('effect = var.effect') },
  ],
};
