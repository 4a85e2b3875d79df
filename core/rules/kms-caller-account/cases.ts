import type { RuleCases } from '../case';

const policy = (principal: string, account: string, operator = 'StringEquals') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ${principal} },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "${operator}": { "kms:CallerAccount": ${account} } }
    }
  ]
}
`;
const A = '"arn:aws:iam::111111111111:root"';

export const cases: RuleCases = {
  bad: [
    {
      name: 'an ARN where the account id belongs',
      file: 'key-policy.json',
      text: policy(A, '"«arn:aws:iam::111111111111:root»"'),
      messages: [
        '"arn:aws:iam::111111111111:root" is not an account id: kms:CallerAccount never equals it, so the statement allows nothing. Write the twelve digits of the caller\'s account.',
      ],
      fixed: policy(A, '"111111111111"'),
    },
    {
      name: "an account that is not the principal's",
      file: 'key-policy.json',
      text: policy(A, '"«333333333333»"'),
      messages: [
        'The principals are of account "111111111111", and kms:CallerAccount asks for "333333333333": no call fulfils both, so the statement has no effect. Write the principals\' account.',
      ],
      fixed: policy(A, '"111111111111"'),
    },
    {
      name: 'eleven digits in HCL',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = ["«11111111111»"]
    }
  }
}
`,
      messages: [
        '"11111111111" is not an account id: kms:CallerAccount never equals it, so the statement allows nothing. Write the twelve digits of the caller\'s account.',
      ],
    },
  ],
  good: [
    { name: 'the account of the principal', file: 'key-policy.json', text: policy(A, '"111111111111"') },
    {
      name: 'everybody, narrowed to an account',
      file: 'key-policy.json',
      text: policy('"*"', '"111111111111"'),
    },
    {
      name: 'an account that is filled in later',
      file: 'key-policy.json',
      text: policy(A, '"${ACCOUNT_ID}"'),
    },
    {
      name: 'a word in the place of an account',
      file: 'key-policy.json',
      text: policy('"arn:aws:iam::account_id:role/reader"', '"account_id"'),
    },
    {
      name: 'one of two accounts',
      file: 'key-policy.json',
      text: policy(`[${A}, "222222222222"]`, '["111111111111", "222222222222"]'),
    },
    {
      name: 'everybody but an account',
      file: 'key-policy.json',
      text: policy(A, '"333333333333"', 'StringNotEquals'),
    },
    {
      name: 'an account from a data source',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}
`,
    },
  ],
};
