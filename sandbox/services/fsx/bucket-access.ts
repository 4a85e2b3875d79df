import type { AwsError } from '../../gateway/outcome';
import type { Call } from '../../gateway/call';
import type { ObjectStore } from '../../lustre/object-store';
import { noBucketAccess } from './errors';

/** What FSx sees to before it links a bucket: the caller's own access. */
const ON_BUCKET = ['s3:GetBucketAcl', 's3:ListBucket'] as const;
const ON_OBJECTS = ['s3:GetObject', 's3:PutObject'] as const;

/**
 * The refusal of a link to a bucket that is not there, or at which the caller has no access.
 * Source: FSx for Lustre User Guide, "Unable to validate access to an S3 bucket when creating a data repository
 * association".
 */
export async function bucketAccessProblem(
  objects: ObjectStore,
  { caller, region }: Pick<Call, 'caller' | 'region'>,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
): Promise<AwsError | undefined> {
  if (!objects.bucket(bucket)) return noBucketAccess();
  const call = { caller, region };
  const key = `${prefix}fsx`;
  const answers = [
    ...(await Promise.all(ON_BUCKET.map((action) => objects.may(call, action, { bucket })))),
    ...(await Promise.all(ON_OBJECTS.map((action) => objects.may(call, action, { bucket, key })))),
  ];
  return answers.some(({ status }) => status === 'error') ? noBucketAccess() : undefined;
}
