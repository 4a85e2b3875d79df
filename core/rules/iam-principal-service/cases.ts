import type { RuleCases } from '../case';

const policy = (service: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "${service}" },
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`;
const hcl = (service: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:GenerateDataKey*"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["${service}"]
    }
  }
}
`;
const message = (text: string, meant: string) =>
  `"${text}" is no service: AWS refuses the policy with "invalid principal". Write "${meant}".`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the service in the place of the role',
      file: 'key-policy.json',
      text: policy('«s3.data-source.lustre.fsx.amazonaws.com»'),
      severity: 'warning',
      messages: [
        'A file system calls as its role, not as the service: this allows it nothing. Name the role under "AWS": "arn:aws:iam::<file system\'s account>:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<file system\'s id>".',
      ],
    },
    {
      name: 'a bare name in HCL',
      file: 'main.tf',
      text: hcl('«cloudtrail»'),
      messages: [message('cloudtrail', 'cloudtrail.amazonaws.com')],
      fixed: hcl('cloudtrail.amazonaws.com'),
    },
    {
      name: 'a mistyped suffix',
      file: 'key-policy.json',
      text: policy('«lambda.amazonaw.com»'),
      messages: [message('lambda.amazonaw.com', 'lambda.amazonaws.com')],
      fixed: policy('lambda.amazonaws.com'),
    },
    {
      name: 'a mistyped name',
      file: 'key-policy.json',
      text: policy('«cloudtrial.amazonaws.com»'),
      severity: 'warning',
      messages: [message('cloudtrial.amazonaws.com', 'cloudtrail.amazonaws.com')],
      fixed: policy('cloudtrail.amazonaws.com'),
    },
  ],
  good: [
    { name: 'a service', file: 'key-policy.json', text: policy('cloudtrail.amazonaws.com') },
    { name: 'a service of a Region', file: 'main.tf', text: hcl('logs.us-east-1.amazonaws.com') },
    {
      name: 'a service that few know',
      file: 'key-policy.json',
      text: policy('malware-protection-plan.guardduty.amazonaws.com'),
    },
    { name: 'a service in China', file: 'key-policy.json', text: policy('ec2.amazonaws.com.cn') },
    { name: 'a Region from elsewhere', file: 'main.tf', text: hcl('logs.${var.region}.amazonaws.com') },
  ],
};
