import { ENCRYPTION_CONTEXT_OPERATIONS } from '../../facts/grant-operations';
import {
  bucketEncryptions,
  isSameBucket,
  type BucketEncryption,
  type BucketTarget,
} from '../../model/bucket';
import { s3ContextConditions } from '../../model/bucket-data';
import { areValuesCertain, everyCondition, type KnownCondition } from '../../model/conditions';
import { given } from '../../model/configuration';
import { contextValues, ofSameBucket, type ContextValue } from '../../model/context-coverage';
import { covers } from '../../model/covered-actions';
import { keyTargetOf, mayBeSameKey } from '../../model/key-target';
import type { Model } from '../../model/model';
import { textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { addContextValue } from '../context-fix';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** The encryption context is the bucket's ARN with Bucket Keys, the object's without. */
export const rule: Rule = {
  meta: {
    id: 'kms-bucket-key-context',
    severity: 'error',
    title: "An encryption context that does not go with the bucket's Bucket Keys",
    why: 'With S3 Bucket Keys the encryption context `aws:s3:arn` of new objects is the ARN of the bucket; without them it is the ARN of the object. A condition that lists only the other one refuses those objects: some files can be read and others give `No data available`, as older objects keep the context that they were written with.',
    fix: 'List both: `arn:aws:s3:::<bucket>` and `arn:aws:s3:::<bucket>/*`.',
    sources: [
      'S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html)',
      'FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    const encryptions = bucketEncryptions(model).filter(({ algorithm }) => textOf(algorithm) === 'aws:kms');
    if (encryptions.length === 0) return;
    for (const known of everyCondition(model)) {
      if (
        known.statement.effect !== 'Allow' ||
        !s3ContextConditions(known.statement).includes(known.condition)
      )
        continue;
      yield* checkCondition(known, encryptions, model);
    }
  },
};

function* checkCondition(
  known: KnownCondition,
  encryptions: readonly BucketEncryption[],
  model: Model,
): Generator<Finding> {
  const { policy, statement } = known;
  const [first] = encryptions;
  if (!first || !areValuesCertain(known, model)) return;
  if (!ENCRYPTION_CONTEXT_OPERATIONS.some((name) => covers(statement, `kms:${name}`))) return;
  // Of where the policy stands only the file counts.
  const from = policy.holders[0] ?? { ...first.located, file: policy.file };
  const values = contextValues(known, from, model) ?? [];
  for (const one of values) {
    if (ofSameBucket(values, one).some((other) => other.covers === 'both' || other.covers !== one.covers))
      continue;
    const own = encryptions.filter(({ bucket }) => bucket && isSame(bucket, one.bucket));
    const [encryption] = own;
    if (!encryption || own.length > 1 || encryption.bucketKey !== (one.covers === 'objects')) continue;
    if (!mayBeOfKey(encryption, known, model)) continue;
    yield report(known, one, encryption);
  }
}

/** A plain policy often stands beside the Terraform files that read it. */
function isSame(a: BucketTarget, b: BucketTarget): boolean {
  return isSameBucket(a, b) || (a.name !== undefined && a.name === b.name && isSameFolder(a.from, b.from));
}

function isSameFolder(a: Located, b: Located): boolean {
  const folder = ({ file }: Located) => file.path.replace(/[^/\\]*$/, '');
  return folder(a) === folder(b);
}

function report(known: KnownCondition, one: ContextValue, encryption: BucketEncryption): Finding {
  const message =
    one.covers === 'objects'
      ? "The bucket uses Bucket Keys: S3 sends the bucket's ARN as encryption context, and this value covers objects' ARNs alone. KMS refuses every new object. List the bucket's ARN as well."
      : 'The bucket uses no Bucket Keys: S3 sends the ARN of each object as encryption context, and this value is the bucket\'s alone. KMS refuses every object. List the objects as well, with "/*" behind the bucket\'s ARN.';
  const { located } = encryption;
  return findingAt(known.policy.file, one.value, message, {
    ...(!isSameFolder(located, one.bucket.from) && { severity: 'warning' }),
    related: [
      { file: located.file, range: located.resource.head, message: 'Its default encryption is set here.' },
    ],
    fixes: addContextValue(known, one.value, one.covers === 'objects' ? 'bucket' : 'objects'),
  });
}

/** False where the default encryption certainly uses another key than the one that has the policy. */
function mayBeOfKey({ key, located }: BucketEncryption, { policy }: KnownCondition, model: Model): boolean {
  const used = keyTargetOf(key, located, model);
  if (policy.kind !== 'key' || policy.holders.length === 0 || !used?.resource) return true;
  const { address } = used.resource.resource;
  return policy.holders.some((holder) => {
    if (holder.resource.type !== 'aws_kms_key_policy') return holder.resource.address === address;
    const own = keyTargetOf(given(holder.resource.body, 'key_id'), holder, model);
    return !own || mayBeSameKey(own, used);
  });
}
