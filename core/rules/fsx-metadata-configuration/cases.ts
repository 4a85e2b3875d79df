import type { RuleCases } from '../case';

const fileSystem = (type: string, content: string, block = 'metadata_configuration') =>
  `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = ${type}
  subnet_ids      = [aws_subnet.storage.id]
  ${block} {
${content}  }
}
`;
const PROVISIONED = '    mode = "USER_PROVISIONED"\n';

export const cases: RuleCases = {
  bad: [
    {
      name: 'IOPS that cannot be provisioned',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', `${PROVISIONED}    iops = «2000»\n`),
      messages: [
        '2000 metadata IOPS cannot be provisioned: CreateFileSystem answers BadRequest. Write 1500, 3000, 6000 or a multiple of 12000 up to 192000.',
      ],
      fixed: fileSystem('"PERSISTENT_2"', `${PROVISIONED}    iops = 3000\n`),
    },
    {
      name: 'a metadata configuration on PERSISTENT_1',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_1"', '    mode = "AUTOMATIC"\n', '«metadata_configuration»'),
      messages: [
        'metadata_configuration does not exist for PERSISTENT_1: CreateFileSystem answers BadRequest. Leave it out, or write deployment type "PERSISTENT_2".',
      ],
      fixed: `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "PERSISTENT_1"
  subnet_ids      = [aws_subnet.storage.id]
}
`,
    },
    {
      name: 'USER_PROVISIONED without IOPS',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', '    mode = "«USER_PROVISIONED»"\n'),
      messages: [
        'USER_PROVISIONED metadata needs iops: CreateFileSystem answers BadRequest. Write 1500, 3000, 6000 or a multiple of 12000 up to 192000.',
      ],
    },
    {
      name: 'AUTOMATIC with IOPS, in TypeScript',
      file: 'main.ts',
      text: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', {
  deploymentType: 'PERSISTENT_2',
  metadataConfiguration: { mode: 'AUTOMATIC', iops: «6000» },
});
`,
      messages: [
        'iops stands with mode AUTOMATIC, in which FSx chooses it: CreateFileSystem answers BadRequest. Leave it out, or write mode "USER_PROVISIONED".',
      ],
      fixed: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', {
  deploymentType: 'PERSISTENT_2',
  metadataConfiguration: { mode: 'AUTOMATIC' },
});
`,
    },
    {
      name: 'a mode with a hyphen',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', '    mode = "«USER-PROVISIONED»"\n    iops = 6000\n'),
      messages: [
        '"USER-PROVISIONED" is no metadata mode: CreateFileSystem answers BadRequest. Write "USER_PROVISIONED".',
      ],
      fixed: fileSystem('"PERSISTENT_2"', `${PROVISIONED}    iops = 6000\n`),
    },
  ],
  good: [
    { name: 'AUTOMATIC', file: 'main.tf', text: fileSystem('"PERSISTENT_2"', '    mode = "AUTOMATIC"\n') },
    {
      name: 'IOPS of a fixed size, quoted',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', `${PROVISIONED}    iops = "24000"\n`),
    },
    {
      name: 'IOPS that are not known',
      file: 'main.tf',
      text: fileSystem('"PERSISTENT_2"', `${PROVISIONED}    iops = var.iops\n`),
    },
    {
      name: 'a deployment type that is not known',
      file: 'main.tf',
      text: fileSystem('var.type', '    mode = "AUTOMATIC"\n'),
    },
    {
      name: 'a block for one deployment type only',
      file: 'main.tf',
      text: `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "PERSISTENT_1"
  dynamic "metadata_configuration" {
    for_each = var.metadata
    content {
      mode = "AUTOMATIC"
    }
  }
}
`,
    },
  ],
};
