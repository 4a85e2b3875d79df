/** Buckets in view: which one an attribute means, and how new objects are encrypted. */
import { blocksOf, outline } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { ObjectValue, Value } from '../syntax/value';
import { areSideBySide, given, isSameResource } from './configuration';
import type { Model } from './model';

/** A bucket as far as a value tells: its resource, its name, or both. */
export interface BucketTarget {
  readonly resource: Located | undefined;
  readonly name: string | undefined;
  /** Where it is mentioned. */
  readonly from: Located;
}

/** Reads `bucket = …`: a reference to a bucket, or its name. */
export function bucketTargetOf(
  value: Value | undefined,
  from: Located,
  model: Model,
): BucketTarget | undefined {
  if (value?.kind === 'string') return { resource: undefined, name: value.text, from };
  const found = model.resolve(value, from);
  if (!found || found.resource.type !== 'aws_s3_bucket' || found.resource.repeated) return undefined;
  return ownBucket(found, from);
}

/** The bucket that a resource is. */
export function ownBucket(located: Located, from: Located = located): BucketTarget {
  const name = given(located.resource.body, 'bucket');
  return {
    resource: located.resource.kind === 'resource' ? located : undefined,
    name: name?.kind === 'string' ? name.text : undefined,
    from,
  };
}

/** The bucket of `s3://bucket/prefix`, which may hold a reference. */
export function bucketOfPath(
  value: Value | undefined,
  from: Located,
  model: Model,
): BucketTarget | undefined {
  if (value?.kind === 'string') {
    const name = /^s3:\/\/([^/]+)/.exec(value.text)?.[1];
    return name === undefined ? undefined : { resource: undefined, name, from };
  }
  if (value?.kind === 'template') {
    const [scheme, bucket] = value.parts;
    if (scheme?.kind !== 'string') return undefined;
    const name = /^s3:\/\/([^/]+)\//.exec(scheme.text)?.[1];
    if (name !== undefined) return { resource: undefined, name, from };
    if (scheme.text !== 's3://' || !/^s3:\/\/\uFFFC(\/|$)/.test(outline(value))) return undefined;
    return bucketTargetOf(bucket, from, model);
  }
  // A plan says of what it does not know yet only what it is made from.
  return value?.kind === 'unknown' && value.reason === 'computed'
    ? bucketTargetOf(value, from, model)
    : undefined;
}

/** Whether two values certainly mean one bucket. Names are compared where the files can belong together. */
export function isSameBucket(a: BucketTarget, b: BucketTarget): boolean {
  if (a.resource && b.resource && isSameResource(a.resource, b.resource)) return true;
  return a.name !== undefined && a.name === b.name && areSideBySide(a.from, b.from);
}

/** A bucket's default encryption. */
export interface BucketEncryption {
  readonly located: Located;
  readonly bucket: BucketTarget | undefined;
  readonly algorithm: Value | undefined;
  readonly key: Value | undefined;
  /** True and false where it is known. */
  readonly bucketKey: boolean | undefined;
  /** The block that has algorithm and key. */
  readonly block: ObjectValue;
}

/** Every default encryption in view. */
export function bucketEncryptions(model: Model): readonly BucketEncryption[] {
  return model.once(readBucketEncryptions);
}

function readBucketEncryptions(model: Model): BucketEncryption[] {
  const own = model.resources('aws_s3_bucket_server_side_encryption_configuration').flatMap((located) =>
    rules(located, located.resource.body).map((rule) => ({
      ...rule,
      bucket: bucketTargetOf(given(located.resource.body, 'bucket'), located, model),
    })),
  );
  const older = model
    .resources('aws_s3_bucket')
    .flatMap((located) =>
      blocksOf(located.resource.body, 'server_side_encryption_configuration').blocks.flatMap((block) =>
        rules(located, block).map((rule) => ({ ...rule, bucket: ownBucket(located) })),
      ),
    );
  return [...own, ...older];
}

function rules(located: Located, body: ObjectValue): Omit<BucketEncryption, 'bucket'>[] {
  return blocksOf(body, 'rule').blocks.flatMap((rule) => {
    const [block] = blocksOf(rule, 'apply_server_side_encryption_by_default').blocks;
    if (!block) return [];
    const flag = given(rule, 'bucket_key_enabled');
    const bucketKey =
      flag?.kind === 'boolean' ? flag.value : flag === undefined && rule.complete ? false : undefined;
    return [
      {
        located,
        algorithm: given(block, 'sse_algorithm'),
        key: given(block, 'kms_master_key_id'),
        bucketKey,
        block,
      },
    ];
  });
}
