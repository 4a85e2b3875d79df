import { compareAccounts } from '../../model/account-compare';
import { bucketEncryptions, type BucketEncryption } from '../../model/bucket';
import { bucketLinks, linksOf } from '../../model/bucket-link';
import { given } from '../../model/configuration';
import type { Model } from '../../model/model';
import { textOf } from '../../syntax/inspect';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Rule } from '../rule';

/** The key `aws/s3` is for its own account: no policy and no grant lets another one use it. */
export const rule: Rule = {
  meta: {
    id: 's3-encryption-managed-key',
    severity: 'error',
    title: 'A bucket that a file system of another account is linked to is encrypted with the key aws/s3',
    why: "`aws:kms` without a key means the managed key `aws/s3` of the bucket's account. Its policy cannot be changed and lets principals of that account in only, so that a file system of another account can neither read nor export: `ls` works, `cat` ends in `No data available`.",
    fix: "Name a customer managed key by its ARN, with a key policy for the file system's account and a grant for its role; or use `AES256`. Objects that are there keep their key until they are copied.",
    sources: [
      'AWS re:Post, "Cross-account access denied for objects encrypted with AWS KMS" (https://repost.aws/knowledge-center/cross-account-access-denied-error-s3)',
      'S3 User Guide, "Using server-side encryption with AWS KMS keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html)',
    ],
  },
  *check(model) {
    const links = bucketLinks(model);
    if (links.length === 0) return;
    for (const encryption of bucketEncryptions(model)) {
      const managed = managedKey(encryption, model);
      if (!managed) continue;
      const { bucket, located } = encryption;
      const owner = bucket?.resource ?? located;
      const link = linksOf(bucket, links).find(
        ({ fileSystem }) => fileSystem && compareAccounts(owner, fileSystem, model) === 'different',
      );
      if (!link) continue;
      const what = managed === encryption.algorithm ? '"aws:kms" without a key is' : 'This is';
      const message = `${what} the managed key aws/s3, which no other account can use: the file system of another account that is linked to the bucket can neither read nor export. Name a customer managed key by its ARN.`;
      yield findingAt(located.file, managed, message, { related: [relatedTo(link.located, 'The link')] });
    }
  },
};

/** The token that says so: the alias, or the algorithm where no key is given. */
function managedKey({ located, algorithm, key, block }: BucketEncryption, model: Model): Value | undefined {
  const text = textOf(key);
  if (text !== undefined) return /(^|:)alias\/aws\/s3$/.test(text) ? key : undefined;
  if (key) {
    const alias = model.resolve(key, located)?.resource;
    const isAlias = alias?.type === 'aws_kms_alias' && textOf(given(alias.body, 'name')) === 'alias/aws/s3';
    return isAlias ? key : undefined;
  }
  return block.complete && textOf(algorithm)?.startsWith('aws:kms') === true ? algorithm : undefined;
}
