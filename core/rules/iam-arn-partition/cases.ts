import type { RuleCases } from '../case';

const policy = (partition: string, region: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:${partition}:iam::111111111111:root" },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:ViaService": "s3.${region}.amazonaws.com" } }
    }
  ]
}
`;
const key = (partition: string, region: string) => `provider "aws" {
  region = ${region}
}

resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:${partition}:iam::\${var.account}:root" }, Action = "kms:*", Resource = "*" }]
  })
}
`;
const grant = (partition: string) => `resource "aws_kms_grant" "bucket" {
  key_id            = "arn:${partition}:kms:us-gov-west-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  grantee_principal = var.role
  operations        = ["Decrypt"]
}
`;
const message = (partition: string, where: string, right: string) =>
  `The ARN is of the partition "${partition}", and ${where} is in "${right}": it names nothing that can be reached, so that AWS refuses it or never matches it. Write "${right}".`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a principal of another partition than the Region',
      file: 'key-policy.json',
      text: policy('«aws»', 'cn-north-1'),
      messages: [message('aws', 'the Region here', 'aws-cn')],
      fixed: policy('aws-cn', 'cn-north-1'),
    },
    {
      name: "a principal of another partition than the provider's Region",
      file: 'main.tf',
      text: key('«aws»', '"us-gov-west-1"'),
      messages: [message('aws', 'the Region here', 'aws-us-gov')],
      fixed: key('aws-us-gov', '"us-gov-west-1"'),
    },
    {
      name: "a grant's key",
      file: 'main.tf',
      text: grant('«aws»'),
      messages: [message('aws', '"us-gov-west-1"', 'aws-us-gov')],
      fixed: grant('aws-us-gov'),
    },
    {
      name: 'a partition that does not exist',
      file: 'key-policy.json',
      text: policy('«aws-gov»', 'us-gov-west-1'),
      messages: ['"aws-gov" is no partition of AWS: the ARN names nothing. Write "aws-us-gov".'],
      fixed: policy('aws-us-gov', 'us-gov-west-1'),
    },
  ],
  good: [
    { name: 'one partition', file: 'key-policy.json', text: policy('aws', 'eu-west-1') },
    {
      name: "China's, with the common suffix",
      file: 'key-policy.json',
      text: policy('aws-cn', 'cn-north-1'),
    },
    {
      name: 'a partition from a data source',
      file: 'main.tf',
      text: key('${data.aws_partition.current.partition}', '"cn-north-1"'),
    },
    {
      name: "a Region that is a variable's default",
      file: 'main.tf',
      text: `variable "region" {\n  default = "us-east-1"\n}\n${key('aws-cn', 'var.region')}`,
    },
    {
      name: 'a pattern of every partition',
      file: 'key-policy.json',
      text: policy('aws', 'us-east-1').replace(
        '"StringEquals"',
        '"ArnLike": { "aws:PrincipalArn": "arn:*:iam::111111111111:role/*" }, "StringEquals"',
      ),
    },
    {
      name: 'several partitions where no Region is said',
      file: 'policy.json',
      text: '{ "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::data/*", "arn:aws-cn:s3:::data/*"] }] }\n',
    },
  ],
};
