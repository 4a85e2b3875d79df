import type { RuleCases } from '../case';

const policy = (principal: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ${principal} },
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the id of a replaced role',
      file: 'key-policy.json',
      text: policy('["111111111111", "«AROACKCEVSQ6C2EXAMPLE»"]'),
      messages: [
        '"AROACKCEVSQ6C2EXAMPLE" is the id of a deleted role: it allows nobody anything, and AWS refuses to save the policy with it. Write the ARN of the role that exists now, or take it out.',
      ],
    },
    {
      name: 'the id of a user, in HCL',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "data" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type        = "AWS"
      identifiers = ["«AIDACKCEVSQ6C2EXAMPLE»"]
    }
  }
}
`,
      messages: [
        '"AIDACKCEVSQ6C2EXAMPLE" is the id of a deleted user: it allows nobody anything, and AWS refuses to save the policy with it. Write the ARN of the user that exists now, or take it out.',
      ],
    },
  ],
  good: [
    { name: "a role's ARN", file: 'key-policy.json', text: policy('"arn:aws:iam::111111111111:role/AROA"') },
    {
      name: 'an id in a condition',
      file: 'key-policy.json',
      text: policy('"*"').replace(
        '"Resource": "*"',
        '"Resource": "*",\n      "Condition": { "StringLike": { "aws:userid": "AROACKCEVSQ6C2EXAMPLE:*" } }',
      ),
    },
  ],
};
