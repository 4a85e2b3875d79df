import type { RuleCases } from '../case';

const policy = (actions: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::333333333333:role/admin" },
      "Action": ${actions},
      "Resource": "*"
    }
  ]
}
`;
const hcl = (actions: string) => `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "333333333333" }, Action = ${actions}, Resource = "*" }]
  })
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an action on no key',
      file: 'key-policy.json',
      text: policy('["kms:DescribeKey", "«kms:ListKeys»"]'),
      messages: [
        '"kms:ListKeys" is about no single key: in a key\'s policy it has no effect. Allow it in an identity policy.',
      ],
    },
    {
      name: "an action of S3's",
      file: 'main.tf',
      text: hcl('["kms:*", "«s3:GetObject»"]'),
      severity: 'warning',
      messages: [
        '"s3:GetObject" is no action of KMS: in a key\'s policy it has no effect. Allow it in the policy of the resource that it is about, or in an identity policy.',
      ],
    },
  ],
  good: [
    {
      name: 'actions on a key',
      file: 'key-policy.json',
      text: policy('["kms:DescribeKey", "kms:CreateAlias"]'),
    },
    { name: 'patterns', file: 'key-policy.json', text: policy('["kms:List*", "kms:Create*"]') },
    { name: 'everything', file: 'main.tf', text: hcl('"*"') },
    {
      name: "an identity's policy",
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": ["kms:ListKeys", "s3:GetObject"], "Resource": "*" }] }\n',
    },
  ],
};
