import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.fs.id}';
const files = (fileSystem = '') => `resource "aws_fsx_lustre_file_system" "fs" {
  subnet_ids      = [var.subnet]
  deployment_type = "PERSISTENT_2"${fileSystem}
}
`;
const ASSOCIATION = `
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  data_repository_path = "s3://data"
  file_system_path     = "/data"
}
`;
const bucketPolicy = (principal: string, more = '') => `
resource "aws_s3_bucket_policy" "data" {
  bucket = "data"${more}
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "s3:Get*", Resource = "*" }]
  })
}
`;
const document = (more = '') => `
data "aws_iam_policy_document" "key" {${more}
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [local.role]
    }
  }
}

resource "aws_kms_key" "bucket" {
  policy = data.aws_iam_policy_document.key.json
}
`;
const message = (holder: string) =>
  `The role of aws_fsx_lustre_file_system.fs is made with aws_fsx_data_repository_association.data, and this policy does not wait for that: AWS refuses it with "invalid principal". Add depends_on = [aws_fsx_data_repository_association.data] to ${holder}, or name the account and put the role into a condition on aws:PrincipalArn.`;
const DEPENDS = '\n  depends_on = [aws_fsx_data_repository_association.data]';

export const cases: RuleCases = {
  bad: [
    {
      name: "a bucket's policy for a role that is not there yet",
      file: 'main.tf',
      text: `${files()}${ASSOCIATION}${bucketPolicy(`«"${ROLE}"»`)}`,
      messages: [message('aws_s3_bucket_policy.data')],
    },
    {
      name: "a key's policy by a local",
      file: 'main.tf',
      text: `locals {\n  role = «"${ROLE}"»\n}\n${files()}${ASSOCIATION}${document()}`,
      messages: [message('aws_kms_key.bucket')],
    },
    {
      name: 'the same in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{ "resource": {
  "aws_fsx_lustre_file_system": { "fs": { "subnet_ids": ["subnet-1"] } },
  "aws_fsx_data_repository_association": { "data": { "file_system_id": "\${aws_fsx_lustre_file_system.fs.id}" } },
  "aws_s3_bucket_policy": { "data": { "policy": "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":«\\"${ROLE}\\"»},\\"Action\\":\\"s3:Get*\\",\\"Resource\\":\\"*\\"}]}" } }
} }
`,
      messages: [message('aws_s3_bucket_policy.data')],
    },
  ],
  good: [
    {
      name: 'a policy that waits for the association',
      file: 'main.tf',
      text: `${files()}${ASSOCIATION}${bucketPolicy(`"${ROLE}"`, DEPENDS)}`,
    },
    {
      name: 'a document that waits for it',
      file: 'main.tf',
      text: `locals {\n  role = "${ROLE}"\n}\n${files()}${ASSOCIATION}${document(DEPENDS)}`,
    },
    {
      name: 'a file system that has its role from the beginning',
      file: 'main.tf',
      text: `${files('\n  import_path = "s3://data"')}${ASSOCIATION}${bucketPolicy(`"${ROLE}"`)}`,
    },
    {
      name: 'the role in a condition',
      file: 'main.tf',
      text: `${files()}${ASSOCIATION}${bucketPolicy('"111111111111"').replace(
        'Resource = "*"',
        `Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "${ROLE}" } }`,
      )}`,
    },
    {
      name: 'an association elsewhere',
      file: 'main.tf',
      text: `${files()}${bucketPolicy(`"${ROLE}"`)}`,
    },
    {
      name: 'a policy that waits for a module',
      file: 'main.tf',
      text: `${files()}${ASSOCIATION}${bucketPolicy(`"${ROLE}"`, '\n  depends_on = [module.link]')}`,
    },
    {
      name: 'a role with an id that is written out',
      file: 'main.tf',
      text: `${files()}${ASSOCIATION}${bucketPolicy(`"${ROLE.replace(/\$\{.*\}/, 'fs-0123456789abcdef0')}"`)}`,
    },
  ],
};
