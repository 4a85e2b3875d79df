import type { RuleCases } from '../case';

const fileSystem = (settings: string, name = '"fs"') => `resource "aws_fsx_lustre_file_system" ${name} {
${settings}  storage_capacity = 6000
  subnet_ids       = [aws_subnet.storage.id]
}
`;
const persistent2 = (throughput: string) =>
  fileSystem(`  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = ${throughput}\n`);
const typescript = (
  props: string,
) => `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', {
${props}});
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a throughput of PERSISTENT_1 on PERSISTENT_2',
      file: 'main.tf',
      text: persistent2('«200»'),
      messages: [
        '200 MB/s per TiB is no throughput of PERSISTENT_2 with SSD storage: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write 125, 250, 500 or 1000.',
      ],
      fixed: persistent2('250'),
    },
    {
      name: 'a throughput of PERSISTENT_2 on PERSISTENT_1, quoted',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "PERSISTENT_1"\n  per_unit_storage_throughput = "«125»"\n'),
      messages: [
        '125 MB/s per TiB is no throughput of PERSISTENT_1 with SSD storage: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write 50, 100 or 200.',
      ],
      fixed: fileSystem('  deployment_type = "PERSISTENT_1"\n  per_unit_storage_throughput = "100"\n'),
    },
    {
      name: 'an SSD throughput with HDD storage',
      file: 'main.tf',
      text: fileSystem(
        '  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  per_unit_storage_throughput = «50»\n',
      ),
      messages: [
        '50 MB/s per TiB is no throughput of PERSISTENT_1 with HDD storage: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write 12 or 40.',
      ],
      fixed: fileSystem(
        '  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  per_unit_storage_throughput = 40\n',
      ),
    },
    {
      name: 'a persistent file system without one',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "PERSISTENT_2"\n', '«"fs"»'),
      messages: [
        'per_unit_storage_throughput is missing, and PERSISTENT_2 with SSD storage needs one: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write 125, 250, 500 or 1000.',
      ],
      fixed: persistent2('125'),
    },
    {
      name: 'a throughput on a scratch file system',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "SCRATCH_2"\n  per_unit_storage_throughput = «200»\n'),
      messages: [
        'per_unit_storage_throughput does not go with SCRATCH_2: CreateFileSystem answers InvalidPerUnitStorageThroughput. Leave it out.',
      ],
      fixed: fileSystem('  deployment_type = "SCRATCH_2"\n'),
    },
    {
      name: 'a throughput on a scratch file system in TypeScript',
      file: 'main.ts',
      text: typescript("  deploymentType: 'SCRATCH_2',\n  perUnitStorageThroughput: «125»,\n"),
      messages: [
        'perUnitStorageThroughput does not go with SCRATCH_2: CreateFileSystem answers InvalidPerUnitStorageThroughput. Leave it out.',
      ],
      fixed: typescript("  deploymentType: 'SCRATCH_2',\n"),
    },
    {
      name: 'a missing throughput in Terraform JSON',
      file: 'main.tf.json',
      text: '{ "resource": { "aws_fsx_lustre_file_system": { «"fs"»: { "deployment_type": "PERSISTENT_1", "subnet_ids": ["${aws_subnet.s.id}"] } } } }',
      messages: [
        'per_unit_storage_throughput is missing, and PERSISTENT_1 with SSD storage needs one: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write 50, 100 or 200.',
      ],
      fixed:
        '{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "deployment_type": "PERSISTENT_1", "per_unit_storage_throughput": 50, "subnet_ids": ["${aws_subnet.s.id}"] } } } }',
    },
  ],
  good: [
    { name: 'a throughput of its own type', file: 'main.tf', text: persistent2('125') },
    { name: 'a quoted number', file: 'main.tf', text: persistent2('"1000"') },
    { name: 'a variable', file: 'main.tf', text: persistent2('var.throughput') },
    {
      name: "a variable's default",
      file: 'main.tf',
      text: `${persistent2('var.throughput')}
variable "throughput" {
  default = 200
}
`,
    },
    {
      name: 'SCRATCH_2 without one',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "SCRATCH_2"\n'),
    },
    {
      name: 'null on SCRATCH_2',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "SCRATCH_2"\n  per_unit_storage_throughput = null\n'),
    },
    {
      name: 'HDD with 12 MB/s per TiB',
      file: 'main.tf',
      text: fileSystem(
        '  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  drive_cache_type = "NONE"\n  per_unit_storage_throughput = 12\n',
      ),
    },
    {
      name: 'Intelligent-Tiering without one',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "PERSISTENT_2"\n  storage_type = "INTELLIGENT_TIERING"\n'),
    },
    {
      name: 'a storage type that is not known',
      file: 'main.tf',
      text: fileSystem(
        '  deployment_type = "PERSISTENT_1"\n  storage_type = var.storage\n  per_unit_storage_throughput = 12\n',
      ),
    },
    {
      name: 'a file system restored from a backup',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "PERSISTENT_1"\n  backup_id = var.backup\n'),
    },
    {
      name: 'a plan',
      file: 'plan.json',
      text: '{ "format_version": "1.2", "resource_changes": [ { "address": "aws_fsx_lustre_file_system.fs", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "change": { "actions": ["create"], "after": { "deployment_type": "SCRATCH_2", "per_unit_storage_throughput": null, "storage_type": "SSD" } } } ] }',
    },
  ],
};
