import type { RuleCases } from '../case';

const document = (resource: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = [${resource}]
    principals {
      type        = "AWS"
      identifiers = ["333333333333"]
    }
  }
}
`;
const KEY = `
resource "aws_kms_key" "bucket" {
  policy = data.aws_iam_policy_document.key.json
}
`;
const itself = (text: string) =>
  `${text} is the key that has this policy: Terraform stops, because the key would have to be there before itself. Write "*", which means this key.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the key in its own policy',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "333333333333" }, Action = "kms:*", Resource = «aws_kms_key.bucket.arn» }]
  })
}
`,
      messages: [itself('aws_kms_key.bucket.arn')],
    },
    {
      name: 'the key in its policy document',
      file: 'main.tf',
      text: `${document('«aws_kms_key.bucket.arn»')}${KEY}`,
      messages: [itself('aws_kms_key.bucket.arn')],
    },
    {
      name: 'a resource that needs the key',
      file: 'main.tf',
      text: `${document('"*"').replace('"333333333333"', '«aws_iam_role.reader.arn»')}${KEY}
resource "aws_iam_role" "reader" {
  inline_policy {
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.bucket.arn }] })
  }
}
`,
      messages: [
        'aws_iam_role.reader.arn waits for the key that has this policy: Terraform stops with "Cycle". Give the policy to the key afterwards, by aws_kms_key_policy.',
      ],
    },
  ],
  good: [
    { name: 'this key', file: 'main.tf', text: `${document('"*"')}${KEY}` },
    {
      name: 'a policy that the key is given afterwards',
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
      name: 'a role that does not need the key',
      file: 'main.tf',
      text: `${document('"*"').replace('"333333333333"', 'aws_iam_role.reader.arn')}${KEY}
resource "aws_iam_role" "reader" {
  name = "reader"
}
`,
    },
    {
      name: "another key's ARN",
      file: 'main.tf',
      text: `${document('aws_kms_key.other.arn')}${KEY}
resource "aws_kms_key" "other" {}
`,
    },
  ],
};
