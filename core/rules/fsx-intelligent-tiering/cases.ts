import type { RuleCases } from '../case';

const fileSystem = (
  settings: string,
  storage = '"INTELLIGENT_TIERING"',
  name = '"fs"',
) => `resource "aws_fsx_lustre_file_system" ${name} {
  deployment_type = "PERSISTENT_2"
  storage_type    = ${storage}
  subnet_ids      = [aws_subnet.storage.id]
${settings}}
`;
const readCache = (content: string) => `  data_read_cache_configuration {
${content}  }
`;
const metadata = (iops: string, mode = '"USER_PROVISIONED"') => `  metadata_configuration {
    mode = ${mode}
    iops = ${iops}
  }
`;
const NO_CACHE = readCache('    sizing_mode = "NO_CACHE"\n');
const THROUGHPUT = '  throughput_capacity = 4000\n';
const association = (id: string) => `
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = ${id}
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'Intelligent-Tiering without all that it needs',
      file: 'main.tf',
      text: fileSystem('', undefined, '«"fs"»'),
      messages: [
        'INTELLIGENT_TIERING storage needs throughput_capacity, data_read_cache_configuration and metadata_configuration, and CreateFileSystem answers BadRequest without. Write them.',
      ],
    },
    {
      name: 'an association with it',
      file: 'main.tf',
      text:
        fileSystem(THROUGHPUT + NO_CACHE + metadata('6000')) +
        association('«aws_fsx_lustre_file_system.fs.id»'),
      messages: [
        'The file system has INTELLIGENT_TIERING storage, which cannot be linked to S3: CreateDataRepositoryAssociation answers UnsupportedOperation. Take SSD storage for it.',
      ],
    },
    {
      name: 'a throughput between two steps',
      file: 'main.tf',
      text: fileSystem(`  throughput_capacity = «5000»\n${NO_CACHE}${metadata('6000')}`),
      messages: [
        '5000 MB/s is no throughput of INTELLIGENT_TIERING storage: CreateFileSystem answers BadRequest. Write a multiple of 4000, up to 2000000.',
      ],
      fixed: fileSystem(THROUGHPUT + NO_CACHE + metadata('6000')),
    },
    {
      name: 'metadata IOPS of SSD storage',
      file: 'main.tf',
      text: fileSystem(THROUGHPUT + NO_CACHE + metadata('«1500»')),
      messages: [
        '1500 metadata IOPS do not exist for INTELLIGENT_TIERING storage: CreateFileSystem answers BadRequest. Write 6000 or 12000.',
      ],
      fixed: fileSystem(THROUGHPUT + NO_CACHE + metadata('6000')),
    },
    {
      name: 'a sizing mode without its size',
      file: 'main.tf',
      text: fileSystem(THROUGHPUT + readCache('    sizing_mode = "«USER_PROVISIONED»"\n') + metadata('6000')),
      messages: [
        'A USER_PROVISIONED read cache needs a size: CreateFileSystem answers BadRequest. Write size, in GiB.',
      ],
    },
    {
      name: 'a misspelt sizing mode',
      file: 'main.tf',
      text: fileSystem(THROUGHPUT + readCache('    sizing_mode = "«NOCACHE»"\n') + metadata('6000')),
      messages: [
        '"NOCACHE" is no sizing mode of a read cache: CreateFileSystem answers BadRequest. Write "NO_CACHE".',
      ],
      fixed: fileSystem(THROUGHPUT + readCache('    sizing_mode = "NO_CACHE"\n') + metadata('6000')),
    },
    {
      name: 'a read cache on SSD storage',
      file: 'main.tf',
      text: fileSystem(
        NO_CACHE.replace('data_read_cache_configuration', '«data_read_cache_configuration»'),
        '"SSD"',
      ),
      messages: [
        'data_read_cache_configuration is for INTELLIGENT_TIERING storage, and this file system has SSD: CreateFileSystem will not take it. Leave it out, or write that storage type.',
      ],
      severity: 'warning',
      fixed: fileSystem('', '"SSD"'),
    },
  ],
  good: [
    {
      name: 'all that it needs',
      file: 'main.tf',
      text: fileSystem(THROUGHPUT + NO_CACHE + metadata('12000')),
    },
    {
      name: 'a read cache with its size',
      file: 'main.tf',
      text: fileSystem(
        THROUGHPUT +
          readCache('    sizing_mode = "USER_PROVISIONED"\n    size        = 512\n') +
          metadata('6000'),
      ),
    },
    {
      name: 'blocks that are made by dynamic ones',
      file: 'main.tf',
      text: fileSystem(`${THROUGHPUT}  dynamic "data_read_cache_configuration" {
    for_each = var.cache
    content {
      sizing_mode = data_read_cache_configuration.value
    }
  }
${metadata('6000')}`),
    },
    {
      name: 'SSD storage',
      file: 'main.tf',
      text: fileSystem('', '"SSD"') + association('aws_fsx_lustre_file_system.fs.id'),
    },
    { name: 'a storage type that is not known', file: 'main.tf', text: fileSystem('', 'var.storage_type') },
  ],
};
