import type { RuleCases } from '../case';

const policy = (condition: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "*" },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'one operator twice',
      file: 'key-policy.json',
      text: policy(
        '{ "StringEquals": { "kms:CallerAccount": "111111111111" }, "«StringEquals»": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
      ),
      messages: [
        '"StringEquals" stands here for the second time: AWS refuses the policy, or what the first one says is lost. Put both into one.',
      ],
    },
    {
      name: 'two principals of one type',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "111111111111", «AWS» = "333333333333" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}
`,
      messages: [
        '"AWS" stands here for the second time: AWS refuses the policy, or what the first one says is lost. Put both into one.',
      ],
    },
    {
      name: 'one context key twice',
      file: 'key-policy.json',
      text: policy(
        '{ "StringLike": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::data", "«kms:EncryptionContext:aws:s3:arn»": "arn:aws:s3:::data/*" } }',
      ),
      messages: [
        '"kms:EncryptionContext:aws:s3:arn" stands here for the second time: AWS refuses the policy, or what the first one says is lost. Put both into one.',
      ],
    },
  ],
  good: [
    {
      name: 'one key under two operators',
      file: 'key-policy.json',
      text: policy(
        '{ "StringLike": { "kms:ViaService": "s3.*" }, "StringNotLike": { "kms:ViaService": "s3.eu-*" } }',
      ),
    },
    {
      name: 'several conditions and principals of one data source',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    principals {
      type        = "AWS"
      identifiers = ["333333333333"]
    }
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = ["arn:aws:s3:::data"]
    }
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = ["arn:aws:s3:::data/*"]
    }
  }
}
`,
    },
    {
      name: 'two statements with one Sid',
      file: 'key-policy.json',
      text: `{ "Statement": [
  { "Sid": "", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" },
  { "Sid": "", "Effect": "Deny", "Principal": "*", "Action": "kms:Encrypt", "Resource": "*" }
] }
`,
    },
    {
      name: 'the same values twice',
      file: 'key-policy.json',
      text: policy('{ "StringEquals": { "kms:CallerAccount": ["111111111111", "111111111111"] } }'),
    },
  ],
};
