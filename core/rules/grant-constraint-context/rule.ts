import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { constraintPairs, grantsOf, type ConstraintPair, type Grant } from '../../model/grant';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** What a file system reads carries S3's encryption context: `aws:s3:arn`, with the ARN of an object or bucket. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-context',
    severity: 'error',
    title: "The constraint of a file system's grant asks for a context that S3 does not send",
    why: 'When a file system reads or writes an object, S3 sends one pair to KMS: `aws:s3:arn` with the ARN of the object, or of the bucket with Bucket Keys. S3 ARNs have neither Region nor account. A constraint with another name, or another form of the value, never applies, and the read is denied as if there were no grant.',
    fix: 'Write `"aws:s3:arn" = "arn:aws:s3:::BUCKET"` and turn S3 Bucket Keys on, or leave the constraint out.',
    sources: [
      'S3 User Guide, "Using server-side encryption with AWS KMS keys", encryption context (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html)',
      'KMS API Reference, GrantConstraints (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) {
      if (!grant.role) continue;
      for (const pair of constraintPairs(grant)) yield* checkPair(grant, pair);
    }
  },
};

function* checkPair({ located: { file } }: Grant, { key, value }: ConstraintPair): Generator<Finding> {
  if (key.text.toLowerCase() !== S3_CONTEXT_KEY) {
    const message = `S3 sends "${S3_CONTEXT_KEY}" as encryption context and nothing called "${key.text}": the grant never applies to what the file system reads. Write "${S3_CONTEXT_KEY}".`;
    const isMeant =
      /(^|:)(aws:)?s3[:_-]?arn$/i.test(key.text) && /["']/.test(file.text[key.range.start] ?? '');
    yield findingAt(file, key, message, {
      fixes: isMeant ? [replaceText(file, key, S3_CONTEXT_KEY, { safe: true })] : [],
    });
    return;
  }
  if (value.kind !== 'string' || value.text.includes('*')) return;
  const meant = bucketArnMeant(value.text);
  if (meant === undefined) return;
  const message = `"${value.text}" ${meant.reason}: S3 sends "arn:aws:s3:::bucket" or "arn:aws:s3:::bucket/object", and the grant never applies. ${meant.arn === undefined ? 'Write the ARN of the bucket.' : `Write "${meant.arn}".`}`;
  yield findingAt(file, value, message, {
    fixes: meant.arn === undefined ? [] : [replaceText(file, value, meant.arn, { safe: true })],
  });
}

/** What is wrong with a value, and the ARN that it stands for; undefined for an S3 ARN. */
function bucketArnMeant(text: string): { reason: string; arn?: string } | undefined {
  if (/^arn:[\w-]+:s3:::[^/]+(\/.*[^/])?$/.test(text)) return undefined;
  const [, partition, region, account, rest] = /^arn:([\w-]+):s3:([^:]*):([^:]*):(.+)$/.exec(text) ?? [];
  if (partition === undefined || rest === undefined) return nameMeant(text);
  const arn = `arn:${partition}:s3:::${rest.replace(/\/$/, '')}`;
  if (region !== '' || account !== '')
    return { reason: 'has a Region or an account, which ARNs of S3 have not', arn };
  // An object's key may end in a slash; a bucket's name does not.
  return /^[^/]+\/$/.test(rest) ? { reason: 'ends in a slash', arn } : undefined;
}

function nameMeant(text: string): { reason: string; arn?: string } {
  const name = /^(?:s3:\/\/)?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/.exec(text)?.[1];
  return { reason: 'is no ARN of S3', ...(name === undefined ? {} : { arn: `arn:aws:s3:::${name}` }) };
}
