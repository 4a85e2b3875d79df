import type { RuleCases } from '../case';

const ROLES = 'arn:aws:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*';
const policy = (action: string, role = '') => `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["fsx:CreateFileSystem", "${action}"], "Resource": "*" }${role === '' ? '' : `,\n    ${role}`}
  ]
}
`;
const role = (actions: string, rest = '') =>
  `{ "Effect": "Allow", "Action": ${actions}, "Resource": "${ROLES}"${rest} }`;
const message = (missing: string, them = 'them') =>
  `"fsx:CreateDataRepositoryAssociation" makes the file system's role in the name of the caller, and nothing here allows ${missing} on it: the request ends with "not authorized". Allow ${them} on "${ROLES}".`;
const ALL = '["iam:CreateServiceLinkedRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"]';

export const cases: RuleCases = {
  bad: [
    {
      name: 'nothing for the role',
      file: 'policy.json',
      text: policy('«fsx:CreateDataRepositoryAssociation»'),
      messages: [message('"iam:AttachRolePolicy", "iam:CreateServiceLinkedRole" and "iam:PutRolePolicy"')],
    },
    {
      name: 'one permission of three',
      file: 'policy.json',
      text: policy('«fsx:CreateDataRepositoryAssociation»', role('"iam:CreateServiceLinkedRole"')),
      messages: [message('"iam:AttachRolePolicy" and "iam:PutRolePolicy"')],
    },
    {
      name: "the permissions for FSx's other role",
      file: 'policy.json',
      text: policy(
        '«fsx:CreateDataRepositoryAssociation»',
        `${role('["iam:AttachRolePolicy", "iam:PutRolePolicy"]')},\n    { "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringEquals": { "iam:AWSServiceName": "fsx.amazonaws.com" } } }`,
      ),
      messages: [message('"iam:CreateServiceLinkedRole"', 'it')],
    },
    {
      name: "a role's policy in HCL",
      file: 'main.tf',
      text: `resource "aws_iam_role_policy" "creator" {
  role   = "creator"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["fsx:*", "«fsx:CreateDataRepositoryAssociation»"], Resource = "*" }]
  })
}
`,
      messages: [message('"iam:AttachRolePolicy", "iam:CreateServiceLinkedRole" and "iam:PutRolePolicy"')],
    },
  ],
  good: [
    {
      name: 'all three',
      file: 'policy.json',
      text: policy('fsx:CreateDataRepositoryAssociation', role(ALL)),
    },
    {
      name: 'all of IAM',
      file: 'policy.json',
      text: policy('fsx:CreateDataRepositoryAssociation", "iam:*'),
    },
    { name: 'file systems alone', file: 'policy.json', text: policy('fsx:DescribeFileSystems') },
    {
      name: 'the permissions in another policy',
      file: 'main.tf',
      text: `resource "aws_iam_role_policy" "creator" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "fsx:CreateDataRepositoryAssociation", Resource = "*" }] })
}

resource "aws_iam_role_policy" "roles" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${ALL}, Resource = "${ROLES}" }] })
}
`,
    },
    {
      name: 'an administrator',
      file: 'main.tf',
      text: `resource "aws_iam_role_policy" "creator" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "fsx:CreateDataRepositoryAssociation", Resource = "*" }] })
}

resource "aws_iam_role_policy_attachment" "admin" {
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`,
    },
  ],
};
