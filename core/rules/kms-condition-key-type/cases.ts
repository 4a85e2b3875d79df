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

const hcl = (first: string, second: string, value: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:CreateGrant"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "${first}"
      variable = "kms:CallerAccount"
      values   = ["111111111111"]
    }
    condition {
      test     = "${second}"
      variable = "kms:GrantIsForAWSResource"
      values   = ["${value}"]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an ARN operator on an account id',
      file: 'key-policy.json',
      text: policy('{ "«ArnEquals»": { "kms:CallerAccount": "111111111111" } }'),
      messages: [
        '"ArnEquals" does not compare text, which is what kms:CallerAccount holds: AWS accepts the policy, but the condition never holds and the statement allows nothing. Write "StringLike".',
      ],
      fixed: policy('{ "StringLike": { "kms:CallerAccount": "111111111111" } }'),
    },
    {
      name: 'a number operator on a text, in a denial',
      file: 'key-policy.json',
      text: policy('{ "«NumericNotEquals»": { "kms:CallerAccount": "111111111111" } }').replace(
        'Allow',
        'Deny',
      ),
      messages: [
        '"NumericNotEquals" does not compare text, which is what kms:CallerAccount holds: AWS accepts the policy, but the condition always holds and exempts nobody from the denial. Write "StringNotEquals".',
      ],
      fixed: policy('{ "StringNotEquals": { "kms:CallerAccount": "111111111111" } }').replace(
        'Allow',
        'Deny',
      ),
    },
    {
      name: 'a value that is neither true nor false',
      file: 'key-policy.json',
      text: policy('{ "Bool": { "kms:GrantIsForAWSResource": "«no»" } }'),
      messages: [
        '"no" is not true or false, which is what "Bool" compares: the condition never holds and the statement allows nothing. Write "true" or "false".',
      ],
      fixed: policy('{ "Bool": { "kms:GrantIsForAWSResource": "false" } }'),
    },
    {
      name: 'a number with its unit',
      file: 'key-policy.json',
      text: policy(
        '{ "NumericGreaterThan": { "kms:ScheduleKeyDeletionPendingWindowInDays": "«20 days»" } }',
        'kms:ScheduleKeyDeletion',
      ),
      messages: [
        '"20 days" is not a number, which is what "NumericGreaterThan" compares: the condition never holds and the statement allows nothing. Write digits alone.',
      ],
    },
    {
      name: 'a role name where an ARN is compared',
      file: 'key-policy.json',
      text: policy('{ "ArnLike": { "kms:GranteePrincipal": "«AWSServiceRoleForAmazonFSx»" } }'),
      messages: [
        '"AWSServiceRoleForAmazonFSx" is not an ARN, which is what "ArnLike" compares: the condition never holds and the statement allows nothing. Write the whole ARN, which begins with "arn:".',
      ],
    },
    {
      name: 'the operator of the second condition of a document',
      file: 'main.tf',
      text: hcl('StringEquals', '«IpAddress»', 'false'),
      messages: [
        '"IpAddress" does not compare true or false, which is what kms:GrantIsForAWSResource holds: AWS accepts the policy, but the condition never holds and the statement allows nothing. Write "Bool".',
      ],
      fixed: hcl('StringEquals', 'Bool', 'false'),
    },
  ],
  good: [
    {
      name: 'text operators on keys of every type',
      file: 'key-policy.json',
      text: policy(
        '{ "StringEquals": { "kms:GrantIsForAWSResource": "false", "aws:PrincipalArn": "arn:aws:iam::111111111111:role/x" } }',
      ),
    },
    {
      name: 'ARN operators on texts that hold ARNs',
      file: 'key-policy.json',
      text: policy(
        '{ "ArnEquals": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::training-data/*", "kms:GranteePrincipal": "arn:aws:iam::*:role/x" } }',
      ),
    },
    {
      name: 'booleans and numbers instead of texts',
      file: 'key-policy.json',
      text: policy(
        '{ "Bool": { "kms:GrantIsForAWSResource": false }, "NumericLessThan": { "aws:MultiFactorAuthAge": 3600 } }',
      ),
    },
    {
      name: 'the time of expiry as a number',
      file: 'key-policy.json',
      text: policy('{ "NumericLessThanEquals": { "kms:ValidTo": "1861920000" } }', 'kms:ImportKeyMaterial'),
    },
    { name: 'conditions of a document', file: 'main.tf', text: hcl('StringEquals', 'Bool', 'false') },
    { name: 'a value from a variable', file: 'main.tf', text: hcl('StringEquals', 'Bool', '${var.direct}') },
    {
      name: 'a tag that holds a number',
      file: 'key-policy.json',
      text: policy(
        '{ "NumericLessThan": { "aws:ResourceTag/Level": "3" }, "Bool": { "aws:PrincipalTag/Admin": "true" } }',
      ),
    },
  ],
};
