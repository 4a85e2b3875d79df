import type { RuleCases } from '../case';

const policy = (actions: string, condition: string, effect = 'Allow') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "${effect}",
      "Principal": { "AWS": "arn:aws:iam::111111111111:role/FsxAdmin" },
      "Action": ${actions},
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const CONTEXT = '{ "StringLike": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::training-data/*" } }';

const hcl = (actions: string, variable: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = [${actions}]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "Bool"
      variable = "${variable}"
      values   = ["true"]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the condition for grants beside other actions',
      file: 'key-policy.json',
      text: policy(
        '["kms:Decrypt", "kms:DescribeKey"]',
        '{ "Bool": { "«kms:GrantIsForAWSResource»": true } }',
      ),
      messages: [
        "None of the statement's actions carries kms:GrantIsForAWSResource: the condition never holds and the statement allows nothing. Only kms:CreateGrant, kms:ListGrants, kms:RevokeGrant have it: move the condition there, or leave it out.",
      ],
    },
    {
      name: 'the operations of a grant beside Decrypt',
      file: 'key-policy.json',
      text: policy('"kms:Decrypt"', '{ "ForAnyValue:StringEquals": { "«kms:GrantOperations»": "Decrypt" } }'),
      messages: [
        '"kms:Decrypt" does not carry kms:GrantOperations: the condition never holds and the statement allows nothing. Only kms:CreateGrant has it: move the condition there, or leave it out.',
      ],
    },
    {
      name: 'an encryption context on DescribeKey alone',
      file: 'key-policy.json',
      text: policy(
        '"kms:DescribeKey"',
        CONTEXT.replace('kms:EncryptionContext:aws:s3:arn', '«kms:EncryptionContext:aws:s3:arn»'),
      ),
      messages: [
        '"kms:DescribeKey" does not carry kms:EncryptionContext:aws:s3:arn: the condition never holds and the statement allows nothing. Leave the condition out, or ask for kms:CallerAccount or kms:ViaService.',
      ],
    },
    {
      name: 'a negated operator, whose condition always holds',
      file: 'key-policy.json',
      text: policy(
        '"kms:Decrypt"',
        '{ "StringNotEquals": { "«kms:GranteePrincipal»": "arn:aws:iam::111111111111:role/x" } }',
      ),
      messages: [
        '"kms:Decrypt" does not carry kms:GranteePrincipal: the condition always holds and restricts nothing. Only kms:CreateGrant has it: move the condition there, or leave it out.',
      ],
    },
    {
      name: 'Decrypt beside CreateGrant, under a condition for grants',
      file: 'main.tf',
      text: hcl('"kms:CreateGrant", "«kms:Decrypt»"', 'kms:GrantIsForAWSResource'),
      messages: [
        'kms:Decrypt never carries kms:GrantIsForAWSResource, so this statement does not allow it. Name it in a statement without that condition.',
      ],
      severity: 'warning',
    },
    {
      name: 'DescribeKey beside actions that do have an encryption context',
      file: 'key-policy.json',
      text: policy('["kms:Decrypt", "kms:GenerateDataKey*", "«kms:DescribeKey»"]', CONTEXT),
      messages: [
        'kms:DescribeKey never carries kms:EncryptionContext:aws:s3:arn, so this statement does not allow it. Name it in a statement without that condition.',
      ],
      severity: 'note',
    },
    {
      name: 'a KMS key in the policy of a bucket',
      file: 'bucket-policy.json',
      text: policy(
        '["s3:GetObject", "s3:PutObject"]',
        '{ "StringEquals": { "«kms:ViaService»": "s3.us-east-1.amazonaws.com" } }',
      ),
      messages: [
        "None of the statement's actions carries kms:ViaService: the condition never holds and the statement allows nothing. It belongs into the policy of the KMS key.",
      ],
    },
  ],
  good: [
    {
      name: 'a condition that every action of the statement carries',
      file: 'key-policy.json',
      text: policy(
        '["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]',
        '{ "Bool": { "kms:GrantIsForAWSResource": "true" } }',
      ),
    },
    {
      name: 'an encryption context on cryptographic operations',
      file: 'key-policy.json',
      text: policy('["kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"]', CONTEXT),
    },
    {
      name: 'patterns that cover more than what carries it',
      file: 'key-policy.json',
      text: policy('"kms:*"', '{ "BoolIfExists": { "kms:GrantIsForAWSResource": "true" } }', 'Deny'),
    },
    {
      name: 'DescribeKey through S3, which carries kms:ViaService',
      file: 'key-policy.json',
      text: policy(
        '"kms:DescribeKey"',
        '{ "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
      ),
    },
    {
      name: 'actions that are not known',
      file: 'main.tf',
      text: hcl('var.actions', 'kms:GrantIsForAWSResource').replace('[var.actions]', 'var.actions'),
    },
    {
      name: 'operations newer than the tables',
      file: 'key-policy.json',
      text: policy(
        '"kms:Encapsulate"',
        '{ "StringEquals": { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" } }',
      ),
    },
    {
      name: 'actions of services that are not in the tables',
      file: 'policy.json',
      text: policy(
        '["kms:Decrypt", "sqs:SendMessage"]',
        '{ "Bool": { "kms:GrantIsForAWSResource": "true" } }',
      ),
    },
  ],
};
