/** Types of resources that the rehearsal looks at. */

/** KMS keys. */
export const KEY_TYPES: readonly string[] = [
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_replica_key',
  'aws_kms_replica_external_key',
];

export const FILE_SYSTEM = 'aws_fsx_lustre_file_system';
export const ASSOCIATION = 'aws_fsx_data_repository_association';
export const BUCKET = 'aws_s3_bucket';
