import type { RuleCases } from '../case';

const policy = (principal: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "${principal}" },
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`;
const message =
  'This is one session of the file system\'s role, as CloudTrail shows it: the statement is about calls of that session alone. Name the role, "role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0", if all of them are meant.';
const SESSION =
  'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx';

export const cases: RuleCases = {
  bad: [
    {
      name: 'what CloudTrail shows',
      file: 'key-policy.json',
      text: policy(`«${SESSION}»`),
      messages: [message],
    },
    {
      name: 'the same in a bucket policy in HCL',
      file: 'main.tf',
      text: `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "«${SESSION}»" }, Action = "s3:Get*", Resource = "*" }]
  })
}
`,
      messages: [message],
    },
  ],
  good: [
    {
      name: 'the role itself',
      file: 'key-policy.json',
      text: policy(
        'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0',
      ),
    },
    {
      name: "a session of somebody else's",
      file: 'key-policy.json',
      text: policy('arn:aws:sts::111111111111:assumed-role/admin/me'),
    },
    {
      name: 'the documented form, by the id of the session',
      file: 'key-policy.json',
      text: policy('*').replace(
        '"Resource": "*"',
        '"Resource": "*",\n      "Condition": { "StringLike": { "aws:userid": "*:FSx" } }',
      ),
    },
  ],
};
