import type { Base } from './base';
import { OWNER, OTHER, use } from './key-policy';

const inHcl = (statement: string) => `# us-west-2
resource "aws_kms_key" "key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "${OWNER}" }, Action = "kms:*", Resource = "*" },
      ${statement}
    ]
  })
}

resource "aws_s3_bucket" "data" {
  bucket = "data-of-b"
}
`;

const inDocument = (statement: string) => `# us-west-2
data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${OWNER}"]
    }
  }
  statement {
${statement}
  }
}

resource "aws_kms_key" "key" {
  policy = data.aws_iam_policy_document.key.json
}
`;

const documentUse = (more: string) => `    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${OTHER}"]
    }
${more}`;

const documentCondition = (inner: string) => inDocument(documentUse(`    condition {\n${inner}\n    }`));

/** Places in policies in HCL: encoded, as heredocs, and as documents. */
export const HCL_BASES: readonly Base[] = [
  {
    name: 'element, HCL',
    files: {
      'main.tf': inHcl(`{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], | }`),
    },
  },
  {
    name: 'action, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt", |], Resource = "*" }`,
      ),
    },
  },
  {
    name: 'operator, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { | } }`,
      ),
    },
  },
  {
    name: 'key, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { StringEquals = { "kms:|" } } }`,
      ),
    },
  },
  {
    name: 'context, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = [|] } } }`,
      ),
    },
  },
  {
    name: 'context in quotes, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = ["|"] } } }`,
      ),
    },
  },
  {
    name: 'action, heredoc',
    files: {
      'main.tf': `resource "aws_kms_key" "key" {\n  policy = <<-EOT\n${use('', '"kms:Decrypt", "|"').replace(/\n\/\/.*\n/, '\n')}  EOT\n}\n`,
    },
  },
  {
    name: 'key, heredoc',
    files: {
      'main.tf': `resource "aws_kms_key" "key" {\n  policy = <<EOT\n${use(', "Condition": { "StringEquals": { "kms:|" } }').replace(/\n\/\/.*\n/, '\n')}EOT\n}\n`,
    },
  },
  { name: 'element, document', files: { 'main.tf': inDocument(documentUse('    |')) } },
  {
    name: 'principals, document',
    files: {
      'main.tf': inDocument(
        '    actions   = ["kms:Decrypt"]\n    resources = ["*"]\n    principals {\n      type = "AWS"\n      |\n    }',
      ),
    },
  },
  {
    name: 'principal type, document',
    files: { 'main.tf': inDocument(documentUse('').replace('type        = "AWS"', 'type        = |')) },
  },
  {
    name: 'operator, document',
    files: {
      'main.tf': documentCondition(
        '      test = "|"\n      variable = "kms:ViaService"\n      values = ["s3.us-west-2.amazonaws.com"]',
      ),
    },
  },
  {
    name: 'key, document',
    files: {
      'main.tf': documentCondition(
        '      test = "StringEquals"\n      variable = "kms:|"\n      values = ["x"]',
      ),
    },
  },
  {
    name: 'value, document',
    files: {
      'main.tf': documentCondition(
        '      test = "StringEquals"\n      variable = "kms:CallerAccount"\n      values = [|]',
      ),
    },
  },
];
