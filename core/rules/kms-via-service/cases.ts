import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';

const policy = (via: string, { operator = 'StringEquals', principal = ROLE, key = '*' } = {}) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "${principal}" },
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "${key}",
      "Condition": { "${operator}": { "kms:ViaService": ${via} } }
    }
  ]
}
`;
const ADMIN = { principal: 'arn:aws:iam::111111111111:role/FsxAdmin' };
const KEY = { key: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab' };

const hcl = (via: string, variables = '') => `${variables}data "aws_iam_policy_document" "key" {
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
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = ["arn:aws:s3:::training-data/*"]
    }
  }
}
`;
const terraformJson = (via: string) => `{
  "resource": {
    "aws_kms_key": {
      "key": {
        "policy": "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"111111111111\\"},\\"Action\\":\\"kms:Decrypt\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"StringEquals\\":{\\"kms:ViaService\\":\\"${via}\\"}}}]}"
      }
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an empty value',
      file: 'key-policy.json',
      text: policy('«""»', KEY),
      messages: [
        'kms:ViaService is empty here, and never is in a request: the condition never holds and the statement allows nothing. Write "s3.us-east-1.amazonaws.com".',
      ],
      fixed: policy('"s3.us-east-1.amazonaws.com"', KEY),
    },
    {
      name: "the service of the file system's own disks, for its role on a bucket",
      file: 'key-policy.json',
      text: policy('"«fsx».us-east-1.amazonaws.com"'),
      messages: [
        'S3 asks KMS for the objects of a linked bucket, and "fsx" never does ("fsx" is for the file system\'s own disks): the condition never holds and the statement allows nothing. Write "s3.us-east-1.amazonaws.com".',
      ],
      fixed: policy('"s3.us-east-1.amazonaws.com"'),
    },
    {
      name: "the name in the role's path",
      file: 'key-policy.json',
      text: policy('"«s3.data-source.lustre.fsx».us-east-1.amazonaws.com"'),
      messages: [
        'S3 asks KMS for the objects of a linked bucket, and "s3.data-source.lustre.fsx" never does ("fsx" is for the file system\'s own disks): the condition never holds and the statement allows nothing. Write "s3.us-east-1.amazonaws.com".',
      ],
      fixed: policy('"s3.us-east-1.amazonaws.com"'),
    },
    {
      name: "the ending of China's endpoints, in a string of Terraform JSON",
      file: 'cdk.tf.json',
      text: terraformJson('s3.cn-north-1.«amazonaws.com.cn»'),
      messages: [
        'kms:ViaService ends in "amazonaws.com" in every partition, and this value in "amazonaws.com.cn": the condition never holds and the statement allows nothing. Write "amazonaws.com".',
      ],
      fixed: terraformJson('s3.cn-north-1.amazonaws.com'),
    },
    {
      name: 'a service principal',
      file: 'key-policy.json',
      text: policy('"«s3.amazonaws.com»"', ADMIN),
      messages: [
        '"s3.amazonaws.com" names no Region, and kms:ViaService always does: the condition never holds and the statement allows nothing. Write "s3.<region>.amazonaws.com".',
      ],
    },
    {
      name: 'a Region without its service',
      file: 'key-policy.json',
      text: policy('["«us-east-1»", "s3.eu-west-1.amazonaws.com"]', ADMIN),
      messages: [
        '"us-east-1" is not of the form <service>.<region>.amazonaws.com, as kms:ViaService always is: this value matches no request. Write "s3.us-east-1.amazonaws.com".',
      ],
      fixed: policy('["s3.us-east-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"]', ADMIN),
    },
    {
      name: 'a misspelt Region',
      file: 'key-policy.json',
      text: policy('"s3.«us-eats-1».amazonaws.com"', ADMIN),
      messages: [
        'There is no Region "us-eats-1": the condition never holds and the statement allows nothing. Write "us-east-1".',
      ],
      fixed: policy('"s3.us-east-1.amazonaws.com"', ADMIN),
    },
    {
      name: 'another service before a reference, with S3 objects as context',
      file: 'main.tf',
      text: hcl('"«fsx».${data.aws_region.current.name}.amazonaws.com"'),
      messages: [
        'S3 asks KMS for the objects of a linked bucket, and "fsx" never does ("fsx" is for the file system\'s own disks): the condition never holds and the statement allows nothing. Write "s3.<region>.amazonaws.com".',
      ],
      fixed: hcl('"s3.${data.aws_region.current.name}.amazonaws.com"'),
    },
    {
      name: "the partition's suffix of endpoints",
      file: 'main.tf',
      text: hcl('"s3.${data.aws_region.current.name}.${«data.aws_partition.current.dns_suffix»}"'),
      messages: [
        'kms:ViaService ends in "amazonaws.com" in every partition, and the partition\'s suffix is "amazonaws.com.cn" in China, where the condition then never holds. Write "amazonaws.com".',
      ],
      severity: 'note',
    },
  ],
  good: [
    { name: 'S3 in a Region', file: 'key-policy.json', text: policy('"s3.us-east-1.amazonaws.com"') },
    { name: 'S3 in China', file: 'key-policy.json', text: policy('"s3.cn-north-1.amazonaws.com"') },
    {
      name: 'S3 in any Region',
      file: 'key-policy.json',
      text: policy('"s3.*.amazonaws.com"', { operator: 'StringLike' }),
    },
    {
      name: 'FSx beside S3',
      file: 'key-policy.json',
      text: policy('["fsx.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]'),
    },
    {
      name: "FSx for the file system's own disks",
      file: 'key-policy.json',
      text: policy('"fsx.us-east-1.amazonaws.com"', ADMIN),
    },
    {
      name: 'other services, known or not',
      file: 'key-policy.json',
      text: policy('["ec2.us-west-2.amazonaws.com", "newservice.us-west-2.amazonaws.com"]', ADMIN),
    },
    {
      name: "the word for a Region in AWS's examples",
      file: 'key-policy.json',
      text: policy('"s3.region.amazonaws.com"'),
    },
    {
      name: 'a Region that is filled in later',
      file: 'key-policy.json',
      text: policy('"s3.<region>.amazonaws.com"'),
    },
    {
      name: 'references',
      file: 'main.tf',
      text: hcl('"s3.${data.aws_region.current.name}.amazonaws.com", local.via'),
    },
    {
      name: "a variable's empty default",
      file: 'main.tf',
      text: hcl('var.via', 'variable "via" {\n  default = ""\n}\n\n'),
    },
  ],
};
