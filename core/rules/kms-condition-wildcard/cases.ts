import type { RuleCases } from '../case';

const policy = (condition: string, effect = 'Allow') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "${effect}",
      "Principal": "*",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const context = (operator: string, value: string) =>
  `{ "${operator}": { "kms:EncryptionContext:aws:s3:arn": ${value} } }`;

const hcl = (test: string, value: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "${test}"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [${value}]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the objects of a bucket under StringEquals',
      file: 'key-policy.json',
      text: policy(context('StringEquals', '"«arn:aws:s3:::training-data/*»"')),
      messages: [
        '"StringEquals" takes the "*" for a character, not for a wildcard: the condition never holds and the statement allows nothing. Write "StringLike".',
      ],
      fixed: policy(context('StringLike', '"arn:aws:s3:::training-data/*"')),
    },
    {
      name: 'the exemption of a denial',
      file: 'key-policy.json',
      text: policy(
        '{ "StringNotEquals": { "aws:PrincipalArn": "«arn:aws:iam::111111111111:role/Admin*»" } }',
        'Deny',
      ),
      messages: [
        '"StringNotEquals" takes the "*" for a character, not for a wildcard: the condition always holds and exempts nobody from the denial. Write "StringNotLike".',
      ],
      fixed: policy(
        '{ "StringNotLike": { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/Admin*" } }',
        'Deny',
      ),
    },
    {
      name: 'one of several values, beside StringLike',
      file: 'key-policy.json',
      text: policy(
        '{ "StringEquals": { "kms:ViaService": ["s3.us-east-1.amazonaws.com", "«s3.eu-*.amazonaws.com»"] }, "StringLike": { "aws:userid": "*:FSx" } }',
      ),
      messages: [
        '"StringEquals" takes the "*" for a character, not for a wildcard: this value never equals what a request has. Write "StringLike".',
      ],
    },
    {
      name: 'a wildcard behind a reference',
      file: 'main.tf',
      text: hcl('StringEquals', '«"${aws_s3_bucket.data.arn}/*"»'),
      messages: [
        '"StringEquals" takes the "*" for a character, not for a wildcard: the condition never holds and the statement allows nothing. Write "StringLike".',
      ],
      fixed: hcl('StringLike', '"${aws_s3_bucket.data.arn}/*"'),
    },
  ],
  good: [
    {
      name: 'StringLike',
      file: 'key-policy.json',
      text: policy(context('StringLike', '"arn:aws:s3:::training-data/*"')),
    },
    {
      name: 'ArnEquals, which is the same as ArnLike',
      file: 'key-policy.json',
      text: policy(context('ArnEquals', '"arn:aws:s3:::training-data/*"')),
    },
    {
      name: 'a star that is meant as one',
      file: 'key-policy.json',
      text: policy(context('StringEquals', '"arn:aws:s3:::training-data/${*}"')),
    },
    {
      name: 'no wildcard',
      file: 'key-policy.json',
      text: policy(context('StringEquals', '["arn:aws:s3:::training-data"]')),
    },
    {
      name: 'a reference that may be anything',
      file: 'main.tf',
      text: hcl('StringEquals', 'var.bucket_arn'),
    },
    {
      name: 'keys of other services',
      file: 'trust.json',
      text: policy('{ "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:org/*" } }'),
    },
    {
      name: 'a question mark in a text of the caller',
      file: 'policy.json',
      text: policy(
        '{ "StringEquals": { "aws:referer": "https://example.com/?a=*", "kms:EncryptionContext:title": "Why?" } }',
      ),
    },
  ],
};
