import type { RuleCases } from '../case';

const policy = (principal: string, actions: string, owner = '333333333333') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::${owner}:root" },
      "Action": "kms:*",
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": ${principal} },
      "Action": ${actions},
      "Resource": "*"
    }
  ]
}
`;
const A = '"arn:aws:iam::111111111111:root"';
const hcl = (provider: string, action: string) => `provider "aws" {
  ${provider}
}

resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = ${A} }, Action = ["kms:Decrypt", "${action}"], Resource = "*" }]
  })
}
`;
const message = (action: string) =>
  `"${action}" does not work across accounts: the key is in account "333333333333", and KMS denies it to "111111111111" whatever the policy says. Take it out, or let them assume a role in the key's account.`;

export const cases: RuleCases = {
  bad: [
    {
      name: "changing the policy from the file system's account",
      file: 'key-policy.json',
      text: policy(A, '["kms:CreateGrant", "«kms:PutKeyPolicy»"]'),
      messages: [message('kms:PutKeyPolicy')],
    },
    {
      name: 'a pattern of which nothing works',
      file: 'key-policy.json',
      text: policy('"111111111111"', '"«kms:Enable*»"'),
      messages: [message('kms:Enable*')],
    },
    {
      name: "deletion, where the provider gives the key's account",
      file: 'main.tf',
      text: hcl('allowed_account_ids = ["333333333333"]', '«kms:ScheduleKeyDeletion»'),
      messages: [message('kms:ScheduleKeyDeletion')],
    },
  ],
  good: [
    {
      name: 'using the key and its grants',
      file: 'key-policy.json',
      text: policy(
        A,
        '["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey", "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]',
      ),
    },
    {
      name: "an administrator in the key's account",
      file: 'key-policy.json',
      text: policy(
        '"arn:aws:iam::333333333333:role/admin"',
        '["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]',
      ),
    },
    {
      name: 'both accounts in one statement',
      file: 'key-policy.json',
      text: policy(`[${A}, "333333333333"]`, '"kms:PutKeyPolicy"'),
    },
    {
      name: 'a pattern of which something works',
      file: 'key-policy.json',
      text: policy(A, '["kms:*", "kms:List*", "kms:Get*"]'),
    },
    {
      name: 'an account of the key that is not known',
      file: 'main.tf',
      text: hcl('region = "us-east-1"', 'kms:PutKeyPolicy'),
    },
    {
      name: 'an owner to be filled in',
      file: 'key-policy.json',
      text: policy(A, '"kms:PutKeyPolicy"', '${KEY_ACCOUNT}'),
    },
  ],
};
