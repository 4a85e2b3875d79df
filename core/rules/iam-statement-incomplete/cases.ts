import type { RuleCases } from '../case';

const bucketPolicy = (rest: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "FileSystem",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      ${rest}
    }
  ]
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: "a statement of a bucket's policy without a resource",
      file: 'bucket-policy.json',
      text: bucketPolicy('"Action": "s3:*"').replace('FileSystem', '«FileSystem»'),
      messages: [
        'The statement has no Resource: AWS refuses the policy as malformed. Add the ARNs that it is about.',
      ],
    },
    {
      name: "a role's policy without actions",
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "admin" {
  statement {
    «resources» = ["*"]
  }
}

resource "aws_iam_role_policy" "admin" {
  role   = "admin"
  policy = data.aws_iam_policy_document.admin.json
}
`,
      messages: [
        'The statement has no Action: AWS refuses the policy as malformed. Add the actions that it is about.',
      ],
    },
    {
      name: 'actions and their opposite',
      file: 'bucket-policy.json',
      text: bucketPolicy('"Action": "s3:*",\n      "«NotAction»": "s3:DeleteBucket",\n      "Resource": "*"'),
      messages: [
        '"NotAction" excludes "Action", which the statement has too: AWS refuses the policy as malformed. Keep one of them.',
      ],
    },
    {
      name: 'a statement with nothing but an effect and a principal',
      file: 'main.tf',
      text: `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({ Statement = [{ «Effect» = "Allow", Principal = "*" }] })
}
`,
      messages: [
        'The statement has no Action: AWS refuses the policy as malformed. Add the actions that it is about.',
      ],
    },
  ],
  good: [
    {
      name: 'a whole statement',
      file: 'bucket-policy.json',
      text: bucketPolicy('"Action": "s3:*",\n      "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]'),
    },
    {
      name: "a role's trust policy, which has no resource",
      file: 'main.tf',
      text: `resource "aws_iam_role" "admin" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
`,
    },
    {
      name: 'resources that come from elsewhere',
      file: 'main.tf',
      text: `locals { target = { Resource = "*" } }
resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({ Statement = [merge({ Effect = "Allow", Principal = "*", Action = "s3:*" }, local.target)] })
}
`,
    },
    {
      name: 'a mistyped resource, which has a rule of its own',
      file: 'bucket-policy.json',
      text: bucketPolicy('"Action": "s3:*",\n      "Resources": "*"'),
    },
    {
      name: "a key's policy, which has a rule of its own",
      file: 'key-policy.json',
      text: bucketPolicy('"Action": "kms:*"'),
    },
  ],
};
