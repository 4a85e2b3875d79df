import type { RuleCases } from '../case';

const policy = (rest: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Admin",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "*"
    },
    {
      "Sid": "FileSystem",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      ${rest}
    }
  ]
}
`;
const hcl = (resource: string) => `resource "aws_kms_key" "bucket" {
  policy = data.aws_iam_policy_document.key.json
}

resource "aws_kms_key" "other" {}

resource "aws_s3_bucket" "data" {}

data "aws_iam_policy_document" "key" {
  statement {
    sid = "Use"
    actions = ["kms:Decrypt"]
    ${resource}
    principals {
      type        = "AWS"
      identifiers = ["333333333333"]
    }
  }
}
`;
const NO_RESOURCE =
  'The statement has no Resource: KMS accepts it, and it has no effect. Add "Resource": "*", which means this key.';
const ABOUT = "and a key's policy is about its own key alone:";

export const cases: RuleCases = {
  bad: [
    {
      name: 'a statement without a resource',
      file: 'key-policy.json',
      text: policy('"Action": ["kms:Decrypt", "kms:GenerateDataKey"]').replace('FileSystem', '«FileSystem»'),
      messages: [NO_RESOURCE],
    },
    {
      name: "the bucket's ARN",
      file: 'key-policy.json',
      text: policy('"Action": "kms:Decrypt",\n      "Resource": "«arn:aws:s3:::data/*»"'),
      messages: [
        `"arn:aws:s3:::data/*" is no key, ${ABOUT} the statement has no effect. Write "*", which means this key.`,
      ],
    },
    {
      name: "another account's key",
      file: 'key-policy.json',
      text: policy(
        '"Action": "kms:Decrypt",\n      "Resource": "«arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab»"',
      ),
      messages: [
        `"arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab" is a key of account "111111111111", while this one is in "333333333333", ${ABOUT} the statement has no effect. Write "*", which means this key.`,
      ],
    },
    {
      name: 'an alias',
      file: 'key-policy.json',
      text: policy(
        '"Action": "kms:Decrypt",\n      "Resource": "«arn:aws:kms:us-east-1:333333333333:alias/data»"',
      ),
      messages: [
        `"arn:aws:kms:us-east-1:333333333333:alias/data" is an alias, ${ABOUT} the statement has no effect. Write "*", which means this key.`,
      ],
    },
    {
      name: 'a bucket beside the key',
      file: 'main.tf',
      text: hcl('resources = ["*", «aws_s3_bucket.data.arn»]'),
      severity: 'warning',
      messages: [
        `aws_s3_bucket.data.arn is no key, ${ABOUT} it adds nothing. Write "*", which means this key.`,
      ],
    },
    {
      name: 'another key of the configuration',
      file: 'main.tf',
      text: hcl('resources = [«aws_kms_key.other.arn»]'),
      messages: [
        `aws_kms_key.other.arn is another key, ${ABOUT} the statement has no effect. Write "*", which means this key.`,
      ],
    },
    {
      name: 'a statement without an action',
      file: 'key-policy.json',
      text: policy('"Resource": "*"').replace('FileSystem', '«FileSystem»'),
      messages: ['The statement has no Action: it has no effect. Add the KMS actions that it is about.'],
    },
    {
      name: 'no resources in the data source',
      file: 'main.tf',
      text: hcl('').replace('"Use"', '"«Use»"'),
      messages: [NO_RESOURCE],
    },
  ],
  good: [
    {
      name: 'a statement that is being typed',
      file: 'key-policy.json',
      text: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:*", ',
    },
    {
      name: 'this key',
      file: 'key-policy.json',
      text: policy('"Action": "kms:Decrypt",\n      "Resource": "*"'),
    },
    {
      name: 'the keys of the own account, as a pattern',
      file: 'key-policy.json',
      text: policy('"Action": "kms:Decrypt",\n      "Resource": "arn:aws:kms:*:333333333333:key/*"'),
    },
    {
      name: 'a key of the own account by its id',
      file: 'key-policy.json',
      text: policy(
        '"Action": "kms:Decrypt",\n      "Resource": "arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
      ),
    },
    { name: 'a resource from a variable', file: 'main.tf', text: hcl('resources = [var.key_arn]') },
    {
      name: 'the key by reference, from a policy resource of its own',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {}

resource "aws_kms_key_policy" "bucket" {
  key_id = aws_kms_key.bucket.id
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "333333333333" }, Action = "kms:*", Resource = aws_kms_key.bucket.arn }]
  })
}
`,
    },
    {
      name: "an identity's policy",
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:333333333333:alias/data" }] }\n',
    },
  ],
};
