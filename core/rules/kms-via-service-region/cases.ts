import type { RuleCases } from '../case';

const policy = (via: string, key: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": ${key},
      "Condition": { "StringLike": { "kms:ViaService": ${via} } }
    }
  ]
}
`;
const KEY = '"arn:aws:kms:eu-west-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab"';

const hcl = (via: string, key = '') => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_kms_key" "key" {
${key}  policy = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [${via}]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: "a Region that is not the key's",
      file: 'policy.json',
      text: policy('"s3.«us-east-1».amazonaws.com"', KEY),
      messages: [
        'The key is in eu-west-1, where kms:ViaService is never "s3.us-east-1.amazonaws.com": the condition never holds and the statement allows nothing. Write "s3.eu-west-1.amazonaws.com".',
      ],
      fixed: policy('"s3.eu-west-1.amazonaws.com"', KEY),
    },
    {
      name: "a Region that is not the provider's",
      file: 'main.tf',
      text: hcl('"s3.«us-east-1».amazonaws.com"'),
      messages: [
        'The key is in eu-west-1, where kms:ViaService is never "s3.us-east-1.amazonaws.com": the condition never holds and the statement allows nothing. Write "s3.eu-west-1.amazonaws.com".',
      ],
      fixed: hcl('"s3.eu-west-1.amazonaws.com"'),
    },
    {
      name: 'a pattern for other Regions',
      file: 'policy.json',
      text: policy('"s3.«us-*».amazonaws.com"', KEY),
      messages: [
        'The key is in eu-west-1, where kms:ViaService is never "s3.us-*.amazonaws.com": the condition never holds and the statement allows nothing. Write "s3.eu-west-1.amazonaws.com".',
      ],
      fixed: policy('"s3.eu-west-1.amazonaws.com"', KEY),
    },
  ],
  good: [
    { name: "the key's Region", file: 'policy.json', text: policy('"s3.eu-west-1.amazonaws.com"', KEY) },
    { name: 'any Region', file: 'policy.json', text: policy('"s3.*.amazonaws.com"', KEY) },
    {
      name: 'several Regions, one of them right',
      file: 'main.tf',
      text: hcl('"s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"'),
    },
    {
      name: 'a multi-Region key, whose replicas share the policy',
      file: 'main.tf',
      text: hcl('"s3.us-east-1.amazonaws.com"', '  multi_region = true\n'),
    },
    { name: 'a Region that is not known', file: 'main.tf', text: hcl('"s3.${var.region}.amazonaws.com"') },
    { name: 'any key', file: 'policy.json', text: policy('"s3.us-east-1.amazonaws.com"', '"*"') },
    {
      name: "a provider whose Region is a variable's default",
      file: 'main.tf',
      text: `variable "region" {\n  default = "eu-west-1"\n}\n\n${hcl('"s3.us-east-1.amazonaws.com"').replace('"eu-west-1"', 'var.region')}`,
    },
  ],
};
