import type { RuleCases } from '../case';

const association = (
  name: string,
  path: string,
  repository: string,
  more = '',
) => `resource "aws_fsx_data_repository_association" "${name}" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = ${path}
  data_repository_path = ${repository}
${more}}
`;
const RAW = association('raw', '"/raw"', '"s3://measurements-2025/raw/"');
const fileSystem = `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "PERSISTENT_2"
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a directory in another',
      file: 'main.tf',
      text: RAW + association('new', '"«/raw/new»"', '"s3://arrivals-2025/"'),
      messages: [
        '"/raw/new" overlaps with "/raw" of aws_fsx_data_repository_association.raw, on the same file system: CreateDataRepositoryAssociation answers BadRequest. Write directories of which none lies in another.',
      ],
    },
    {
      name: 'the whole file system beside a directory',
      file: 'main.tf',
      text: fileSystem + association('all', '"«/»"', '"s3://arrivals-2025/"') + RAW,
      messages: [
        '"/" is the whole file system, and it has another association: CreateDataRepositoryAssociation answers BadRequest. Write a directory of its own, such as "/all".',
      ],
    },
    {
      name: 'a folder in another',
      file: 'main.tf',
      text: RAW + association('all', '"/all"', '"«s3://measurements-2025»"'),
      messages: [
        '"s3://measurements-2025" overlaps with "s3://measurements-2025/raw/" of aws_fsx_data_repository_association.raw, on the same file system: CreateDataRepositoryAssociation answers BadRequest. Write folders of which none lies in another.',
      ],
    },
    {
      name: 'the same directory and the same bucket twice',
      file: 'main.tf',
      text:
        association('a', '"/raw"', '"s3://${aws_s3_bucket.data.bucket}/"') +
        association('b', '"«/raw/»"', '«"s3://${aws_s3_bucket.data.id}"»'),
      messages: [
        '"/raw/" is also that of aws_fsx_data_repository_association.a, on the same file system: CreateDataRepositoryAssociation answers BadRequest. Write directories of which none lies in another.',
        '"s3://${aws_s3_bucket.data.bucket}" is also that of aws_fsx_data_repository_association.a, on the same file system: CreateDataRepositoryAssociation answers BadRequest. Write folders of which none lies in another.',
      ],
    },
    {
      name: 'a directory in another, in Terraform JSON',
      file: 'main.tf.json',
      text: '{ "resource": { "aws_fsx_data_repository_association": { "a": { "file_system_id": "fs-0123456789abcdef0", "file_system_path": "/a/", "data_repository_path": "s3://a-2025" }, "b": { "file_system_id": "fs-0123456789abcdef0", "file_system_path": "«/a/b»", "data_repository_path": "s3://b-2025" } } } }',
      messages: [
        '"/a/b" overlaps with "/a/" of aws_fsx_data_repository_association.a, on the same file system: CreateDataRepositoryAssociation answers BadRequest. Write directories of which none lies in another.',
      ],
    },
  ],
  good: [
    {
      name: 'directories and folders of their own, with like beginnings',
      file: 'main.tf',
      text: RAW + association('raw2', '"/raw2"', '"s3://measurements-2025/raw2/"'),
    },
    {
      name: 'one bucket on two file systems',
      file: 'main.tf',
      text:
        RAW +
        association('other', '"/raw"', '"s3://measurements-2025/raw/"').replace(
          'file_system.fs',
          'file_system.other',
        ),
    },
    {
      name: 'the only one, for the whole',
      file: 'main.tf',
      text: association('all', '"/"', '"s3://a-2025/"'),
    },
    {
      name: 'one of two, by a variable',
      file: 'main.tf',
      text:
        association('a', '"/raw"', '"s3://a-2025/"', '  count = var.a ? 1 : 0\n') +
        association('b', '"/raw"', '"s3://b-2025/"', '  count = var.a ? 0 : 1\n'),
    },
    {
      name: 'one for each of a list',
      file: 'main.tf',
      text: association('all', '"/${each.key}"', '"s3://${each.value}/"', '  for_each = var.buckets\n'),
    },
    {
      name: 'paths that are not known',
      file: 'main.tf',
      text: RAW + association('b', 'var.path', '"s3://${var.bucket}/"'),
    },
    {
      name: 'two folders of one bucket',
      file: 'main.tf',
      text:
        association('a', '"/a"', '"s3://${aws_s3_bucket.data.bucket}/a/"') +
        association('b', '"/b"', '"s3://${aws_s3_bucket.data.bucket}/b/"'),
    },
  ],
};
