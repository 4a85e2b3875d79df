import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { bucketEncryptions, bucketTargetOf, isSameBucket, type BucketEncryption } from '../../model/bucket';
import { constraintPairs, grantsOf, type ConstraintPair, type Grant } from '../../model/grant';
import type { Model } from '../../model/model';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A constraint on the ARN of one object lets a file system read that object, or none. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-object',
    severity: 'warning',
    title: "The constraint of a file system's grant names one object",
    why: 'S3 sends the ARN of the object as encryption context, or with Bucket Keys that of the bucket, and a grant compares it letter by letter. A grant for one object lets the file system read that object only; every other file ends in `No data available`.',
    fix: 'Turn S3 Bucket Keys on and write the ARN of the bucket, or leave the constraint out and narrow the use of the key in its policy.',
    sources: [
      'KMS API Reference, GrantConstraints (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html)',
      'S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html)',
    ],
  },
  *check(model) {
    const grants = grantsOf(model).filter(({ role, constraints }) => role && constraints.length > 0);
    if (grants.length === 0) return;
    const encryptions = bucketEncryptions(model);
    for (const grant of grants) {
      for (const pair of constraintPairs(grant)) yield* checkPair(grant, pair, encryptions, model);
    }
  },
};

function* checkPair(
  grant: Grant,
  { key, value }: ConstraintPair,
  encryptions: readonly BucketEncryption[],
  model: Model,
): Generator<Finding> {
  if (key.text.toLowerCase() !== S3_CONTEXT_KEY) return;
  const object = objectOf(value);
  if (!object) return;
  const bucket = bucketTargetOf(object.bucket, grant.located, model);
  const withBucketKey = encryptions.some(
    (encryption) =>
      encryption.bucketKey === true &&
      bucket !== undefined &&
      encryption.bucket !== undefined &&
      isSameBucket(encryption.bucket, bucket),
  );
  const effect = withBucketKey
    ? "the bucket has Bucket Keys, so that S3 sends the bucket's ARN and the grant never applies to new objects"
    : 'the file system can read this one object and no other';
  const message = `The constraint names the object "${object.key}": ${effect}. Write the ARN of the bucket and turn S3 Bucket Keys on, or leave the constraint out.`;
  yield findingAt(grant.located.file, value, message, withBucketKey ? { severity: 'error' } : {});
}

/** The object that an ARN names, and its bucket; undefined for a bucket's ARN and for patterns. */
function objectOf(
  value: ConstraintPair['value'],
): { bucket: ConstraintPair['value']; key: string } | undefined {
  if (value.kind === 'string') {
    const [, bucket, key] = /^arn:[^:]*:s3:::([^/*]+)\/([^*]+)$/.exec(value.text) ?? [];
    return bucket === undefined || key === undefined
      ? undefined
      : { bucket: { ...value, text: bucket }, key };
  }
  if (value.kind !== 'template' || value.parts.length !== 2) return undefined;
  const [bucket, rest] = value.parts;
  if (bucket === undefined || bucket.kind === 'string' || rest?.kind !== 'string') return undefined;
  return /^\/[^*]+$/.test(rest.text) ? { bucket, key: rest.text.slice(1) } : undefined;
}
