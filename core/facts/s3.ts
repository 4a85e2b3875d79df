/**
 * S3 names and the actions of the file system's role.
 * Sources: S3 User Guide, "General purpose bucket naming rules"; FSx for Lustre User Guide, managed policy of
 * the `AWSServiceRoleForFSxS3Access_*` role and "Linking your file system to an S3 bucket".
 */

/** What is wrong with a bucket's name, or undefined when AWS takes it. */
export function bucketNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return `has ${name.length} characters; S3 takes 3 to 63`;
  if (!/^[a-z0-9.-]+$/.test(name)) {
    return 'has characters other than lower-case letters, digits, hyphens and dots';
  }
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'must begin and end with a letter or digit';
  if (name.includes('..')) return 'has two dots in a row';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'has the form of an IP address';
  const prefix = ['xn--', 'sthree-', 'amzn-s3-demo-'].find((reserved) => name.startsWith(reserved));
  if (prefix) return `begins with ${prefix}, which S3 keeps for itself`;
  const suffix = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'].find((end) => name.endsWith(end));
  if (suffix) return `ends with ${suffix}, which S3 keeps for itself`;
  return undefined;
}

/** The role's actions that S3 decides on the bucket's own ARN. */
export const FILE_SYSTEM_BUCKET_ACTIONS = ['s3:Get*', 's3:List*', 's3:PutBucketNotification'] as const;

/** The role's actions that S3 decides on the objects' ARNs. */
export const FILE_SYSTEM_OBJECT_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:Get*',
  's3:List*',
  's3:PutObject',
] as const;
