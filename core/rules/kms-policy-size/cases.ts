import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const times = (count: number, text: string, between = ', ') => Array<string>(count).fill(text).join(between);
const hcl = (statements: number) => `locals {
  role = "${ROLE}"
  use = {
    Effect    = "Allow"
    Principal = { AWS = [${times(10, 'local.role')}] }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
  }
}

resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Version   = "2012-10-17"
    «Statement» = [${times(statements, 'local.use')}]
  })
}
`;
const json = (statements: number, indent: string) => `{
"Version": "2012-10-17",
"«Statement»": [
${times(statements, `${indent}{ "Effect": "Allow", "Principal": { "AWS": "${ROLE}" }, "Action": "kms:Decrypt", "Resource": "*" }`, ',\n')}
]
}
`;
const unmarked = (text: string) => text.replace(/[«»]/g, '');

export const cases: RuleCases = {
  bad: [
    {
      name: 'a statement for ten roles, many times',
      file: 'main.tf',
      text: hcl(24),
      messages: [
        "The policy has 36,110 bytes, and a key's policy can have 32,768: KMS refuses it with LimitExceededException. Put statements together, or use grants for single roles.",
      ],
    },
    {
      name: 'a file that is long by its spaces',
      file: 'key-policy.json',
      text: json(100, ' '.repeat(200)),
      messages: [
        "The policy has 43,045 bytes, and a key's policy can have 32,768: KMS refuses it with LimitExceededException. Without spaces and line breaks it has 21,738: send it in that form.",
      ],
    },
    {
      name: 'a file that is long by what it says',
      file: 'key-policy.json',
      text: json(160, ''),
      messages: [
        "The policy has 36,845 bytes, and a key's policy can have 32,768: KMS refuses it with LimitExceededException. Put statements together, or use grants for single roles.",
      ],
    },
  ],
  good: [
    { name: 'a shorter policy', file: 'main.tf', text: unmarked(hcl(4)) },
    { name: 'a shorter file', file: 'key-policy.json', text: unmarked(json(100, '')) },
    {
      name: 'spaces that Terraform does not send',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {\n  policy = <<-EOT\n${unmarked(json(100, ' '.repeat(200)))}EOT\n}\n`,
    },
    {
      name: 'a part that is not known',
      file: 'main.tf',
      text: unmarked(hcl(4)).replace('local.use, ', 'var.use, '),
    },
  ],
};
