import type { RuleCases } from '../case';

const policy = (action: string, resource: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ${action}, "Resource": ${resource} }] }\n`;
const hcl = (resource: string, action = '["kms:CreateGrant"]') => `resource "aws_kms_alias" "bucket" {
  name          = "alias/bucket"
  target_key_id = var.key
}

resource "aws_s3_bucket" "data" {}

resource "aws_iam_role_policy" "admin" {
  role   = "admin"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource} }] })
}
`;
const never = (action: string, why: string) =>
  `"${action}" never applies: ${why}. The call ends with "no identity-based policy allows the action". Give it a statement with the key's ARN.`;
const ALIAS = "an alias's ARN stands for the alias, not for its key";
const NO_KEY = "none of the statement's resources is a key";
const WRITE = 'Write the key\'s ARN, "arn:aws:kms:<region>:<account>:key/<id>".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'an alias in the place of its key',
      file: 'policy.json',
      text: policy('"«kms:CreateGrant»"', '"arn:aws:kms:us-east-1:333333333333:alias/bucket"'),
      messages: [never('kms:CreateGrant', ALIAS)],
    },
    {
      name: 'KMS beside S3, on the bucket alone',
      file: 'main.tf',
      text: hcl('["arn:aws:s3:::data/*", aws_s3_bucket.data.arn]', '["s3:GetObject", "«kms:Decrypt»"]'),
      messages: [never('kms:Decrypt', NO_KEY)],
    },
    {
      name: 'a bare id',
      file: 'policy.json',
      text: policy('["kms:Decrypt", "kms:GenerateDataKey"]', '"«1234abcd-12ab-34cd-56ef-1234567890ab»"'),
      messages: [
        `"1234abcd-12ab-34cd-56ef-1234567890ab" is the id of a key, and IAM takes ARNs alone: it refuses the policy. ${WRITE}`,
      ],
    },
    {
      name: 'an ARN without "key/"',
      file: 'policy.json',
      text: policy(
        '"kms:Decrypt"',
        '"«arn:aws:kms:us-east-1:333333333333:1234abcd-12ab-34cd-56ef-1234567890ab»"',
      ),
      messages: [
        `"arn:aws:kms:us-east-1:333333333333:1234abcd-12ab-34cd-56ef-1234567890ab" lacks "key/" before the id: it matches no key. ${WRITE}`,
      ],
    },
    {
      name: 'an alias by reference',
      file: 'main.tf',
      text: hcl('aws_kms_alias.bucket.arn', '["«kms:CreateGrant»"]'),
      messages: [never('kms:CreateGrant', ALIAS)],
    },
    {
      name: "a key's ARN without Region and account",
      file: 'policy.json',
      text: policy('"kms:Decrypt"', '"«arn:aws:kms:::key/*»"'),
      messages: [
        '"arn:aws:kms:::key/*" has no Region and no account, and every key has both in its ARN: it matches no key. Write the key\'s ARN, "arn:aws:kms:<region>:<account>:key/<id>".',
      ],
    },
  ],
  good: [
    {
      name: "the key's ARN",
      file: 'policy.json',
      text: policy(
        '["kms:CreateGrant", "kms:DescribeKey"]',
        '"arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
      ),
    },
    {
      name: 'words in the place of an ARN',
      file: 'policy.json',
      text: policy('"kms:Decrypt"', '"ARN of the key"'),
    },
    { name: 'every key', file: 'policy.json', text: policy('["s3:GetObject", "kms:Decrypt"]', '"*"') },
    {
      name: 'bucket and key in one statement',
      file: 'policy.json',
      text: policy(
        '["s3:GetObject", "kms:Decrypt"]',
        '["arn:aws:s3:::data/*", "arn:aws:kms:us-east-1:333333333333:key/*"]',
      ),
    },
    {
      name: "an alias's own actions",
      file: 'policy.json',
      text: policy(
        '["kms:CreateAlias", "kms:DeleteAlias"]',
        '"arn:aws:kms:us-east-1:333333333333:alias/bucket"',
      ),
    },
    { name: 'a key from elsewhere', file: 'main.tf', text: hcl('[var.key_arn]') },
    {
      name: "an alias's key",
      file: 'main.tf',
      text: hcl('aws_kms_alias.bucket.target_key_arn'),
    },
    { name: 'everything on a bucket', file: 'policy.json', text: policy('"*"', '"arn:aws:s3:::data/*"') },
  ],
};
