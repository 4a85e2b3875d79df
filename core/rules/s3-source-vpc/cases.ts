import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const allow = (condition = '') =>
  `{ "Effect": "Allow", "Principal": { "AWS": "${ROLE}" }, "Action": "s3:*", "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]${condition} }`;
const deny = (conditions: string, principal = '"*"', action = '"s3:*"') =>
  `{ "Effect": "Deny", "Principal": ${principal}, "Action": ${action}, "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"], "Condition": { ${conditions} } }`;
const policy = (...statements: readonly string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
    ${statements.join(',\n    ')}
  ]
}
`;
const message = (key: string) =>
  `The statement denies what does not come by ${key}, and FSx reaches the bucket from a network of its own: reading fails, and exports end in S3ExportAccessDenied. Spare the file system's role with "ArnNotLike" on aws:PrincipalArn.`;
const hcl = (path: string, key: string) => `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { StringNotEquals = { ${key} = var.vpc } }
    }]
  })
}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = var.file_system_id
  file_system_path     = "/data"
  data_repository_path = "${path}"
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an endpoint that everybody has to use',
      file: 'bucket-policy.json',
      text: policy(allow(), deny('"StringNotEquals": { "«aws:SourceVpce»": "vpce-0123456789abcdef0" }')),
      messages: [message('aws:SourceVpce')],
    },
    {
      name: 'a VPC, for a bucket that is linked',
      file: 'main.tf',
      text: hcl('s3://data/', '"«aws:SourceVpc»"'),
      messages: [message('aws:SourceVpc')],
    },
    {
      name: 'the role itself, from a VPC',
      file: 'bucket-policy.json',
      text: policy(
        allow(', "Condition": { "StringEquals": { "«aws:SourceVpc»": "vpc-0123456789abcdef0" } }'),
      ),
      messages: [
        "The statement allows the file system's role what comes by aws:SourceVpc, and FSx reaches the bucket from a network of its own: the statement never applies. Leave the condition out.",
      ],
    },
  ],
  good: [
    {
      name: 'the role spared',
      file: 'bucket-policy.json',
      text: policy(
        allow(),
        deny(
          `"StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" }, "ArnNotLike": { "aws:PrincipalArn": "${ROLE}" }`,
        ),
      ),
    },
    {
      name: 'a bucket that no file system is linked to',
      file: 'main.tf',
      text: hcl('s3://other/', '"aws:SourceVpc"'),
    },
    {
      name: 'usual hardening',
      file: 'bucket-policy.json',
      text: policy(deny('"StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" }')),
    },
    {
      name: 'one VPC shut out',
      file: 'bucket-policy.json',
      text: policy(allow(), deny('"StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" }')),
    },
    {
      name: 'a Deny for somebody else',
      file: 'bucket-policy.json',
      text: policy(
        allow(),
        deny(
          '"StringNotEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" }',
          '{ "AWS": "arn:aws:iam::222222222222:role/app" }',
        ),
      ),
    },
    {
      name: 'what a file system does not do',
      file: 'bucket-policy.json',
      text: policy(
        allow(),
        deny(
          '"StringNotEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" }',
          '"*"',
          '"s3:PutBucketPolicy"',
        ),
      ),
    },
  ],
};
