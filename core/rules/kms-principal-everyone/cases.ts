import type { RuleCases } from '../case';

const policy = (principal: string, condition?: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": ${principal},
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "*"${condition === undefined ? '' : `,\n      "Condition": ${condition}`}
    }
  ]
}
`;
const document = (condition: string, identifier = '*') => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${identifier}"]
    }
    ${condition}
  }
}
`;
const MESSAGE =
  '"*" is everybody in every AWS account, and no condition says whose calls are meant: anyone can use the key with an identity policy of their own. Name the accounts, or add "kms:CallerAccount" or "aws:PrincipalOrgID" to the conditions.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'everybody, without a condition',
      file: 'key-policy.json',
      text: policy('{ "AWS": "«*»" }'),
      messages: [MESSAGE],
    },
    {
      name: 'everybody through S3',
      file: 'key-policy.json',
      text: policy('"«*»"', '{ "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }'),
      messages: [MESSAGE],
    },
    {
      name: 'everybody but an account, in HCL',
      file: 'main.tf',
      text: document(
        'condition {\n      test     = "StringNotEquals"\n      variable = "kms:CallerAccount"\n      values   = ["111111111111"]\n    }',
        '«*»',
      ),
      messages: [MESSAGE],
    },
    {
      name: 'a condition that everybody fulfils',
      file: 'key-policy.json',
      text: policy('{ "AWS": ["«*»"] }', '{ "StringLike": { "aws:PrincipalArn": "*" } }'),
      messages: [MESSAGE],
    },
    {
      name: 'everybody who is in no organization',
      file: 'key-policy.json',
      text: policy('"«*»"', '{ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-1234567890" } }'),
      messages: [MESSAGE],
    },
  ],
  good: [
    {
      name: "FSx's documented form",
      file: 'key-policy.json',
      text: policy(
        '{ "AWS": "*" }',
        '{ "StringLike": { "aws:userid": "*:FSx" }, "StringEquals": { "kms:CallerAccount": "111111111111", "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
      ),
    },
    {
      name: 'an organization',
      file: 'key-policy.json',
      text: policy('"*"', '{ "StringEquals": { "aws:PrincipalOrgID": "<org-id>" } }'),
    },
    {
      name: 'some units of an organization',
      file: 'key-policy.json',
      text: policy('"*"', '{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/r-2/ou-3/*" } }'),
    },
    {
      name: "CloudTrail's, by source account",
      file: 'key-policy.json',
      text: policy('"*"', '{ "StringEquals": { "aws:SourceAccount": "111111111111" } }'),
    },
    {
      name: 'the roles of an account',
      file: 'main.tf',
      text: document(
        'condition {\n      test     = "ArnLike"\n      variable = "aws:PrincipalArn"\n      values   = ["arn:aws:iam::111111111111:role/*"]\n    }',
      ),
    },
    {
      name: 'conditions that come from elsewhere',
      file: 'main.tf',
      text: document(
        'dynamic "condition" {\n      for_each = var.conditions\n      content {\n        test     = condition.value.test\n        variable = condition.value.variable\n        values   = condition.value.values\n      }\n    }',
      ),
    },
    {
      name: 'everybody, and a denial for all but an account',
      file: 'key-policy.json',
      text: `{ "Statement": [
  { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" },
  { "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": { "StringNotEquals": { "kms:CallerAccount": "111111111111" } } }
] }
`,
    },
    {
      name: 'a public bucket',
      file: 'bucket-policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*" }] }\n',
    },
    {
      name: 'a denial for everybody',
      file: 'key-policy.json',
      text: policy('"*"').replace('"Allow"', '"Deny"'),
    },
  ],
};
