/**
 * What the policy of a bucket in account B says.
 *
 * Sources: FSx for Lustre User Guide, "Amazon FSx is unable to validate access to the S3 bucket" and the managed
 * policy of the file system's role; S3 User Guide, "Security best practices" (TLS only).
 */
import type { ResolvedBucket, ResolvedDeployment } from '../deployment/resolve';
import { accountRootArn } from '../facts/arns';
import { FILE_SYSTEM_BUCKET_ACTIONS, FILE_SYSTEM_OBJECT_ACTIONS } from '../facts/s3';
import { hasReached } from '../journey/steps';
import { policyDocument, type PolicyDocument, type PolicyStatement } from './document';

/** The statements that let the file system use the bucket; bucket and objects apart, as S3 decides them apart. */
export function fileSystemBucketStatements(
  deployment: ResolvedDeployment,
  bucket: ResolvedBucket,
): PolicyStatement[] {
  const Principal = { AWS: fileSystemPrincipals(deployment) };
  return [
    {
      Sid: 'FileSystemBucket',
      Effect: 'Allow',
      Principal,
      Action: FILE_SYSTEM_BUCKET_ACTIONS,
      Resource: bucket.arn,
    },
    {
      Sid: 'FileSystemObjects',
      Effect: 'Allow',
      Principal,
      Action: FILE_SYSTEM_OBJECT_ACTIONS,
      Resource: `${bucket.arn}/*`,
    },
  ];
}

/**
 * Account A, whose own policies narrow it: the role's managed policy allows just these actions. In exact mode, from
 * the step on at which the role is sure to exist, the role, and the creator of the associations, whose access FSx
 * checks as well: S3 refuses a policy that names nobody.
 */
function fileSystemPrincipals({
  partition,
  accounts,
  role,
  throughStep,
}: ResolvedDeployment): string | string[] {
  if (role.match === 'pattern' || !hasReached(throughStep, 'grant'))
    return accountRootArn(partition, accounts.fileSystem.id);
  return [role.arn, ...(role.creatorArn === undefined ? [] : [role.creatorArn])];
}

/** The whole policy of a bucket that we manage. */
export function bucketPolicy(deployment: ResolvedDeployment, bucket: ResolvedBucket): PolicyDocument {
  return policyDocument([
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [bucket.arn, `${bucket.arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...fileSystemBucketStatements(deployment, bucket),
  ]);
}
