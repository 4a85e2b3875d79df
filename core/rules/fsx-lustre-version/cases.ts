import type { RuleCases } from '../case';

const fileSystem = (settings: string, name = '"fs"') => `resource "aws_fsx_lustre_file_system" ${name} {
${settings}  subnet_ids = [aws_subnet.storage.id]
}
`;
const association = `
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
}
`;
const version = (type: string, text: string) =>
  `  deployment_type          = "${type}"\n  file_system_type_version = ${text}\n`;
const typescript = (props: string, head = 'FsxLustreFileSystem') =>
  `import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
const fs = new ${head}(this, 'fs', {
${props}});
new FsxDataRepositoryAssociation(this, 'data', {
  fileSystemId: fs.id,
  fileSystemPath: '/data',
  dataRepositoryPath: 's3://measurements-2025/',
});
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an association with a SCRATCH_2 file system of the default version',
      file: 'main.tf',
      text: fileSystem('  deployment_type          = "SCRATCH_2"\n', '«"fs"»') + association,
      messages: [
        'Without file_system_type_version, a SCRATCH_2 file system gets Lustre 2.10, which cannot be linked by the data repository association here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "2.15".',
      ],
      fixed: fileSystem(version('SCRATCH_2', '"2.15"')) + association,
    },
    {
      name: 'an association with Lustre 2.10',
      file: 'main.tf',
      text: fileSystem(version('PERSISTENT_1', '"«2.10»"')) + association,
      messages: [
        'Lustre 2.10 has no data repository associations, and there is one here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "2.15".',
      ],
      fixed: fileSystem(version('PERSISTENT_1', '"2.15"')) + association,
    },
    {
      name: 'Lustre 2.10 on PERSISTENT_2',
      file: 'main.tf',
      text: fileSystem(version('PERSISTENT_2', '"«2.10»"')),
      messages: [
        'Lustre 2.10 does not exist for PERSISTENT_2, which has 2.12 or 2.15: CreateFileSystem fails. Write "2.15".',
      ],
      fixed: fileSystem(version('PERSISTENT_2', '"2.15"')),
    },
    {
      name: 'Lustre 2.12 with a metadata configuration',
      file: 'main.tf',
      text: fileSystem(
        `${version('PERSISTENT_2', '"«2.12»"')}  metadata_configuration {\n    mode = "AUTOMATIC"\n  }\n`,
      ),
      messages: [
        'Lustre 2.12 does not go with a metadata configuration: CreateFileSystem fails. Write "2.15".',
      ],
      fixed: fileSystem(
        `${version('PERSISTENT_2', '"2.15"')}  metadata_configuration {\n    mode = "AUTOMATIC"\n  }\n`,
      ),
    },
    {
      name: 'versions that do not exist, one of them a number',
      file: 'main.tf',
      text:
        fileSystem(version('SCRATCH_2', '"«2.14»"')) + fileSystem(version('SCRATCH_2', '«2.10»'), '"other"'),
      messages: [
        'Lustre "2.14" does not exist for FSx: CreateFileSystem answers BadRequest. Write "2.15", or another of 2.10, 2.12, 2.15.',
        'Lustre "2.1" does not exist for FSx (2.10 as a number is 2.1): CreateFileSystem answers BadRequest. Write "2.15", or another of 2.10, 2.12, 2.15.',
      ],
      fixed:
        fileSystem(version('SCRATCH_2', '"2.15"')) + fileSystem(version('SCRATCH_2', '"2.15"'), '"other"'),
    },
    {
      name: 'the default version in TypeScript',
      file: 'main.ts',
      text: typescript("  deploymentType: 'PERSISTENT_1',\n", '«FsxLustreFileSystem»'),
      messages: [
        'Without fileSystemTypeVersion, a PERSISTENT_1 file system gets Lustre 2.10, which cannot be linked by the data repository association here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "2.15".',
      ],
      fixed: typescript("  deploymentType: 'PERSISTENT_1',\n  fileSystemTypeVersion: '2.15',\n"),
    },
    {
      name: 'the default version in a plan',
      file: 'plan.json',
      text: '{"format_version": "1.2", "resource_changes": [{"address": «"aws_fsx_lustre_file_system.fs"», "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "change": {"actions": ["create"], "after": {"deployment_type": "SCRATCH_2", "metadata_configuration": []}, "after_unknown": {"file_system_type_version": true, "id": true}}}, {"address": "aws_fsx_data_repository_association.d", "mode": "managed", "type": "aws_fsx_data_repository_association", "name": "d", "change": {"actions": ["create"], "after": {"data_repository_path": "s3://measurements-2025/", "file_system_path": "/data"}, "after_unknown": {"file_system_id": true}}}], "configuration": {"root_module": {"resources": [{"address": "aws_fsx_lustre_file_system.fs", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "expressions": {"deployment_type": {"constant_value": "SCRATCH_2"}}}, {"address": "aws_fsx_data_repository_association.d", "mode": "managed", "type": "aws_fsx_data_repository_association", "name": "d", "expressions": {"file_system_id": {"references": ["aws_fsx_lustre_file_system.fs.id", "aws_fsx_lustre_file_system.fs"]}}}]}}}',
      messages: [
        'Without file_system_type_version, a SCRATCH_2 file system gets Lustre 2.10, which cannot be linked by the data repository association here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "2.15".',
      ],
    },
  ],
  good: [
    {
      name: 'an association with SCRATCH_2 and Lustre 2.15',
      file: 'main.tf',
      text: fileSystem(version('SCRATCH_2', '"2.15"')) + association,
    },
    {
      name: 'an association with PERSISTENT_1 and Lustre 2.12',
      file: 'main.tf',
      text: fileSystem(version('PERSISTENT_1', '"2.12"')) + association,
    },
    {
      name: 'an association with PERSISTENT_2 and its default version',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "PERSISTENT_2"\n') + association,
    },
    {
      name: 'SCRATCH_2 with its default version and the older link',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "SCRATCH_2"\n  import_path = "s3://measurements-2025"\n'),
    },
    {
      name: 'a version that is a number',
      file: 'main.tf',
      text: fileSystem(version('PERSISTENT_2', '2.15')) + association,
    },
    {
      name: 'a version that is not known',
      file: 'main.tf',
      text: fileSystem(version('SCRATCH_2', 'var.lustre_version')) + association,
    },
    {
      name: "another file system's association",
      file: 'main.tf',
      text: fileSystem('  deployment_type = "SCRATCH_2"\n', '"scratch"') + association,
    },
  ],
};
