import { regionOf } from '../../model/accounts';
import { bucketEncryptions } from '../../model/bucket';
import { keyTargetOf } from '../../model/key-target';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** A bucket is encrypted with a key of its own Region. */
export const rule: Rule = {
  meta: {
    id: 's3-encryption-key-region',
    severity: 'error',
    title: "A bucket's default encryption names a key of another Region",
    why: 'S3 asks KMS in the Region of the bucket, where a key of another Region is not known. The setting is taken without a look, and every upload fails.',
    fix: 'Name a key of the Region of the bucket; of a multi-Region key the replica that is there.',
    sources: [
      'S3 User Guide, "Setting default server-side encryption behavior for S3 buckets" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html)',
    ],
  },
  *check(model) {
    for (const { located, bucket, key: value } of bucketEncryptions(model)) {
      const key = keyTargetOf(value, located, model);
      const region = regionOf(bucket?.resource ?? located, model);
      if (!key || key.region === undefined || region === undefined || key.region === region) continue;
      const message = `The key is in "${key.region}" and the bucket in "${region}": S3 asks KMS in the Region of the bucket, and every upload fails. Name a key of "${region}".`;
      yield findingAt(located.file, key.value, message);
    }
  },
};
