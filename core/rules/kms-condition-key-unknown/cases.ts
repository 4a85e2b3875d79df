import type { RuleCases } from '../case';

const policy = (condition: string, effect = 'Allow') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "${effect}",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const VIA = '"s3.us-east-1.amazonaws.com"';

const hcl = (key: string) => `resource "aws_iam_policy" "uploader" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "kms:GenerateDataKey"
      Resource  = "*"
      Condition = { StringEquals = { ${key} = ${VIA} } }
    }]
  })
}
`;
const typescript = (
  key: string,
) => `import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

new DataAwsIamPolicyDocument(this, 'key', {
  statement: [
    {
      actions: ['kms:Decrypt'],
      resources: ['*'],
      principals: [{ type: 'AWS', identifiers: ['111111111111'] }],
      condition: [{ test: 'StringEquals', variable: '${key}', values: ['111111111111'] }],
    },
  ],
});
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a misspelt key',
      file: 'key-policy.json',
      text: policy(`{ "StringEquals": { "«kms:ViaServce»": ${VIA} } }`),
      messages: [
        '"kms:ViaServce" is no condition key: no request carries it, so the condition never holds and the statement allows nothing. Write "kms:ViaService".',
      ],
      fixed: policy(`{ "StringEquals": { "kms:ViaService": ${VIA} } }`),
    },
    {
      name: 'a KMS key with the prefix of the global ones, in a denial',
      file: 'key-policy.json',
      text: policy('{ "StringNotEquals": { "«aws:CallerAccount»": "111111111111" } }', 'Deny'),
      messages: [
        '"aws:CallerAccount" is no condition key: no request carries it, so the condition always holds and exempts nobody from the denial. Write "kms:CallerAccount".',
      ],
      fixed: policy('{ "StringNotEquals": { "kms:CallerAccount": "111111111111" } }', 'Deny'),
    },
    {
      name: 'a key without a prefix, in HCL and without quotes',
      file: 'main.tf',
      text: hcl('«ViaService»'),
      messages: [
        '"ViaService" is no condition key: no request carries it, so the condition never holds and the statement allows nothing. Write "kms:ViaService".',
      ],
      fixed: hcl('"kms:ViaService"'),
    },
    {
      name: 'an encryption context without the name of a pair',
      file: 'key-policy.json',
      text: policy('{ "StringLike": { "«kms:EncryptionContext»": "arn:aws:s3:::training-data/*" } }'),
      messages: [
        '"kms:EncryptionContext" is no condition key: no request carries it, so the condition never holds and the statement allows nothing. Write "kms:EncryptionContext:aws:s3:arn".',
      ],
      fixed: policy(
        '{ "StringLike": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::training-data/*" } }',
      ),
    },
    {
      name: 'a misspelt key in TypeScript',
      file: 'main.ts',
      text: typescript('«kms:CalerAccount»'),
      messages: [
        '"kms:CalerAccount" is no condition key: no request carries it, so the condition never holds and the statement allows nothing. Write "kms:CallerAccount".',
      ],
      fixed: typescript('kms:CallerAccount'),
    },
    {
      name: 'a key that is like none',
      file: 'key-policy.json',
      text: policy('{ "StringEquals": { "«kms:Bucket»": "training-data" } }'),
      messages: [
        '"kms:Bucket" is no condition key: no request carries it, so the condition never holds and the statement allows nothing. Look its name up among the condition keys of KMS and the global ones.',
      ],
      severity: 'warning',
    },
  ],
  good: [
    {
      name: 'keys in any case',
      file: 'key-policy.json',
      text: policy(`{ "StringEquals": { "kms:viaservice": ${VIA}, "AWS:PrincipalOrgId": "o-a1b2c3d4e5" } }`),
    },
    {
      name: 'encryption contexts and tags of any name',
      file: 'key-policy.json',
      text: policy(
        '{ "StringEquals": { "kms:EncryptionContext:Department": "IT", "aws:PrincipalTag/Team": "data" } }',
      ),
    },
    {
      name: "a key that AWS's own policies use",
      file: 'policy.json',
      text: policy('{ "StringNotEquals": { "aws:PrincipalOrgMasterAccountId": "${aws:PrincipalAccount}" } }'),
    },
    {
      name: 'keys of other services and identity providers',
      file: 'policy.json',
      text: policy(
        '{ "StringEquals": { "ec2:Vpc": "vpc-1", "token.actions.githubusercontent.com:sub": "x", "SAML:aud": "y" } }',
      ),
    },
    {
      name: 'a key that is filled in later',
      file: 'key-policy.json',
      text: policy(
        '{ "StringEquals": { "kms:EncryptionContext:${NAME}": "x", "aws:PrincipalTag/<tag>": "y" } }',
      ),
    },
    { name: 'a key in HCL', file: 'main.tf', text: hcl('"kms:ViaService"') },
    {
      name: 'a measurement of an enclave',
      file: 'key-policy.json',
      text: policy('{ "StringEqualsIgnoreCase": { "kms:RecipientAttestation:ImageSha384": "9fedcba8" } }'),
    },
  ],
};
