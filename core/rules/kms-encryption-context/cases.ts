import type { RuleCases } from '../case';

const policy = (key: string, value: string, operator = 'StringLike') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "*",
      "Condition": { "${operator}": { "kms:EncryptionContext:${key}": ${value} } }
    }
  ]
}
`;
const OBJECTS = '"arn:aws:s3:::training-data/*"';

const hcl = (variable: string, values: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "StringLike"
      variable = "${variable}"
      values   = [${values}]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the name without its prefix',
      file: 'key-policy.json',
      text: policy('s3:arn', OBJECTS).replace(
        'kms:EncryptionContext:s3:arn',
        '«kms:EncryptionContext:s3:arn»',
      ),
      messages: [
        'S3 sends its encryption context as "aws:s3:arn", never as "s3:arn": the condition never holds and the statement allows nothing. Write "kms:EncryptionContext:aws:s3:arn".',
      ],
      fixed: policy('aws:s3:arn', OBJECTS),
    },
    {
      name: 'a name by analogy, in HCL',
      file: 'main.tf',
      text: hcl('«kms:EncryptionContext:aws:s3:bucket»', 'aws_s3_bucket.data.arn'),
      messages: [
        'S3 sends its encryption context as "aws:s3:arn", never as "aws:s3:bucket": the condition never holds and the statement allows nothing. Write "kms:EncryptionContext:aws:s3:arn".',
      ],
      fixed: hcl('kms:EncryptionContext:aws:s3:arn', 'aws_s3_bucket.data.arn'),
    },
    {
      name: 'the ARN of a bucket with Region and account',
      file: 'key-policy.json',
      text: policy('aws:s3:arn', '"arn:aws:s3:«us-east-1:222222222222»:training-data/*"'),
      messages: [
        'The ARNs of buckets and objects have no Region and no account, and this one has "us-east-1:222222222222": the condition never holds and the statement allows nothing. Leave both empty: "arn:aws:s3:::training-data/*".',
      ],
      fixed: policy('aws:s3:arn', OBJECTS),
    },
    {
      name: 'the name of a bucket',
      file: 'key-policy.json',
      text: policy('aws:s3:arn', '"«training-data/*»"'),
      messages: [
        '"training-data/*" is no ARN, and S3 sends the ARN of the object or bucket: the condition never holds and the statement allows nothing. Write "arn:aws:s3:::training-data/*".',
      ],
      fixed: policy('aws:s3:arn', OBJECTS),
    },
    {
      name: 'an S3 address',
      file: 'main.tf',
      text: hcl('kms:EncryptionContext:aws:s3:arn', '"«s3://training-data/*»"'),
      messages: [
        '"s3://training-data/*" is no ARN, and S3 sends the ARN of the object or bucket: the condition never holds and the statement allows nothing. Write "arn:aws:s3:::training-data/*".',
      ],
      fixed: hcl('kms:EncryptionContext:aws:s3:arn', OBJECTS),
    },
    {
      name: 'a slash and no star',
      file: 'key-policy.json',
      text: policy('aws:s3:arn', '["arn:aws:s3:::training-data", "«arn:aws:s3:::training-data/»"]'),
      messages: [
        '"arn:aws:s3:::training-data/" ends in a slash and is the ARN of neither the bucket nor an object: this value matches no request. Write "arn:aws:s3:::training-data/*" for its objects, and "arn:aws:s3:::training-data" for the bucket.',
      ],
      fixed: policy('aws:s3:arn', '["arn:aws:s3:::training-data", "arn:aws:s3:::training-data/*"]'),
    },
    {
      name: 'the ARN of something else',
      file: 'key-policy.json',
      text: policy(
        'aws:s3:arn',
        '"«arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab»"',
      ),
      messages: [
        'S3 sends the ARN of an object or bucket, which begins with "arn:aws:s3:::", and not one of "kms": the condition never holds and the statement allows nothing. Write the bucket\'s ARN.',
      ],
    },
  ],
  good: [
    {
      name: 'bucket and objects',
      file: 'key-policy.json',
      text: policy('aws:s3:arn', '["arn:aws:s3:::training-data", "arn:aws:s3:::training-data/*"]'),
    },
    { name: 'the name in another case', file: 'key-policy.json', text: policy('AWS:S3:ARN', OBJECTS) },
    {
      name: 'stars for what is empty',
      file: 'key-policy.json',
      text: policy('aws:s3:arn', '["arn:*:s3:*:*:training-data/*", "*training-data*"]'),
    },
    {
      name: 'directory buckets and tables, whose ARNs have Region and account',
      file: 'key-policy.json',
      text: policy(
        'aws:s3:arn',
        '["arn:aws:s3express:us-east-1:111111111111:bucket/data--use1-az4--x-s3", "arn:aws:s3tables:*:*:bucket/*/table/*"]',
      ),
    },
    {
      name: 'the contexts of other services',
      file: 'key-policy.json',
      text: policy('aws:sqs:arn', '"arn:aws:sqs:us-east-1:111111111111:q"'),
    },
    {
      name: 'a context of the application',
      file: 'key-policy.json',
      text: policy('s3', '"reports"', 'StringEquals'),
    },
    {
      name: 'references',
      file: 'main.tf',
      text: hcl(
        'kms:EncryptionContext:aws:s3:arn',
        'aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*", "${local.arn}/*"',
      ),
    },
    {
      name: 'an ARN to be filled in',
      file: 'key-policy.json',
      text: policy('aws:s3:arn', '"arn:aws:s3:::<bucket>/*"'),
    },
  ],
};
