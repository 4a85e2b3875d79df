import type { RuleCases } from '../case';

const policy = (condition: string, action = 'kms:CreateGrant') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:role/FsxAdmin" },
      "Action": "${action}",
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const operations = (values: string, operator = 'ForAllValues:StringEquals') =>
  `{ "${operator}": { "kms:GrantOperations": [${values}] } }`;

const hcl = (values: string) => `resource "aws_kms_key_policy" "key" {
  key_id = aws_kms_key.key.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = { "ForAllValues:StringEquals" = { "kms:GrantOperations" = [${values}] } }
    }]
  })
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'grant operations with the prefix of actions',
      file: 'key-policy.json',
      text: policy(operations('"«kms:Decrypt»", "GenerateDataKey"')),
      messages: [
        '"kms:Decrypt" is no value of kms:GrantOperations: this value matches no request. Write "Decrypt".',
      ],
      fixed: policy(operations('"Decrypt", "GenerateDataKey"')),
    },
    {
      name: 'grant operations in lower case',
      file: 'main.tf',
      text: hcl('"«decrypt»", "«generateDataKey»"'),
      messages: [
        '"decrypt" is no value of kms:GrantOperations: this value matches no request. Write "Decrypt".',
        '"generateDataKey" is no value of kms:GrantOperations: this value matches no request. Write "GenerateDataKey".',
      ],
      fixed: hcl('"Decrypt", "GenerateDataKey"'),
    },
    {
      name: 'an operation that stands for two',
      file: 'key-policy.json',
      text: policy(operations('"Decrypt", "«ReEncrypt»"')),
      messages: [
        '"ReEncrypt" is no value of kms:GrantOperations: this value matches no request. Write "ReEncryptFrom" and "ReEncryptTo".',
      ],
    },
    {
      name: 'a pattern that covers no operation',
      file: 'key-policy.json',
      text: policy(operations('"«kms:*»"', 'ForAnyValue:StringLike')),
      messages: [
        '"kms:*" is no value of kms:GrantOperations: the condition never holds and the statement allows nothing. Look it up in the KMS API Reference.',
      ],
      severity: 'warning',
    },
    {
      name: "a constraint's type in Terraform's spelling",
      file: 'key-policy.json',
      text: policy('{ "StringEquals": { "kms:GrantConstraintType": "«EncryptionContextsubset»" } }'),
      messages: [
        '"EncryptionContextsubset" is no value of kms:GrantConstraintType: the condition never holds and the statement allows nothing. Write "EncryptionContextSubset".',
      ],
      fixed: policy('{ "StringEquals": { "kms:GrantConstraintType": "EncryptionContextSubset" } }'),
    },
    {
      name: 'true in upper case under StringEquals',
      file: 'key-policy.json',
      text: policy('{ "StringEquals": { "kms:GrantIsForAWSResource": "«True»" } }'),
      messages: [
        '"True" is no value of kms:GrantIsForAWSResource: the condition never holds and the statement allows nothing. Write "true".',
      ],
      fixed: policy('{ "StringEquals": { "kms:GrantIsForAWSResource": "true" } }'),
    },
  ],
  good: [
    {
      name: 'grant operations',
      file: 'key-policy.json',
      text: policy(operations('"Decrypt", "GenerateDataKey", "CreateGrant"')),
    },
    {
      name: 'a pattern that covers some',
      file: 'key-policy.json',
      text: policy(operations('"GenerateDataKey*"', 'ForAnyValue:StringLike')),
    },
    {
      name: 'case left aside',
      file: 'key-policy.json',
      text: policy(operations('"decrypt"', 'ForAllValues:StringEqualsIgnoreCase')),
    },
    { name: 'values that are not known', file: 'main.tf', text: hcl('var.operation, "${local.first}"') },
    {
      name: 'specs of keys',
      file: 'policy.json',
      text: policy(
        '{ "StringEquals": { "kms:KeySpec": ["SYMMETRIC_DEFAULT", "RSA_4096"], "kms:KeyUsage": "ENCRYPT_DECRYPT" } }',
        'kms:CreateKey',
      ),
    },
    {
      name: 'keys with any value',
      file: 'key-policy.json',
      text: policy(
        '{ "StringEquals": { "kms:RequestAlias": "alias/fsx", "aws:PrincipalTag/Op": "decrypt" } }',
        'kms:Decrypt',
      ),
    },
  ],
};
