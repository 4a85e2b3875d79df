import type { RuleCases } from '../case';

const fileSystem = (type: string, storage: string) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = ${type}
  storage_type    = ${storage}
  subnet_ids      = [aws_subnet.storage.id]
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'HDD on PERSISTENT_2',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', '"«HDD»"'),
      messages: [
        'HDD storage does not exist for PERSISTENT_2: CreateFileSystem answers BadRequest. Write "SSD" or "INTELLIGENT_TIERING", or deployment type "PERSISTENT_1".',
      ],
      fixed: fileSystem('"PERSISTENT_2"', '"SSD"'),
    },
    {
      name: 'Intelligent-Tiering on PERSISTENT_1',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_1"', '"«INTELLIGENT_TIERING»"'),
      messages: [
        'INTELLIGENT_TIERING storage does not exist for PERSISTENT_1: CreateFileSystem answers BadRequest. Write "SSD" or "HDD", or deployment type "PERSISTENT_2".',
      ],
      fixed: fileSystem('"PERSISTENT_1"', '"SSD"'),
    },
    {
      name: 'HDD without a deployment type',
      file: 'main.tf',
      text: fileSystem('null', '"«HDD»"'),
      messages: [
        'HDD storage does not exist for SCRATCH_1 (AWS\'s choice without deployment_type): CreateFileSystem answers BadRequest. Write "SSD", or deployment type "PERSISTENT_1".',
      ],
      fixed: fileSystem('null', '"SSD"'),
    },
    {
      name: 'a storage type with a hyphen in TypeScript',
      file: 'main.ts',
      text: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: 'PERSISTENT_2', storageType: '«INTELLIGENT-TIERING»' });
`,
      messages: [
        '"INTELLIGENT-TIERING" is no storage type of FSx: CreateFileSystem answers BadRequest. Write "INTELLIGENT_TIERING".',
      ],
      fixed: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: 'PERSISTENT_2', storageType: 'INTELLIGENT_TIERING' });
`,
    },
  ],
  good: [
    { name: 'HDD on PERSISTENT_1', file: 'main.tf', text: fileSystem('"PERSISTENT_1"', '"HDD"') },
    {
      name: 'Intelligent-Tiering on PERSISTENT_2',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', '"INTELLIGENT_TIERING"'),
    },
    { name: 'SSD on SCRATCH_2', file: 'main.tf', text: fileSystem('"SCRATCH_2"', '"SSD"') },
    { name: 'HDD on a type that is not known', file: 'main.tf', text: fileSystem('var.type', '"HDD"') },
    {
      name: 'a storage type that is not known',
      file: 'main.tf',
      text: fileSystem('"SCRATCH_2"', 'var.storage'),
    },
    {
      name: 'a Windows file system with HDD',
      file: 'main.tf',
      text: `resource "aws_fsx_windows_file_system" "fs" {
  deployment_type = "MULTI_AZ_1"
  storage_type    = "HDD"
}
`,
    },
  ],
};
