import type { RuleCases } from '../case';

const keyPolicy = (element: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "${element}": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}
`;
const hcl = (condition: string) => `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
      ${condition} = { Bool = { "aws:SecureTransport" = "true" } }
    }]
  })
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'Principals for Principal',
      file: 'key-policy.json',
      text: keyPolicy('«Principals»'),
      messages: [
        '"Principals" is no element of a statement: AWS refuses the policy as malformed. Write "Principal".',
      ],
      fixed: keyPolicy('Principal'),
    },
    {
      name: 'Conditions for Condition',
      file: 'main.tf',
      text: hcl('«Conditions»'),
      messages: [
        '"Conditions" is no element of a statement: AWS refuses the policy as malformed. Write "Condition".',
      ],
      fixed: hcl('Condition'),
    },
    {
      name: 'a name in lower case',
      file: 'key-policy.json',
      text: keyPolicy('«principal»'),
      messages: [
        '"principal" is no element of a statement: AWS refuses the policy as malformed. Write "Principal".',
      ],
      fixed: keyPolicy('Principal'),
    },
    {
      name: 'a comment in a statement',
      file: 'main.tf',
      text: hcl('«Comment»'),
      messages: ['"Comment" is no element of a statement: AWS refuses the policy as malformed. Take it out.'],
    },
    {
      name: 'Statements for Statement',
      file: 'key-policy.json',
      text: '{ "Version": "2012-10-17", "«Statements»": [{ "Effect": "Allow" }] }\n',
      messages: [
        '"Statements" is no element of a policy: AWS refuses the policy as malformed. Write "Statement".',
      ],
      fixed: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow" }] }\n',
    },
    {
      name: 'a policy without statements',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = jsonencode({ Version = "2012-10-17", «Statement» = [] })
}
`,
      messages: ['The policy has no statement: AWS refuses it as malformed. Write at least one statement.'],
    },
    {
      name: 'a policy in a string of Terraform JSON',
      file: 'cdk.tf.json',
      text: String.raw`{ "resource": { "aws_kms_key": { "bucket": { "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"«Efect»\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}" } } } }
`,
      messages: [
        '"Efect" is no element of a statement: AWS refuses the policy as malformed. Write "Effect".',
      ],
      fixed: String.raw`{ "resource": { "aws_kms_key": { "bucket": { "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}" } } } }
`,
    },
    {
      name: 'a mistyped Statement in a file of its own',
      file: 'key-policy.json',
      text: keyPolicy('Principal').replace('"Statement"', '"«Statments»"'),
      messages: [
        '"Statments" is no element of a policy: AWS refuses the policy as malformed. Write "Statement".',
      ],
      fixed: keyPolicy('Principal'),
    },
    {
      name: 'objects where texts belong',
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": «{ "kms": "Decrypt" }», "Resource": [«{ "Key": "*" }»] }] }\n',
      messages: [
        'Action holds an object, and AWS takes a text or a list of texts: it refuses the policy as malformed. Write the name of an action.',
        'Resource holds an object, and AWS takes a text or a list of texts: it refuses the policy as malformed. Write an ARN.',
      ],
    },
  ],
  good: [
    { name: 'a policy of known elements', file: 'key-policy.json', text: keyPolicy('Principal') },
    {
      name: "a firewall rule's statement",
      file: 'rule.json',
      text: '{ "Name": "limit", "Priority": 1, "Statement": { "RateBasedStatement": { "Limit": 100 } } }\n',
    },
    {
      name: 'a policy inside a template',
      file: 'role.json',
      text: '{ "PolicyName": "p", "PolicyDocument": { "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] } }\n',
    },
    {
      name: "CloudFormation's functions",
      file: 'main.tf',
      text: hcl('Condition').replace('"arn:aws:s3:::data"', '{ "Fn::GetAtt" = ["Data", "Arn"] }'),
    },
    {
      name: 'the names of the data source',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "key" {
  policy_id = "key"
  statement {
    sid       = "Admin"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["333333333333"]
    }
  }
}
`,
    },
    {
      name: 'statements from a variable',
      file: 'main.tf',
      text: 'resource "aws_kms_key" "bucket" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = var.statements })\n}\n',
    },
    {
      name: 'a name that is filled in later',
      file: 'key-policy.json',
      text: keyPolicy('${PRINCIPAL}'),
    },
  ],
};
