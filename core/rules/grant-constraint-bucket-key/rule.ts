import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { bucketEncryptions, bucketTargetOf, isSameBucket, type BucketEncryption } from '../../model/bucket';
import { constraintPairs, grantsOf, type ConstraintPair, type Grant } from '../../model/grant';
import type { Model } from '../../model/model';
import { textOf } from '../../syntax/inspect';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Only with Bucket Keys is the bucket's ARN the encryption context of its objects. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-bucket-key',
    severity: 'error',
    title: "A grant's constraint names a bucket whose Bucket Keys are off",
    why: 'Without S3 Bucket Keys the encryption context of an object is the ARN of the object. A grant compares its constraint letter by letter, so that one with the ARN of the bucket never applies: the read is denied as if there were no grant.',
    fix: 'Set `bucket_key_enabled = true` (objects that are there already keep their own context until they are copied), or leave the constraint out.',
    sources: [
      'S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html)',
      'KMS API Reference, GrantConstraints (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html)',
    ],
  },
  *check(model) {
    const grants = grantsOf(model).filter(({ constraints }) => constraints.length > 0);
    if (grants.length === 0) return;
    const encryptions = bucketEncryptions(model);
    if (encryptions.length === 0) return;
    for (const grant of grants) {
      for (const pair of constraintPairs(grant)) yield* checkPair(grant, pair, encryptions, model);
    }
  },
};

function* checkPair(
  { located }: Grant,
  { key, value }: ConstraintPair,
  encryptions: readonly BucketEncryption[],
  model: Model,
): Generator<Finding> {
  if (key.text.toLowerCase() !== S3_CONTEXT_KEY) return;
  const name = /^arn:[^:]*:s3:::([^/*]+)$/.exec(textOf(value) ?? '')?.[1];
  const bucket = bucketTargetOf(
    name !== undefined && value.kind === 'string' ? { ...value, text: name } : value,
    located,
    model,
  );
  if (!bucket || (name === undefined && !bucket.resource)) return;
  const own = encryptions.filter(
    (encryption) => encryption.bucket && isSameBucket(encryption.bucket, bucket),
  );
  const [first] = own;
  const isKms = first && textOf(first.algorithm)?.startsWith('aws:kms') === true;
  if (!isKms || own.length !== 1 || first.bucketKey !== false) return;
  const message = `The constraint names the bucket ${name === undefined ? '' : `"${name}" `}and its Bucket Keys are off: S3 sends the ARN of the object, and the grant never applies. Set bucket_key_enabled = true, or leave the constraint out.`;
  yield findingAt(located.file, value, message, {
    related: [
      {
        file: first.located.file,
        range: first.located.resource.head,
        message: "The bucket's default encryption",
      },
    ],
  });
}
