import type { RuleCases } from '../case';

const policy = (condition: string, action = '"kms:CreateGrant"', effect = 'Allow') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "${effect}",
      "Principal": "*",
      "Action": ${action},
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const grant = (operator: string) =>
  `{ "${operator}": { "kms:GrantOperations": ["Decrypt", "GenerateDataKey"] } }`;
const marked = (operator: string) => grant(operator).replace('kms:GrantOperations', '«kms:GrantOperations»');

const hcl = (test: string, variable: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.us-east-1.amazonaws.com"]
    }
    condition {
      test     = "${test}"
      variable = "${variable}"
      values   = ["arn:aws:s3:::training-data/*"]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'ForAllValues on what only CreateGrant carries, beside other actions',
      file: 'key-policy.json',
      text: policy(marked('ForAllValues:StringEquals'), '"kms:*"'),
      messages: [
        '"kms:*" covers actions that lack kms:GrantOperations, and "ForAllValues" is true of what is absent: the condition does not restrict them. Keep the statement to kms:CreateGrant, and name the others in one of their own.',
      ],
    },
    {
      name: 'ForAllValues on what none of the actions carries',
      file: 'key-policy.json',
      text: policy(marked('ForAllValues:StringEquals'), '["kms:CreateGrant", "kms:Decrypt"]'),
      messages: [
        '"kms:Decrypt" lacks kms:GrantOperations, and "ForAllValues" is true of what is absent: the condition does not restrict them. Keep the statement to kms:CreateGrant, and name the others in one of their own.',
      ],
    },
    {
      name: 'a key with several values without a set operator',
      file: 'key-policy.json',
      text: policy(marked('StringEquals')),
      messages: [
        'kms:GrantOperations has several values, and "StringEquals" compares one: AWS does not define what comes of it. Write "ForAllValues:StringEquals".',
      ],
      fixed: policy(grant('ForAllValues:StringEquals')),
    },
    {
      name: 'ForAllValues on an encryption context',
      file: 'main.tf',
      text: hcl('ForAllValues:StringLike', '«kms:EncryptionContext:aws:s3:arn»'),
      messages: [
        'An encryption context has one value for each name, and KMS refuses "ForAllValues" on it with OverlyPermissiveCondition, since requests without a context would pass. Write "StringLike".',
      ],
      severity: 'error',
      fixed: hcl('StringLike', 'kms:EncryptionContext:aws:s3:arn'),
    },
    {
      name: 'ForAllValues on a key with one value',
      file: 'key-policy.json',
      text: policy(
        '{ "ForAllValues:StringEquals": { "«kms:ViaService»": "s3.us-east-1.amazonaws.com" } }',
        '"kms:Decrypt"',
      ),
      messages: [
        'kms:ViaService has one value, and "ForAllValues" is true when a request lacks it: the condition lets such requests pass. Write "StringEquals".',
      ],
      fixed: policy(
        '{ "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
        '"kms:Decrypt"',
      ),
    },
    {
      name: 'ForAllValues on the organization of whoever comes',
      file: 'key-policy.json',
      text: policy(
        '{ "ForAllValues:StringLike": { "«aws:PrincipalOrgPaths»": "o-a1b2c3d4e5/*" } }',
        '"kms:Decrypt"',
      ),
      messages: [
        '"ForAllValues" is true when a request lacks aws:PrincipalOrgPaths, as requests from outside do: they all pass. Write "ForAnyValue:StringLike".',
      ],
      fixed: policy(
        '{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } }',
        '"kms:Decrypt"',
      ),
    },
  ],
  good: [
    {
      name: 'ForAllValues on the operations of CreateGrant',
      file: 'key-policy.json',
      text: policy(grant('ForAllValues:StringEquals')),
    },
    {
      name: 'the usual trio of grant actions',
      file: 'key-policy.json',
      text: policy(
        grant('ForAllValues:StringEquals'),
        '["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]',
      ),
    },
    {
      name: 'one value, beside an action that lacks the key and does no harm',
      file: 'key-policy.json',
      text: policy(
        '{ "ForAllValues:StringEquals": { "kms:SigningAlgorithm": "ECDSA_SHA_256" } }',
        '["kms:Sign", "kms:GetPublicKey"]',
      ),
    },
    {
      name: 'a demand that the key be there',
      file: 'key-policy.json',
      text: policy(
        '{ "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" }, "Null": { "kms:GrantOperations": "false" } }',
        '"kms:*"',
      ),
    },
    {
      name: 'ForAnyValue on a key with one value',
      file: 'main.tf',
      text: hcl('ForAnyValue:StringLike', 'kms:EncryptionContext:aws:s3:arn'),
    },
    {
      name: 'ForAllValues in a denial',
      file: 'policy.json',
      text: policy(
        '{ "ForAllValues:StringNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/x" } }',
        '"kms:*"',
        'Deny',
      ),
    },
    {
      name: 'the names of an encryption context',
      file: 'key-policy.json',
      text: policy(
        '{ "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "aws:s3:arn" } }',
        '"kms:Decrypt"',
      ),
    },
    {
      name: 'a question whether a key is there',
      file: 'key-policy.json',
      text: policy('{ "Null": { "kms:GrantOperations": "false" } }'),
    },
  ],
};
