import type { RuleCases } from '../case';

const fileSystem = (settings: string, name = '"fs"') => `resource "aws_fsx_lustre_file_system" ${name} {
${settings}  subnet_ids = [aws_subnet.storage.id]
}
`;
const persistent2 = (capacity: string) =>
  fileSystem(`  deployment_type  = "PERSISTENT_2"\n  storage_capacity = ${capacity}\n`);
const hdd = (throughput: string, capacity: string) =>
  fileSystem(
    `  deployment_type             = "PERSISTENT_1"\n  storage_type                = "HDD"\n  per_unit_storage_throughput = ${throughput}\n  storage_capacity            = ${capacity}\n`,
  );
const plan = (capacity: string) =>
  `{ "format_version": "1.2", "resource_changes": [ { "address": "aws_fsx_lustre_file_system.fs", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "change": { "actions": ["create"], "after": { "deployment_type": "SCRATCH_2", "storage_capacity": ${capacity}, "storage_type": "SSD" } } } ] }`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a capacity between two steps',
      file: 'main.tf',
      text: persistent2('«3600»'),
      messages: [
        '3600 GiB is no capacity of PERSISTENT_2 with SSD storage, which has 1200 GiB or multiples of 2400 GiB: CreateFileSystem answers BadRequest. Write 2400 or 4800.',
      ],
      fixed: persistent2('4800'),
    },
    {
      name: 'less than the smallest',
      file: 'main.tf',
      text: persistent2('"«600»"'),
      messages: [
        '600 GiB is no capacity of PERSISTENT_2 with SSD storage, which has 1200 GiB or multiples of 2400 GiB: CreateFileSystem answers BadRequest. Write 1200.',
      ],
      fixed: persistent2('"1200"'),
    },
    {
      name: 'a capacity that is left out',
      file: 'main.tf',
      text: fileSystem('  deployment_type  = "PERSISTENT_2"\n', '«"fs"»'),
      messages: [
        'storage_capacity is missing: CreateFileSystem answers BadRequest. PERSISTENT_2 with SSD storage has 1200 GiB or multiples of 2400 GiB.',
      ],
      fixed: fileSystem('  deployment_type  = "PERSISTENT_2"\n  storage_capacity = 1200\n'),
    },
    {
      name: 'HDD steps of the other throughput',
      file: 'main.tf',
      text: hdd('12', '«1800»'),
      messages: [
        '1800 GiB is no capacity of PERSISTENT_1 with HDD storage, which has multiples of 6000 GiB: CreateFileSystem answers BadRequest. Write 6000.',
      ],
      fixed: hdd('12', '6000'),
    },
    {
      name: 'a capacity with Intelligent-Tiering',
      file: 'main.tf',
      text: fileSystem(
        '  deployment_type  = "PERSISTENT_2"\n  storage_type     = "INTELLIGENT_TIERING"\n  storage_capacity = «2400»\n',
      ),
      messages: [
        'storage_capacity does not go with INTELLIGENT_TIERING storage, which grows with its data: CreateFileSystem answers BadRequest. Leave it out.',
      ],
      fixed: fileSystem('  deployment_type  = "PERSISTENT_2"\n  storage_type     = "INTELLIGENT_TIERING"\n'),
    },
    {
      name: 'an odd capacity of SCRATCH_1',
      file: 'main.tf',
      text: fileSystem('  deployment_type  = "SCRATCH_1"\n  storage_capacity = «4800»\n'),
      messages: [
        '4800 GiB is no capacity of SCRATCH_1 with SSD storage, which has 1200 GiB or multiples of 3600 GiB or 2400 GiB plus multiples of 3600 GiB: CreateFileSystem answers BadRequest. Write 3600 or 6000.',
      ],
      severity: 'note',
      fixed: fileSystem('  deployment_type  = "SCRATCH_1"\n  storage_capacity = 6000\n'),
    },
    {
      name: 'a capacity between two steps in a plan',
      file: 'plan.json',
      text: plan('«2500»'),
      messages: [
        '2500 GiB is no capacity of SCRATCH_2 with SSD storage, which has 1200 GiB or multiples of 2400 GiB: CreateFileSystem answers BadRequest. Write 2400 or 4800.',
      ],
    },
  ],
  good: [
    { name: 'the smallest', file: 'main.tf', text: persistent2('1200') },
    { name: 'a multiple, quoted', file: 'main.tf', text: persistent2('"4800"') },
    { name: 'a variable', file: 'main.tf', text: persistent2('var.capacity') },
    { name: 'HDD steps', file: 'main.tf', text: hdd('40', '3600') },
    { name: 'HDD with a throughput that is not known', file: 'main.tf', text: hdd('var.throughput', '1800') },
    {
      name: 'both readings of SCRATCH_1',
      file: 'main.tf',
      text:
        fileSystem('  deployment_type  = "SCRATCH_1"\n  storage_capacity = 3600\n') +
        fileSystem('  deployment_type  = "SCRATCH_1"\n  storage_capacity = 6000\n', '"other"'),
    },
    {
      name: 'a file system restored from a backup',
      file: 'main.tf',
      text: fileSystem('  deployment_type = "PERSISTENT_1"\n  backup_id = "backup-0123456789abcdef0"\n'),
    },
    {
      name: 'a deployment type that is not known',
      file: 'main.tf',
      text: fileSystem('  deployment_type = var.type\n  storage_capacity = 3600\n'),
    },
    { name: 'a step in a plan', file: 'plan.json', text: plan('2400') },
  ],
};
