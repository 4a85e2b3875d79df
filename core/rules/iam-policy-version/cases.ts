import type { RuleCases } from '../case';

const policy = (version: string, resource = '*') => `{
  "Version": ${version},
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "${resource}"
    }
  ]
}
`;
const hcl = (version: string) => `resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Version   = "${version}"
    Statement = [{ Effect = "Allow", Principal = { AWS = "333333333333" }, Action = "kms:*", Resource = "*" }]
  })
}
`;
const REFUSED = (version: string) =>
  `${version} is no version of the policy language: AWS refuses the policy as malformed. Write "2012-10-17".`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'another date',
      file: 'key-policy.json',
      text: policy('"«2012-10-18»"'),
      messages: [REFUSED('"2012-10-18"')],
      fixed: policy('"2012-10-17"'),
    },
    {
      name: 'the date on which a policy was written',
      file: 'main.tf',
      text: hcl('«2024-05-01»'),
      messages: [REFUSED('"2024-05-01"')],
      fixed: hcl('2012-10-17'),
    },
    {
      name: 'a number',
      file: 'key-policy.json',
      text: policy('«1»'),
      messages: [REFUSED('1')],
    },
    {
      name: 'a variable in the older version',
      file: 'bucket-policy.json',
      text: `{ "Version": "«2008-10-17»", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/\${aws:username}/*" }] }
`,
      severity: 'warning',
      messages: [
        'Version "2008-10-17" has no policy variables: ${aws:username} is taken as plain text and matches nothing. Write "2012-10-17".',
      ],
      fixed: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/\${aws:username}/*" }] }
`,
    },
    {
      name: 'a variable without a version',
      file: 'policy.json',
      text: `{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "«arn:aws:s3:::data/\${aws:username}/*»" }] }
`,
      severity: 'warning',
      messages: [
        'Without a Version the policy is read as "2008-10-17", which has no policy variables: ${aws:username} is taken as plain text and matches nothing. Add "Version": "2012-10-17".',
      ],
    },
  ],
  good: [
    { name: 'the current version', file: 'key-policy.json', text: policy('"2012-10-17"') },
    { name: 'the older version', file: 'key-policy.json', text: policy('"2008-10-17"') },
    {
      name: "another cloud's policy",
      file: 'policy.json',
      text: '{ "Version": "1", "Statement": [{ "Effect": "Allow", "Action": "oss:Get*", "Resource": "*" }] }\n',
    },
    {
      name: 'no version, and no variable',
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": "kms:*", "Resource": "*" }] }\n',
    },
    {
      name: 'the data source, which writes the current version itself',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "home" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::data/&{aws:username}/*"]
  }
}
`,
    },
    {
      name: 'a version from a variable',
      file: 'main.tf',
      text: hcl('${var.policy_version}'),
    },
    {
      name: "CloudFormation's variables",
      file: 'policy.json',
      text: '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:${AWS::AccountId}:key/*" }] }\n',
    },
  ],
};
