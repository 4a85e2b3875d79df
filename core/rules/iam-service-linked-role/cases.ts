import type { RuleCases } from '../case';

const SERVICE = 's3.data-source.lustre.fsx.amazonaws.com';
const ROLE = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const ARN = `arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/${ROLE}`;
const policy = (principal: string, condition = '') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "${principal}" },
      "Action": "kms:Decrypt",
      "Resource": "*"${condition}
    }
  ]
}
`;
const bucketPolicy = (principal: string) => `resource "aws_s3_bucket_policy" "data" {
  bucket = "data"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "${principal}" }, Action = "s3:Get*", Resource = "*" }]
  })
}
`;
const REFUSED = 'AWS refuses the policy with "invalid principal".';
const CUT_OFF = `The ARN ends before the name of the role: ${REFUSED} For a file system's access to S3 write "role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_<file system's id>".`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an ARN that ends after the path',
      file: 'key-policy.json',
      text: policy('arn:aws:iam::111111111111:role/«aws-service-role/»'),
      messages: [CUT_OFF],
    },
    {
      name: 'the same in a template of HCL',
      file: 'main.tf',
      text: bucketPolicy('arn:aws:iam::${var.account}:role/«aws-service-role/»'),
      messages: [CUT_OFF],
    },
    {
      name: "the path of FSx's other role",
      file: 'main.tf',
      text: bucketPolicy(
        'arn:aws:iam::111111111111:role/aws-service-role/«fsx.amazonaws.com»/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.fs.id}',
      ),
      messages: [`"fsx.amazonaws.com" is not the service of this role: ${REFUSED} Write "${SERVICE}".`],
      fixed: bucketPolicy(
        `arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_\${aws_fsx_lustre_file_system.fs.id}`,
      ),
    },
    {
      name: 'a role without its path',
      file: 'key-policy.json',
      text: policy(`arn:aws:iam::111111111111:role/«${ROLE}»`),
      messages: [
        `The role stands under the path "aws-service-role/${SERVICE}/", and the ARN has no path: ${REFUSED} Write "role/aws-service-role/${SERVICE}/${ROLE}".`,
      ],
      fixed: policy(ARN),
    },
    {
      name: 'a path that lacks its beginning',
      file: 'key-policy.json',
      text: policy(`arn:aws:iam::111111111111:role/«${SERVICE}/»${ROLE}`),
      messages: [
        `The role stands under the path "aws-service-role/${SERVICE}/", and the ARN has another: ${REFUSED} Write "role/aws-service-role/${SERVICE}/${ROLE}".`,
      ],
      fixed: policy(ARN),
    },
    {
      name: 'an id without its beginning',
      file: 'key-policy.json',
      text: policy(
        `arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_«0123456789abcdef0»`,
      ),
      messages: [`"0123456789abcdef0" is no id of a file system: ${REFUSED} Write "fs-0123456789abcdef0".`],
      fixed: policy(ARN),
    },
    {
      name: 'a mistyped name',
      file: 'key-policy.json',
      text: policy(
        `arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/«AWSServiceRoleForFSxS3Acess_»fs-0123456789abcdef0`,
      ),
      messages: [
        `The names of the file systems' roles begin with "AWSServiceRoleForFSxS3Access_": ${REFUSED} Write "AWSServiceRoleForFSxS3Access_".`,
      ],
      fixed: policy(ARN),
    },
    {
      name: 'a pattern of a condition with the wrong service',
      file: 'key-policy.json',
      text: policy(
        'arn:aws:iam::111111111111:root',
        ',\n      "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/aws-service-role/«fsx.amazonaws.com»/AWSServiceRoleForFSxS3Access_*" } }',
      ),
      messages: [
        `"fsx.amazonaws.com" is not the service of this role: aws:PrincipalArn never equals it. Write "${SERVICE}".`,
      ],
      fixed: policy(
        'arn:aws:iam::111111111111:root',
        `,\n      "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_*" } }`,
      ),
    },
    {
      name: "FSx's other role in a bucket policy",
      file: 'main.tf',
      text: bucketPolicy(
        '«arn:aws:iam::111111111111:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx»',
      ),
      severity: 'warning',
      messages: [
        `AWSServiceRoleForAmazonFSx manages network interfaces; it neither reads nor writes buckets, so that the file system is denied. Name the role of the file system, "role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_<file system's id>".`,
      ],
    },
  ],
  good: [
    { name: 'the whole ARN', file: 'key-policy.json', text: policy(ARN) },
    {
      name: 'an ARN with an id from elsewhere',
      file: 'main.tf',
      text: bucketPolicy(
        `arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_\${var.file_system_id}`,
      ),
    },
    {
      name: 'an id to be filled in',
      file: 'key-policy.json',
      text: policy(
        `arn:aws:iam::111111111111:role/aws-service-role/${SERVICE}/AWSServiceRoleForFSxS3Access_fs-xxxxxxxxxxxxxxxxx`,
      ),
    },
    {
      name: "another service's role",
      file: 'key-policy.json',
      text: policy(
        'arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      ),
    },
    {
      name: 'a pattern of a condition',
      file: 'key-policy.json',
      text: policy(
        '*',
        ',\n      "Condition": { "ArnLike": { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/aws-service-role/*", "arn:aws:iam::*:role/*/AWSServiceRoleForFSxS3Access_*"] } }',
      ),
    },
    {
      name: "FSx's other role on the file system's own key",
      file: 'key-policy.json',
      text: policy(
        'arn:aws:iam::111111111111:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx',
      ),
    },
  ],
};
