import type { RuleCases } from '../case';

const fileSystem = (type: string, days: string, more = '') => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type                 = ${type}
  automatic_backup_retention_days = ${days}
${more}}
`;
const association = `
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
}
`;
const IMPORT = '  import_path = "s3://${aws_s3_bucket.data.bucket}"\n';
const typescript = (days: string) =>
  `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: 'SCRATCH_2', automaticBackupRetentionDays: ${days} });
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'backups of a file system with an association',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', '«7»') + association,
      messages: [
        'automatic_backup_retention_days is 7, and a file system with a data repository association has no backups: the association is refused with BadRequest. Write 0.',
      ],
      fixed: fileSystem('"PERSISTENT_2"', '0') + association,
    },
    {
      name: 'backups of a file system with an import path',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_1"', '"«30»"', IMPORT),
      messages: [
        'automatic_backup_retention_days is 30, and a file system with import_path has no backups: CreateFileSystem answers BadRequest. Write 0.',
      ],
      fixed: fileSystem('"PERSISTENT_1"', '"0"', IMPORT),
    },
    {
      name: 'backups of a scratch file system in TypeScript',
      file: 'main.ts',
      text: typescript('«7»'),
      messages: [
        'automaticBackupRetentionDays is 7, and SCRATCH_2 has no backups: CreateFileSystem answers BadRequest. Write 0, or deployment type "PERSISTENT_2".',
      ],
      fixed: typescript('0'),
    },
  ],
  good: [
    { name: 'backups of a persistent file system', file: 'main.tf', text: fileSystem('"PERSISTENT_2"', '7') },
    { name: 'no backups', file: 'main.tf', text: fileSystem('"PERSISTENT_2"', '0') + association },
    {
      name: 'an import path that may be null',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_1"', '7', '  import_path = var.import_path\n'),
    },
    { name: 'days that are not known', file: 'main.tf', text: fileSystem('"SCRATCH_2"', 'var.days') },
    { name: 'a deployment type that is not known', file: 'main.tf', text: fileSystem('var.type', '7') },
  ],
};
