import type { RuleCases } from '../case';

const fileSystem = (name: string, settings: string) => `resource "aws_fsx_lustre_file_system" ${name} {
${settings}  storage_capacity = 1200
  subnet_ids       = [aws_subnet.storage.id]
}
`;
const association = `
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.scratch.id
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an association with a file system that has no deployment type',
      file: 'main.tf',
      text: fileSystem('«"scratch"»', '') + association,
      messages: [
        'Without deployment_type, AWS makes a SCRATCH_1 file system, which cannot be linked by the data repository association here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write deployment_type "PERSISTENT_2", or "SCRATCH_2" for data that may be lost.',
      ],
    },
    {
      name: 'a deployment type that is left out',
      file: 'main.tf',
      text: fileSystem('«"scratch"»', ''),
      messages: [
        'Without deployment_type, AWS makes a SCRATCH_1 file system: no encryption in transit, no data repository associations. Write deployment_type, such as "PERSISTENT_2".',
      ],
      severity: 'note',
    },
    {
      name: 'an association with SCRATCH_1',
      file: 'main.tf',
      text: fileSystem('"scratch"', '  deployment_type  = "«SCRATCH_1»"\n') + association,
      messages: [
        'A "SCRATCH_1" file system cannot be linked by a data repository association, and there is one here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "PERSISTENT_2", or "SCRATCH_2" for data that may be lost.',
      ],
    },
    {
      name: 'a misspelt type in TypeScript',
      file: 'main.ts',
      text: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: '«PERSISTENT-2»', subnetIds: [subnet.id] });
`,
      messages: [
        '"PERSISTENT-2" is no deployment type of FSx for Lustre: CreateFileSystem answers BadRequest. Write "PERSISTENT_2".',
      ],
      fixed: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: 'PERSISTENT_2', subnetIds: [subnet.id] });
`,
    },
  ],
  good: [
    {
      name: 'an association with SCRATCH_2 and a version that has them',
      file: 'main.tf',
      text:
        fileSystem('"scratch"', '  deployment_type = "SCRATCH_2"\n  file_system_type_version = "2.15"\n') +
        association,
    },
    {
      name: 'SCRATCH_1, written out',
      file: 'main.tf',
      text: fileSystem('"scratch"', '  deployment_type = "SCRATCH_1"\n'),
    },
    {
      name: "a variable's type",
      file: 'main.tf',
      text: `${fileSystem('"scratch"', '  deployment_type = var.type\n')}${association}
variable "type" {
  default = "SCRATCH_1"
}
`,
    },
    {
      name: 'a file system restored from a backup',
      file: 'main.tf',
      text: fileSystem('"scratch"', '  backup_id = "backup-0123456789abcdef0"\n'),
    },
    {
      name: 'properties that are spread in',
      file: 'main.ts',
      text: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { ...props, subnetIds: [subnet.id] });
`,
    },
    {
      name: 'file systems of another kind',
      file: 'main.tf',
      text: `resource "aws_fsx_windows_file_system" "fs" {
  storage_capacity = 32
  subnet_ids       = [aws_subnet.storage.id]
}
`,
    },
  ],
};
