import type { RuleCases } from '../case';

const ROLES =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*';
const policy = (principal: string, condition = '') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ${principal} },
      "Action": "kms:Decrypt",
      "Resource": "*"${condition}
    }
  ]
}
`;
const hcl = (identifier: string) => `data "aws_iam_policy_document" "data" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::data/*"]
    principals {
      type        = "AWS"
      identifiers = [${identifier}]
    }
  }
}
`;
const message = (text: string, owner: string) =>
  `"${text}" has a wildcard, and a principal can't be a pattern: AWS refuses the policy with "invalid principal". Name ${owner}, and add "ArnLike": { "aws:PrincipalArn": "${text}" } to the conditions.`;

export const cases: RuleCases = {
  bad: [
    {
      name: "a pattern of the file systems' roles",
      file: 'key-policy.json',
      text: policy(`"«${ROLES}»"`),
      messages: [message(ROLES, '"arn:aws:iam::111111111111:root"')],
    },
    {
      name: 'every role of an account, in HCL',
      file: 'main.tf',
      text: hcl('«"arn:aws:iam::${var.account}:role/*"»'),
      messages: [message('arn:aws:iam::${…}:role/*', 'the account')],
    },
    {
      name: 'every account',
      file: 'key-policy.json',
      text: policy('["111111111111", "«arn:aws:iam::*:root»"]'),
      messages: [message('arn:aws:iam::*:root', 'the account')],
    },
    {
      name: 'every session of a role',
      file: 'key-policy.json',
      text: policy('"«arn:aws:sts::111111111111:assumed-role/admin/*»"'),
      messages: [
        message('arn:aws:sts::111111111111:assumed-role/admin/*', '"arn:aws:iam::111111111111:root"'),
      ],
    },
  ],
  good: [
    { name: 'everybody', file: 'key-policy.json', text: policy('"*"') },
    {
      name: 'the pattern as a condition',
      file: 'key-policy.json',
      text: policy(
        '"arn:aws:iam::111111111111:root"',
        `,\n      "Condition": { "ArnLike": { "aws:PrincipalArn": "${ROLES}" } }`,
      ),
    },
    { name: 'a role', file: 'main.tf', text: hcl('"arn:aws:iam::111111111111:role/admin"') },
    {
      name: 'a pattern of resources',
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111111111111:role/*" }] }\n',
    },
    {
      name: 'an endpoint policy',
      file: 'main.tf',
      text: `resource "aws_vpc_endpoint" "kms" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::*:role/x" }, Action = "*", Resource = "*" }] })
}
`,
    },
  ],
};
