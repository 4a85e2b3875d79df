import type { RuleCases } from '../case';

const BUCKET_ARN = 'aws_s3_bucket.data.arn';
const OBJECTS = '"${aws_s3_bucket.data.arn}/*"';

const encryption = (
  bucketKey: string,
) => `resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
${bucketKey}    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.key.arn
    }
  }
}
`;
const ON = encryption('    bucket_key_enabled = true\n');
const OFF = encryption('');

const hcl = (values: string, configuration: string, test = 'StringLike') => `resource "aws_s3_bucket" "data" {
  bucket = "training-data"
}

${configuration}
resource "aws_kms_key" "key" {
  policy = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "${test}"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [${values}]
    }
  }
}
`;
const json = (value: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "StringLike": { "kms:EncryptionContext:aws:s3:arn": ${value} } }
    }
  ]
}
`;
const BUCKET = (configuration: string) => `resource "aws_s3_bucket" "data" {
  bucket = "training-data"
}

${configuration}`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'objects alone, with Bucket Keys',
      file: 'main.tf',
      text: hcl(`«${OBJECTS}»`, ON),
      messages: [
        "The bucket uses Bucket Keys: S3 sends the bucket's ARN as encryption context, and this value covers objects' ARNs alone. KMS refuses every new object. List the bucket's ARN as well.",
      ],
      fixed: hcl(`"\${${BUCKET_ARN}}", ${OBJECTS}`, ON),
    },
    {
      name: 'the bucket alone, without Bucket Keys',
      file: 'main.tf',
      text: hcl(`«${BUCKET_ARN}»`, OFF),
      messages: [
        'The bucket uses no Bucket Keys: S3 sends the ARN of each object as encryption context, and this value is the bucket\'s alone. KMS refuses every object. List the objects as well, with "/*" behind the bucket\'s ARN.',
      ],
      fixed: hcl(`${BUCKET_ARN}, ${OBJECTS}`, OFF),
    },
    {
      name: 'objects alone in a plain policy beside the bucket',
      file: 'key-policy.json',
      text: json('"«arn:aws:s3:::training-data/*»"'),
      others: { 'main.tf': BUCKET(ON) },
      messages: [
        "The bucket uses Bucket Keys: S3 sends the bucket's ARN as encryption context, and this value covers objects' ARNs alone. KMS refuses every new object. List the bucket's ARN as well.",
      ],
      fixed: json('["arn:aws:s3:::training-data", "arn:aws:s3:::training-data/*"]'),
    },
  ],
  good: [
    { name: 'bucket and objects', file: 'main.tf', text: hcl(`${BUCKET_ARN}, ${OBJECTS}`, ON) },
    { name: 'the bucket, with Bucket Keys', file: 'main.tf', text: hcl(BUCKET_ARN, ON) },
    { name: 'objects, without Bucket Keys', file: 'main.tf', text: hcl(OBJECTS, OFF) },
    { name: 'a pattern for both', file: 'main.tf', text: hcl('"${aws_s3_bucket.data.arn}*"', ON) },
    {
      name: 'Bucket Keys by a variable',
      file: 'main.tf',
      text: hcl(OBJECTS, encryption('    bucket_key_enabled = var.keys\n')),
    },
    {
      name: 'a bucket that is not in view',
      file: 'key-policy.json',
      text: json('"arn:aws:s3:::training-data/*"'),
    },
    {
      name: 'another bucket than the one with Bucket Keys',
      file: 'key-policy.json',
      text: json('"arn:aws:s3:::results/*"'),
      others: { 'main.tf': BUCKET(ON) },
    },
    { name: 'other values that are not known', file: 'main.tf', text: hcl(`${OBJECTS}, var.more`, ON) },
    {
      name: 'encryption with keys of S3',
      file: 'main.tf',
      text: hcl(OBJECTS, ON.replace('aws:kms', 'AES256')),
    },
  ],
};
