/**
 * What to know of the choices for a file system and its buckets, for hover and completion. Written for this project;
 * facts from the FSx for Lustre User Guide, "Deployment options" and "Encryption at rest", the FSx API Reference, and
 * the S3 User Guide, "Protecting data with server-side encryption".
 */
import type { DeploymentType, StorageType } from './fsx-lustre';

export const DEPLOYMENT_TYPE_NOTES: Readonly<Record<DeploymentType, string>> = {
  SCRATCH_1: 'For short work on data that is kept elsewhere. AWS takes it when no deployment type is given.',
  SCRATCH_2:
    'For short work on data that is kept elsewhere, with bursts of throughput. Data is not replicated.',
  PERSISTENT_1: 'For longer work: data is replicated within the Availability Zone. The one with HDD storage.',
  PERSISTENT_2:
    'For longer work: the latest persistent type, with the highest throughput and metadata settings.',
};

export const STORAGE_TYPE_NOTES: Readonly<Record<StorageType, string>> = {
  SSD: 'For work with small files and many operations. Every deployment type has it.',
  HDD: 'For large files that are read in sequence, with an SSD cache (drive_cache_type) where that is wanted.',
  INTELLIGENT_TIERING: 'Storage that grows with its data and has no capacity. It cannot be linked to S3.',
};

export const SSE_ALGORITHMS = ['aws:kms', 'aws:kms:dsse', 'AES256'] as const;
export type SseAlgorithm = (typeof SSE_ALGORITHMS)[number];

export const SSE_ALGORITHM_NOTES: Readonly<Record<SseAlgorithm, { what: string; trap: string }>> = {
  'aws:kms': {
    what: 'SSE-KMS: each object has a data key, which a KMS key encrypts. A Bucket Key saves requests to KMS.',
    trap: 'Name the key by its full ARN when it is in another account. Without a key, S3 takes its own aws/s3, which no other account can use.',
  },
  'aws:kms:dsse': {
    what: 'DSSE-KMS: two layers of encryption with a KMS key.',
    trap: 'It has no Bucket Keys, so that the encryption context is the ARN of the object.',
  },
  AES256: {
    what: 'SSE-S3: keys of S3 itself, with no permissions to give.',
    trap: 'A KMS key that stands beside it is not used.',
  },
};

/** Values of `data_compression_type`. */
export const COMPRESSION_TYPES = ['NONE', 'LZ4'] as const;
/** Values of `auto_import_policy`, of file systems that are linked by an import path. */
export const AUTO_IMPORT_POLICIES = ['NONE', 'NEW', 'NEW_CHANGED', 'NEW_CHANGED_DELETED'] as const;
