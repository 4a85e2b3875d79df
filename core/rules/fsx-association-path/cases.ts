import type { RuleCases } from '../case';

const association = (path: string, repository: string) =>
  `resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = ${path}
  data_repository_path = ${repository}
}
`;
const bucket = '\nresource "aws_s3_bucket" "data" {\n  bucket = "measurements-2025"\n}\n';
const REPOSITORY = '"s3://measurements-2025/raw/"';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a path without its slash',
      file: 'main.tf',
      text: association('"«data»"', REPOSITORY),
      messages: [
        '"data" does not begin with a slash: the plan fails, as CreateDataRepositoryAssociation would. Write "/data".',
      ],
      fixed: association('"/data"', REPOSITORY),
    },
    {
      name: "a bucket's ARN",
      file: 'main.tf',
      text: association('"/data"', '"«arn:aws:s3:::measurements-2025»"'),
      messages: [
        '"arn:aws:s3:::measurements-2025" is no path in S3: the plan fails, as CreateDataRepositoryAssociation would. Write "s3://measurements-2025".',
      ],
      fixed: association('"/data"', '"s3://measurements-2025"'),
    },
    {
      name: "a bucket's name by reference",
      file: 'main.tf',
      text: association('"/data"', '«aws_s3_bucket.data.id»') + bucket,
      messages: [
        'aws_s3_bucket.data.id is no path in S3: CreateDataRepositoryAssociation answers BadRequest. Write "s3://${aws_s3_bucket.data.bucket}/".',
      ],
      fixed: association('"/data"', '"s3://${aws_s3_bucket.data.bucket}/"') + bucket,
    },
    {
      name: 'an address of the web, in TypeScript',
      file: 'main.ts',
      text: `import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
new FsxDataRepositoryAssociation(this, 'data', {
  fileSystemId: fs.id,
  fileSystemPath: '/data',
  dataRepositoryPath: «\`https://\${bucket.bucket}.s3.amazonaws.com\`»,
});
`,
      messages: [
        '"https://…" is no path in S3: the plan fails, as CreateDataRepositoryAssociation would. Write "s3://BUCKET/FOLDER/".',
      ],
    },
  ],
  good: [
    { name: 'paths as they should be', file: 'main.tf', text: association('"/"', REPOSITORY) },
    {
      name: 'a path without a slash at its end',
      file: 'main.tf',
      text: association('"/data/raw"', '"s3://measurements-2025"'),
    },
    {
      name: 'a bucket that is put in',
      file: 'main.tf',
      text: association('var.path', '"s3://${aws_s3_bucket.data.bucket}"') + bucket,
    },
    { name: 'variables', file: 'main.tf', text: association('"/${var.name}"', 'var.repository') },
    {
      name: "a variable's default",
      file: 'main.tf',
      text: `${association('var.path', '"${var.repository}/raw"')}
variable "path" {
  default = "data"
}
`,
    },
  ],
};
