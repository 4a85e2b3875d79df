import type { RuleCases } from '../case';

const policy = (actions: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": ${actions},
      "Resource": "*"
    }
  ]
}
`;
const bucketPolicy = (action: string) => `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "111111111111" }, Action = ["s3:GetObject", "${action}"], Resource = "*" }]
  })
}
`;
const NO_CALL = 'AWS accepts it and it matches no call.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'an action that was made up',
      file: 'key-policy.json',
      text: policy('["kms:Decrypt", "«kms:ListGrant»"]'),
      messages: [`"kms:ListGrant": kms has no such action; ${NO_CALL} Write "kms:ListGrants".`],
      fixed: policy('["kms:Decrypt", "kms:ListGrants"]'),
    },
    {
      name: 'an API operation that needs a permission of another name',
      file: 'main.tf',
      text: bucketPolicy('«s3:ListObjectsV2»'),
      messages: [
        '"s3:ListObjectsV2": s3 has no such action; S3 refuses the policy with "invalid action". Write "s3:ListBucket".',
      ],
      fixed: bucketPolicy('s3:ListBucket'),
    },
    {
      name: 'an action that goes on too long',
      file: 'key-policy.json',
      text: policy('"«kms:DecryptDataKey»"'),
      messages: [`"kms:DecryptDataKey": kms has no such action; ${NO_CALL} Write "kms:Decrypt".`],
      fixed: policy('"kms:Decrypt"'),
    },
    {
      name: 'a pattern without its wildcard',
      file: 'key-policy.json',
      text: policy('["«kms:ReEncrypt»", "kms:GenerateDataKey*"]'),
      messages: [`"kms:ReEncrypt": kms has no such action; ${NO_CALL} Write "kms:ReEncrypt*".`],
      fixed: policy('["kms:ReEncrypt*", "kms:GenerateDataKey*"]'),
    },
    {
      name: 'an action without its service',
      file: 'main.tf',
      text: 'data "aws_iam_policy_document" "key" {\n  statement {\n    actions   = ["«Decrypt»"]\n    resources = ["*"]\n  }\n}\n',
      messages: [
        `"Decrypt": an action begins with its service, as in "kms:Decrypt"; ${NO_CALL} Write "kms:Decrypt".`,
      ],
      fixed:
        'data "aws_iam_policy_document" "key" {\n  statement {\n    actions   = ["kms:Decrypt"]\n    resources = ["*"]\n  }\n}\n',
    },
    {
      name: 'a pattern that covers nothing',
      file: 'key-policy.json',
      text: policy('"«kms:GenrateDataKey*»"'),
      messages: [`"kms:GenrateDataKey*": kms has no such action; ${NO_CALL} Write "kms:GenerateDataKey*".`],
      fixed: policy('"kms:GenerateDataKey*"'),
    },
    {
      name: 'a mistyped action in a string of Terraform JSON',
      file: 'cdk.tf.json',
      text: String.raw`{ "resource": { "aws_kms_key": { "bucket": { "policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"«kms:CreateGrants»\",\"Resource\":\"*\"}]}" } } } }
`,
      messages: [`"kms:CreateGrants": kms has no such action; ${NO_CALL} Write "kms:CreateGrant".`],
      fixed: String.raw`{ "resource": { "aws_kms_key": { "bucket": { "policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:CreateGrant\",\"Resource\":\"*\"}]}" } } } }
`,
    },
    {
      name: 'a condition key among the actions',
      file: 'key-policy.json',
      text: policy('["kms:Encrypt", "«kms:EncryptionContextKeys»"]'),
      messages: [
        `"kms:EncryptionContextKeys": this is the name of a condition key, and no action; ${NO_CALL} Take it out.`,
      ],
      severity: 'warning',
    },
    {
      name: 'a mistyped service',
      file: 'key-policy.json',
      text: policy('"«kns:TagResource»"'),
      messages: [`"kns:TagResource": no service has the prefix "kns"; ${NO_CALL} Write "kms:TagResource".`],
      fixed: policy('"kms:TagResource"'),
    },
    {
      name: 'a service that is unknown, and like no other',
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": ["«deepcomposer:TagResource»"], "Resource": "*" }] }\n',
      messages: [
        `"deepcomposer:TagResource": no service has the prefix "deepcomposer"; ${NO_CALL} Write the name of an action.`,
      ],
      severity: 'note',
    },
  ],
  good: [
    {
      name: 'patterns that cover something',
      file: 'key-policy.json',
      text: policy('["kms:Describe*", "kms:Encrypt*", "kms:Put*", "kms:*", "kms:ReEncrypt*"]'),
    },
    { name: 'any case', file: 'key-policy.json', text: policy('["KMS:decrypt", "kms:generatedatakey"]') },
    { name: 'everything', file: 'key-policy.json', text: policy('"*"') },
    {
      name: 'services that are not judged',
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": ["dynamodb:Frobnicate", "bedrock:InvokeModel"], "Resource": "*" }] }\n',
    },
    { name: 'an action from elsewhere', file: 'main.tf', text: bucketPolicy('${var.action}') },
    {
      name: 'the policy of a CloudFormation stack',
      file: 'stack-policy.json',
      text: '{ "Statement": [{ "Effect": "Deny", "Action": "Update:Replace", "Principal": "*", "Resource": "LogicalResourceId/Key" }] }\n',
    },
    {
      name: "another cloud's actions",
      file: 'policy.json',
      text: '{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["kms:cmk:get"], "Resource": "*" }] }\n',
    },
  ],
};
