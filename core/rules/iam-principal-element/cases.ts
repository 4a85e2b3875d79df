import type { RuleCases } from '../case';

const keyPolicy = (second: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Admin",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "*"
    },
    { "Sid": "${second}, "Action": "kms:Decrypt", "Resource": "*" }
  ]
}
`;
const document = (principals: string) => `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = data.aws_iam_policy_document.data.json
}

data "aws_iam_policy_document" "data" {
  statement {
    ${principals}
    resources = ["arn:aws:s3:::data/*"]
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: "a statement of a key's policy without a principal",
      file: 'key-policy.json',
      text: keyPolicy('«FileSystem»", "Effect": "Allow"'),
      messages: [
        "The statement has no Principal, and stands in a key's policy: AWS refuses it as malformed. Add the principal whom it is about.",
      ],
    },
    {
      name: "a bucket's policy in HCL",
      file: 'main.tf',
      text: document('«actions»   = ["s3:GetObject"]'),
      messages: [
        "The statement has no Principal, and stands in a bucket's policy: AWS refuses it as malformed. Add the principal whom it is about.",
      ],
    },
    {
      name: "a principal in a role's policy",
      file: 'main.tf',
      text: `resource "aws_iam_role_policy" "admin" {
  role = "admin"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", «Principal» = "*", Action = "kms:CreateGrant", Resource = "*" }]
  })
}
`,
      messages: [
        '"Principal" has no place in the policy of a user, group or role: AWS refuses it as malformed. Take it out; the principal is whoever has the policy.',
      ],
    },
    {
      name: "a principal in a managed policy's string of Terraform JSON",
      file: 'cdk.tf.json',
      text: String.raw`{ "resource": { "aws_iam_policy": { "admin": { "policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"«Principal»\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}" } } } }
`,
      messages: [
        '"Principal" has no place in the policy of a user, group or role: AWS refuses it as malformed. Take it out; the principal is whoever has the policy.',
      ],
    },
  ],
  good: [
    {
      name: 'a principal in every statement',
      file: 'key-policy.json',
      text: keyPolicy('FileSystem", "Effect": "Allow", "Principal": { "AWS": "111111111111" }'),
    },
    {
      name: 'everybody but somebody',
      file: 'key-policy.json',
      text: keyPolicy('Others", "Effect": "Deny", "NotPrincipal": { "AWS": "333333333333" }'),
    },
    {
      name: 'a mistyped principal, which has a rule of its own',
      file: 'key-policy.json',
      text: keyPolicy('FileSystem", "Effect": "Allow", "Principals": { "AWS": "111111111111" }'),
    },
    {
      name: "an identity's policy",
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }] }\n',
    },
    {
      name: 'principals that come from elsewhere',
      file: 'main.tf',
      text: document(
        'actions = ["s3:GetObject"]\n    dynamic "principals" {\n      for_each = var.principals\n      content {\n        type = "AWS"\n        identifiers = [principals.value]\n      }\n    }',
      ),
    },
    {
      name: 'a service control policy',
      file: 'main.tf',
      text: `resource "aws_organizations_policy" "keys" {
  name    = "keys"
  content = jsonencode({ Statement = [{ Effect = "Deny", Action = "kms:ScheduleKeyDeletion", Resource = "*" }] })
}
`,
    },
  ],
};
