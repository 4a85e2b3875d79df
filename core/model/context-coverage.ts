/** What a condition on S3's encryption context covers: which buckets, and the bucket's ARN, its objects' or both. */
import { hasWildcard } from '../facts/wildcards';
import type { Located } from '../syntax/project';
import { HOLE } from '../syntax/text-map';
import type { Value } from '../syntax/value';
import { bucketTargetOf, isSameBucket, ownBucket, type BucketTarget } from './bucket';
import type { KnownCondition } from './conditions';
import type { Model } from './model';
import { outlined } from './outlined';

/** One value of a condition on `kms:EncryptionContext:aws:s3:arn`. */
export interface ContextValue {
  readonly value: Value;
  readonly bucket: BucketTarget;
  readonly covers: 'bucket' | 'objects' | 'both';
}

/**
 * Reads the values of a condition.
 * @param from where the policy stands
 * @returns undefined where one of them is not known, or stands for several buckets
 */
export function contextValues(
  { condition, operator }: KnownCondition,
  from: Located,
  model: Model,
): ContextValue[] | undefined {
  const isPattern = operator.base.wildcards;
  const values = condition.values.map((value) => contextValue(value, isPattern, from, model));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** The values that are about the same bucket as another. */
export function ofSameBucket(values: readonly ContextValue[], { bucket }: ContextValue): ContextValue[] {
  return values.filter((other) => other.bucket === bucket || isSameBucket(other.bucket, bucket));
}

function contextValue(
  value: Value,
  isPattern: boolean,
  from: Located,
  model: Model,
): ContextValue | undefined {
  if (value.kind === 'reference' || value.kind === 'unknown')
    return ofReference(value, '', isPattern, from, model);
  const text = outlined(value)?.text;
  if (text === undefined) return undefined;
  const [, name, rest = ''] = /^(?:arn:[^:]*:s3:::)?([^/*?]+)(.*)$/s.exec(text) ?? [];
  if (name === undefined) return undefined;
  if (name !== HOLE) {
    const bucket =
      text.startsWith('arn:') && !name.includes(HOLE) ? { resource: undefined, name, from } : undefined;
    return bucket && { value, bucket, covers: coverage(rest, isPattern) };
  }
  const isArn = text.startsWith(HOLE);
  const hole = value.kind === 'template' ? value.parts.find((part) => part.kind !== 'string') : undefined;
  const found = isArn ? ofReference(hole, rest, isPattern, from, model) : undefined;
  if (isArn) return found && { ...found, value };
  const bucket = bucketTargetOf(hole, from, model);
  return bucket && { value, bucket, covers: coverage(rest, isPattern) };
}

/** A bucket's `arn`, with what stands behind it. */
function ofReference(
  value: Value | undefined,
  rest: string,
  isPattern: boolean,
  from: Located,
  model: Model,
): ContextValue | undefined {
  const found = model.resolve(value, from);
  if (!value || found?.resource.type !== 'aws_s3_bucket' || found.resource.repeated) return undefined;
  if (found.attribute[0] !== 'arn') return undefined;
  return { value, bucket: ownBucket(found, from), covers: coverage(rest, isPattern) };
}

function coverage(rest: string, isPattern: boolean): ContextValue['covers'] {
  if (rest === '') return 'bucket';
  return isPattern && hasWildcard(rest) && !rest.startsWith('/') ? 'both' : 'objects';
}
