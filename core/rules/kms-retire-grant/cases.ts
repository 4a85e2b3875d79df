import type { RuleCases } from '../case';

const policy = (actions: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:role/admin" },
      "Action": ${actions},
      "Resource": "*"
    }
  ]
}
`;
const MESSAGE =
  'A key\'s policy does not decide who may retire a grant: this has no effect, and RetireGrant stays denied. Allow "kms:RevokeGrant", or set the grant\'s retiring principal.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a statement for the administrator of grants',
      file: 'key-policy.json',
      text: policy('["kms:CreateGrant", "kms:ListGrants", "«kms:RetireGrant»"]'),
      messages: [MESSAGE],
    },
    {
      name: 'the same in HCL',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "333333333333" }, Action = ["kms:*", "«kms:RetireGrant»"], Resource = "*" }]
  })
}
`,
      messages: [MESSAGE],
    },
  ],
  good: [
    {
      name: 'revoking',
      file: 'key-policy.json',
      text: policy('["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]'),
    },
    { name: 'everything', file: 'key-policy.json', text: policy('"kms:*"') },
    {
      name: "an identity's policy",
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": "kms:RetireGrant", "Resource": "*" }] }\n',
    },
    {
      name: 'a denial',
      file: 'key-policy.json',
      text: policy('"kms:RetireGrant"').replace('"Allow"', '"Deny"'),
    },
  ],
};
