import type { Base } from './base';

const fileSystem = (inner: string) => `resource "aws_fsx_lustre_file_system" "data" {
  subnet_ids = [aws_subnet.a.id]
${inner}
}
`;

const grant = (operations: string, spec = '') => `resource "aws_kms_key" "key" {
${spec}}

resource "aws_kms_grant" "role" {
  name              = "role"
  key_id            = aws_kms_key.key.arn
  grantee_principal = "arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0"
  operations        = [${operations}]
}
`;

/** Places in grants, file systems, keys and buckets. */
export const RESOURCE_BASES: readonly Base[] = [
  { name: 'grant operation, HCL', files: { 'main.tf': grant('"Decrypt", "GenerateDataKey", "|"') } },
  {
    name: 'grant operation of an HMAC key, HCL',
    files: {
      'main.tf': grant(
        '|',
        '  customer_master_key_spec = "HMAC_256"\n  key_usage = "GENERATE_VERIFY_MAC"\n',
      ).replace(/"arn:aws:iam.*"/, 'aws_iam_role.signer.arn'),
    },
  },
  {
    name: 'grantee, HCL',
    files: {
      'main.tf': grant('"Decrypt", "GenerateDataKey", "DescribeKey"')
        .replace(/"arn:aws:iam.*"/, '"|"')
        .concat('# 111122223333 fs-0123456789abcdef0\n'),
    },
  },
  {
    name: 'deployment type, HCL',
    files: { 'main.tf': fileSystem('  storage_capacity = 1200\n  deployment_type = "|"') },
  },
  {
    name: 'storage type, HCL',
    files: { 'main.tf': fileSystem('  deployment_type = "PERSISTENT_2"\n  storage_type = "|"') },
  },
  {
    name: 'throughput, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = |',
      ),
    },
  },
  {
    name: 'throughput of HDD, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 18000\n  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  drive_cache_type = "NONE"\n  per_unit_storage_throughput = |',
      ),
    },
  },
  {
    name: 'capacity, HCL',
    files: {
      'main.tf': fileSystem(
        '  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  storage_capacity = |',
      ),
    },
  },
  {
    name: 'drive cache, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 6000\n  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  per_unit_storage_throughput = 12\n  drive_cache_type = "|"',
      ),
    },
  },
  {
    name: 'version, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  file_system_type_version = "|"',
      ),
    },
  },
  {
    name: 'compression, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "SCRATCH_2"\n  data_compression_type = "|"',
      ),
    },
  },
  {
    name: 'metadata mode, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  metadata_configuration {\n    iops = 6000\n    mode = "|"\n  }',
      ),
    },
  },
  {
    name: 'metadata IOPS, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  metadata_configuration {\n    mode = "USER_PROVISIONED"\n    iops = |\n  }',
      ),
    },
  },
  {
    name: 'events, HCL',
    files: {
      'main.tf':
        'resource "aws_fsx_data_repository_association" "a" {\n  file_system_id = aws_fsx_lustre_file_system.f.id\n  file_system_path = "/a"\n  data_repository_path = "s3://data-of-b/"\n  s3 {\n    auto_import_policy {\n      events = ["NEW", "|"]\n    }\n  }\n}\n',
    },
  },
  {
    name: 'algorithm, HCL',
    files: {
      'main.tf':
        'resource "aws_s3_bucket_server_side_encryption_configuration" "e" {\n  bucket = aws_s3_bucket.b.id\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = |\n    }\n  }\n}\n',
    },
  },
  {
    name: 'key spec, HCL',
    files: {
      'main.tf':
        'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "|"\n  key_usage = "ENCRYPT_DECRYPT"\n}\n',
    },
  },
  {
    name: 'key usage, HCL',
    files: {
      'main.tf':
        'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "ECC_NIST_P256"\n  key_usage = "|"\n}\n',
    },
  },
];
