import type { Outcome } from '../../../gateway/outcome';
import { childAt, childrenOf, parseXml, textAt } from '../../../gateway/xml';
import { emptyAnswer, xmlAnswer } from '../answers';
import { invalidArgument, malformedXml } from '../errors';
import type { BucketCall } from '../operation';
import type { DefaultEncryption, EncryptionAlgorithm } from '../state';

const ALGORITHMS: readonly EncryptionAlgorithm[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** What every bucket has that was not given another: S3's own keys. */
export const OWN_KEYS: DefaultEncryption = { algorithm: 'AES256' };

/** Source: S3 API Reference, GetBucketEncryption. */
export function getBucketEncryption({ bucket: { encryption } }: BucketCall): Outcome {
  return xmlAnswer('ServerSideEncryptionConfiguration', {
    Rule: {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: encryption.algorithm,
        KMSMasterKeyID: encryption.keyId,
      },
      BucketKeyEnabled: encryption.bucketKeyEnabled ?? false,
    },
  });
}

/**
 * Whether the key is there, and usable, S3 does not check.
 * Source: S3 API Reference, PutBucketEncryption and ServerSideEncryptionByDefault.
 */
export async function putBucketEncryption({ bucket, call, store }: BucketCall): Promise<Outcome> {
  const root = parseXml(call.payload.toString());
  const rules = childrenOf(root, 'Rule');
  const [rule] = rules;
  const byDefault = childAt(rule, 'ApplyServerSideEncryptionByDefault');
  const named = textAt(byDefault, 'SSEAlgorithm');
  const algorithm = ALGORITHMS.find((candidate) => candidate === named);
  if (root?.name !== 'ServerSideEncryptionConfiguration' || rules.length !== 1 || !byDefault || !algorithm) {
    return malformedXml();
  }
  const keyId = textAt(byDefault, 'KMSMasterKeyID');
  if (keyId !== undefined && algorithm === 'AES256') {
    return invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
      keyId,
    );
  }
  const bucketKey = textAt(rule, 'BucketKeyEnabled');
  await store.change(() => {
    bucket.encryption = {
      algorithm,
      ...(keyId === undefined || keyId === '' ? {} : { keyId }),
      ...(bucketKey === undefined ? {} : { bucketKeyEnabled: bucketKey === 'true' }),
    };
  });
  return emptyAnswer(200);
}

/** Back to S3's own keys. Source: S3 API Reference, DeleteBucketEncryption. */
export async function deleteBucketEncryption({ bucket, store }: BucketCall): Promise<Outcome> {
  await store.change(() => {
    bucket.encryption = OWN_KEYS;
  });
  return emptyAnswer(204);
}
