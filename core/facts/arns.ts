/**
 * ARNs, ids and endpoint names as AWS writes them.
 *
 * Sources: IAM User Guide "IAM identifiers"; FSx for Lustre User Guide "Using service-linked roles" and
 * "Working with server-side encrypted Amazon S3 buckets"; KMS Developer Guide "kms:ViaService".
 */
import type { Partition } from './regions';

/** Twelve digits. */
export const ACCOUNT_ID = /^\d{12}$/;
/** FSx file system id, for example `fs-0123456789abcdef0`: 8 to 17 hexadecimal digits (FSx API, FileSystemId: 11 to 21 characters). */
export const FILE_SYSTEM_ID = /^fs-[0-9a-f]{8,17}$/;
/** The service whose path the file system's S3 role stands under, the same in every partition. */
export const S3_DATA_SOURCE_SERVICE = 's3.data-source.lustre.fsx.amazonaws.com';
/** What the name of every file system's S3 role begins with; the file system id follows. */
export const S3_DATA_SOURCE_ROLE_PREFIX = 'AWSServiceRoleForFSxS3Access_';

/** The parts of `arn:partition:service:region:account:resource`. */
export interface ArnParts {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Splits an ARN at its first five colons; undefined when the text is no ARN. */
export function parseArn(text: string): ArnParts | undefined {
  const match = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}

/** The account principal: "everybody whom the account's own identity policies allow". */
export function accountRootArn(partition: Partition, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

/** ARN of a bucket. */
export function bucketArn(partition: Partition, bucketName: string): string {
  return `arn:${partition}:s3:::${bucketName}`;
}

/**
 * ARN of the role through which one file system reads and writes its S3 buckets.
 * @param fileSystemId an id, `*` for the pattern of every file system's role, or a Terraform reference
 */
export function fileSystemRoleArn(partition: Partition, accountId: string, fileSystemId: string): string {
  return `arn:${partition}:iam::${accountId}:role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/${S3_DATA_SOURCE_ROLE_PREFIX}${fileSystemId}`;
}

/** Value of `kms:ViaService` for S3; it ends in `amazonaws.com` in every partition (KMS Developer Guide). */
export function s3ViaService(region: string): string {
  return `s3.${region}.amazonaws.com`;
}
