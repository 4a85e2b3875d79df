import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const HEADER = 's3:x-amz-server-side-encryption';
const allow = `{ "Effect": "Allow", "Principal": { "AWS": "${ROLE}" }, "Action": "s3:*", "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"] }`;
const deny = (conditions: string) =>
  `{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data/*", "Condition": { ${conditions} } }`;
const policy = (...statements: readonly string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
    ${statements.join(',\n    ')}
  ]
}
`;
const hcl = (path: string, key: string) => `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = data.aws_iam_policy_document.data.json
}
data "aws_iam_policy_document" "data" {
  statement {
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Null"
      variable = ${key}
      values   = ["true"]
    }
  }
}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = var.file_system_id
  file_system_path     = "/data"
  data_repository_path = "${path}"
}
`;
const message = (key = HEADER) =>
  `The statement denies uploads without the header of ${key}, and FSx sends none: it leaves the encryption to the bucket's default, and exports end in S3ExportAccessDenied. Leave the statement out, or spare the file system's role.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'uploads with another encryption, or none',
      file: 'bucket-policy.json',
      text: policy(allow, deny(`"StringNotEquals": { "«${HEADER}»": "aws:kms" }`)),
      messages: [message()],
    },
    {
      name: 'uploads without a header, for a bucket that is linked',
      file: 'main.tf',
      text: hcl('s3://data', `"«${HEADER}»"`),
      messages: [message()],
    },
    {
      name: 'uploads that do not name the key',
      file: 'bucket-policy.json',
      text: policy(
        allow,
        deny(
          `"StringNotEquals": { "«${HEADER}-aws-kms-key-id»": "arn:aws:kms:us-east-1:333333333333:key/k" }`,
        ),
      ),
      messages: [message(`${HEADER}-aws-kms-key-id`)],
    },
  ],
  good: [
    {
      name: 'another encryption, where a header is sent',
      file: 'bucket-policy.json',
      text: policy(
        allow,
        deny(`"StringNotEquals": { "${HEADER}": "aws:kms" }, "Null": { "${HEADER}": "false" }`),
      ),
    },
    {
      name: 'the role spared',
      file: 'bucket-policy.json',
      text: policy(
        allow,
        deny(
          `"StringNotEquals": { "${HEADER}": "aws:kms" }, "ArnNotLike": { "aws:PrincipalArn": "${ROLE}" }`,
        ),
      ),
    },
    {
      name: 'a bucket that no file system is linked to',
      file: 'main.tf',
      text: hcl('s3://other', `"${HEADER}"`),
    },
    {
      name: 'usual hardening',
      file: 'bucket-policy.json',
      text: policy(deny(`"Null": { "${HEADER}": "true" }`)),
    },
    {
      name: 'TLS only',
      file: 'bucket-policy.json',
      text: policy(allow, deny('"Bool": { "aws:SecureTransport": "false" }')),
    },
  ],
};
