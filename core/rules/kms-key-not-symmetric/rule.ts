import { KEY_TYPES } from '../../facts/grant-operations';
import { bucketEncryptions } from '../../model/bucket';
import { given } from '../../model/configuration';
import { keyTargetOf } from '../../model/key-target';
import { keyTypeOf } from '../../model/key-type';
import type { Model } from '../../model/model';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Rule } from '../rule';

/** S3 and FSx encrypt with symmetric keys only. */
export const rule: Rule = {
  meta: {
    id: 'kms-key-not-symmetric',
    severity: 'error',
    title: 'A bucket or a file system is encrypted with an asymmetric or HMAC key',
    why: 'S3 and FSx ask KMS for data keys, which only symmetric encryption keys can make. S3 takes the setting without a look, and every upload ends in `KMS.UnsupportedOperationException` or `InvalidKeyUsage`; FSx refuses to create the file system.',
    fix: 'Use a key with the spec `SYMMETRIC_DEFAULT` and the usage `ENCRYPT_DECRYPT`, which are the defaults.',
    sources: [
      'S3 User Guide, "Using server-side encryption with AWS KMS keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html)',
      'FSx for Lustre User Guide, "Encrypting data at rest" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html)',
    ],
  },
  *check(model) {
    for (const { located, value, what } of keyUses(model)) {
      const key = keyTargetOf(value, located, model)?.resource;
      const type = key && keyTypeOf(key);
      if (!type || type === 'symmetric') continue;
      const message = `${key.resource.address} is ${KEY_TYPES[type].words}, and ${what} takes symmetric encryption keys only: ${CONSEQUENCE[what]}. Use a key with the spec SYMMETRIC_DEFAULT.`;
      yield findingAt(located.file, value, message, { related: [relatedTo(key, 'The key')] });
    }
  },
};

const CONSEQUENCE = {
  S3: 'every upload fails with KMS.UnsupportedOperationException',
  FSx: 'the file system is not created',
} as const;

interface KeyUse {
  readonly located: Located;
  readonly value: Value;
  readonly what: keyof typeof CONSEQUENCE;
}

function keyUses(model: Model): KeyUse[] {
  const uses: KeyUse[] = [];
  const add = (located: Located, value: Value | undefined, what: KeyUse['what']) => {
    if (value) uses.push({ located, value, what });
  };
  for (const { located, key } of bucketEncryptions(model)) add(located, key, 'S3');
  for (const located of model.resources('aws_s3_object', 'aws_s3_bucket_object', 'aws_s3_object_copy'))
    add(located, given(located.resource.body, 'kms_key_id'), 'S3');
  for (const located of model.resources('aws_fsx_lustre_file_system'))
    add(located, given(located.resource.body, 'kms_key_id'), 'FSx');
  return uses;
}
