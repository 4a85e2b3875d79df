import type { RuleCases } from '../case';

const fileSystem = (settings: string, name = '"fs"') => `resource "aws_fsx_lustre_file_system" ${name} {
  deployment_type = "PERSISTENT_1"
${settings}  subnet_ids = [aws_subnet.storage.id]
}
`;
const ON_SSD =
  'drive_cache_type "READ" stands on SSD storage, and only HDD storage has a drive cache: CreateFileSystem answers BadRequest. Leave it out.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'HDD storage without one',
      file: 'main.tf',
      text: fileSystem('  storage_type = "HDD"\n', '«"fs"»'),
      messages: [
        'drive_cache_type is missing, and HDD storage needs it: CreateFileSystem answers BadRequest. Write drive_cache_type "NONE" or "READ".',
      ],
      fixed: fileSystem('  storage_type = "HDD"\n  drive_cache_type = "NONE"\n'),
    },
    {
      name: 'a read cache on SSD storage',
      file: 'main.tf',
      text: fileSystem('  storage_type = "SSD"\n  drive_cache_type = "«READ»"\n'),
      messages: [ON_SSD],
      fixed: fileSystem('  storage_type = "SSD"\n'),
    },
    {
      name: 'a read cache without a storage type',
      file: 'main.tf.json',
      text: '{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "deployment_type": "PERSISTENT_1", "drive_cache_type": "«READ»" } } } }',
      messages: [ON_SSD],
      fixed:
        '{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "deployment_type": "PERSISTENT_1" } } } }',
    },
    {
      name: 'no cache, said on SSD storage',
      file: 'main.tf',
      text: fileSystem('  drive_cache_type = "«NONE»"\n'),
      messages: [
        'drive_cache_type "NONE" stands on SSD storage, and only HDD storage has a drive cache: CreateFileSystem answers BadRequest. Leave it out.',
      ],
      severity: 'note',
      fixed: fileSystem(''),
    },
  ],
  good: [
    {
      name: 'HDD storage without a cache',
      file: 'main.tf',
      text: fileSystem('  storage_type = "HDD"\n  drive_cache_type = "NONE"\n'),
    },
    {
      name: 'HDD storage with a cache',
      file: 'main.tf',
      text: fileSystem('  storage_type = "HDD"\n  drive_cache_type = "READ"\n'),
    },
    { name: 'SSD storage', file: 'main.tf', text: fileSystem('') },
    {
      name: 'a cache that depends on the storage type',
      file: 'main.tf',
      text: fileSystem(
        '  storage_type = var.storage\n  drive_cache_type = var.storage == "HDD" ? "READ" : null\n',
      ),
    },
  ],
};
