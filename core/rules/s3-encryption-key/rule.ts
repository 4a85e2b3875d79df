import { compareAccounts, accountIdOf } from '../../model/account-compare';
import { bucketEncryptions, type BucketEncryption } from '../../model/bucket';
import { bucketLinks, linksOf, type BucketLink } from '../../model/bucket-link';
import { keyTargetOf, type KeyTarget } from '../../model/key-target';
import type { Model } from '../../model/model';
import { textOf } from '../../syntax/inspect';
import { otherAttribute } from '../attribute-fix';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Finding, Rule, Severity } from '../rule';

/** A key of another account is named by its whole ARN. */
export const rule: Rule = {
  meta: {
    id: 's3-encryption-key',
    severity: 'error',
    title: "A bucket's default encryption names a key of another account by its id or an alias",
    why: 'S3 takes the setting without a look. When an object is written, KMS looks an id or alias up in the account of whoever writes: there it finds no key, or another one, and the upload ends in `AccessDenied` or `NotFoundException`. The same happens when the bucket has a key of its own account by its alias, and a file system of another account exports to it.',
    fix: 'Write the whole ARN of the key: `arn:aws:kms:REGION:ACCOUNT:key/ID`, or `aws_kms_key.data.arn`.',
    sources: [
      'S3 API Reference, ServerSideEncryptionByDefault, "KMSMasterKeyID" (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html)',
      'S3 User Guide, "Setting default server-side encryption behavior for S3 buckets" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html)',
    ],
  },
  *check(model) {
    const encryptions = bucketEncryptions(model);
    if (encryptions.length === 0) return;
    const links = bucketLinks(model);
    for (const encryption of encryptions) yield* checkEncryption(encryption, links, model);
  },
};

function* checkEncryption(
  encryption: BucketEncryption,
  links: readonly BucketLink[],
  model: Model,
): Generator<Finding> {
  const { located } = encryption;
  const key = keyTargetOf(encryption.key, located, model);
  if (!key || key.form === 'arn' || key.form === 'unknown' || isManaged(key)) return;
  const foreign = ownerDiffers(encryption, key, model) ?? writerDiffers(encryption, key, links, model);
  if (!foreign) return;
  const { value, form, resource } = key;
  const text = textOf(value) ?? (value.kind === 'reference' ? value.text : '');
  const message = `${text === '' ? 'This' : `"${text}"`} is ${form === 'id' ? 'the id of a key' : 'an alias'}, and ${foreign.because}: KMS looks it up in the account that writes, and the upload fails. Write the ARN of the key.`;
  yield findingAt(located.file, value, message, {
    severity: foreign.severity,
    related: resource ? [relatedTo(resource, 'The key')] : [],
    fixes: otherAttribute(located.file, value, form === 'id' ? 'arn' : 'target_key_arn'),
  });
}

interface Foreign {
  readonly because: string;
  readonly severity: Severity;
}

function ownerDiffers(
  { bucket, located }: BucketEncryption,
  key: KeyTarget,
  model: Model,
): Foreign | undefined {
  const owner = bucket?.resource ?? located;
  if (key.resource) {
    const comparison = compareAccounts(owner, key.resource, model);
    const because = 'the key is in another account than the bucket';
    if (comparison === 'different') return { because, severity: 'error' };
    return comparison === 'likely-different' ? { because, severity: 'warning' } : undefined;
  }
  const own = accountIdOf(owner, model);
  if (key.account === undefined || own === undefined || key.account === own) return undefined;
  return { because: `its account "${key.account}" is not that of the bucket, "${own}"`, severity: 'warning' };
}

function writerDiffers(
  { bucket, located }: BucketEncryption,
  { form }: KeyTarget,
  links: readonly BucketLink[],
  model: Model,
): Foreign | undefined {
  // An alias with its account is found whoever asks.
  if (form === 'alias-arn') return undefined;
  const owner = bucket?.resource ?? located;
  const writer = linksOf(bucket, links).find(
    ({ fileSystem }) => fileSystem && compareAccounts(owner, fileSystem, model) === 'different',
  );
  return writer && { because: 'a file system of another account exports to the bucket', severity: 'error' };
}

/** `aws/s3` has a rule of its own. */
function isManaged({ value }: KeyTarget): boolean {
  return /(^|:)alias\/aws\//.test(textOf(value) ?? '');
}
