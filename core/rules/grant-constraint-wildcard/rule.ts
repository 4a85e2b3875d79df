import { constraintPairs, grantsOf, type ConstraintPair } from '../../model/grant';
import type { SourceFile } from '../../syntax/source-file';
import { findingAt, replaceText } from '../finding';
import type { Finding, Fix, Rule } from '../rule';
import type { StringValue } from '../../syntax/value';

/** A grant compares the values of its constraint letter by letter. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-wildcard',
    severity: 'error',
    title: "A wildcard stands in a grant's constraint, which has none",
    why: 'A policy compares with patterns, a grant does not: `arn:aws:s3:::bucket/*` in a constraint is the name of one object, called `*`. The grant is made, and never applies; the file system gets `No data available`.',
    fix: 'With S3 Bucket Keys every object is encrypted under the ARN of its bucket: turn them on and write that ARN. Without Bucket Keys leave the constraint out, and narrow the use of the key in its policy.',
    sources: [
      'KMS API Reference, GrantConstraints (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html)',
      'S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) {
      for (const pair of constraintPairs(grant)) yield* checkPair(grant.located.file, pair);
    }
  },
};

function* checkPair(file: SourceFile, { value }: ConstraintPair): Generator<Finding> {
  const last = value.kind === 'template' ? value.parts.at(-1) : value;
  if (last?.kind !== 'string' || !last.text.includes('*')) return;
  const written = value.kind === 'string' ? `"${last.text}"` : `"…${last.text}"`;
  const message = `${written} is compared letter by letter: in a grant's constraint "*" stands for itself, and the grant never applies. Write the bucket's ARN and turn S3 Bucket Keys on, or leave the constraint out.`;
  yield findingAt(file, value.kind === 'string' ? value : last, message, {
    fixes: bucketInstead(file, value, last),
  });
}

/** The bucket's own ARN, where a pattern for all of its objects stands. */
function bucketInstead(file: SourceFile, value: ConstraintPair['value'], last: StringValue): Fix[] {
  const bucket = /^(arn:[^:]*:s3:::[^/*]+)\/\*$/.exec(last.text)?.[1];
  if (value.kind !== 'string' || bucket === undefined) return [];
  return [replaceText(file, last, bucket, { safe: false })];
}
