/** How an object or a bucket is encrypted. */
import { GetBucketEncryptionCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { ask, type Asked } from './ask';
import type { Verification } from './verification';

export interface Encryption {
  /** `AES256`, `aws:kms`, `aws:kms:dsse`. */
  algorithm: string | undefined;
  /** Of an object the key's full ARN; of a bucket what it was given: an ARN, an id or an alias. */
  key: string | undefined;
  bucketKey: boolean;
}

export interface ObjectHead extends Encryption {
  sizeBytes: number;
}

/**
 * The head of an object, read in account B. Checksum mode stays off: with it, S3 would ask KMS to decrypt.
 * Source: S3 API Reference, HeadObject.
 */
export async function headObject(
  on: Verification,
  { bucketName, arn }: ResolvedBucket,
  key: string,
): Promise<Asked<ObjectHead>> {
  const question = { account: 'bucket', action: 's3:GetObject', resource: `${arn}/${key}` } as const;
  const asked = await ask(on, question, ({ s3 }, options) =>
    s3.send(new HeadObjectCommand({ Bucket: bucketName, Key: key }), options),
  );
  if (asked.status !== 'answered') return asked;
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled = false, ContentLength = 0 } = asked.answer;
  return {
    status: 'answered',
    answer: {
      algorithm: ServerSideEncryption,
      key: SSEKMSKeyId,
      bucketKey: BucketKeyEnabled,
      sizeBytes: ContentLength,
    },
  };
}

/** The default encryption of a bucket; none where S3 says that there is none. */
export async function bucketEncryption(
  on: Verification,
  { bucketName, arn }: ResolvedBucket,
): Promise<Asked<Encryption | undefined>> {
  const question = { account: 'bucket', action: 's3:GetEncryptionConfiguration', resource: arn } as const;
  const asked = await ask(on, question, ({ s3 }, options) =>
    s3.send(new GetBucketEncryptionCommand({ Bucket: bucketName }), options),
  );
  if (asked.status === 'missing' && asked.code === 'ServerSideEncryptionConfigurationNotFoundError')
    return { status: 'answered', answer: undefined };
  if (asked.status !== 'answered') return asked;
  const [rule] = asked.answer.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return {
    status: 'answered',
    answer: { algorithm: SSEAlgorithm, key: KMSMasterKeyID, bucketKey: rule?.BucketKeyEnabled ?? false },
  };
}

/** What keeps an encryption from being SSE-KMS with a key; undefined when it is that. */
export function encryptionProblem({ algorithm, key }: Encryption, keyArn: string): string | undefined {
  if (algorithm === undefined || !algorithm.startsWith('aws:kms')) {
    return `encrypted with ${algorithm ?? "S3's own keys"}, not with aws:kms`;
  }
  if (key === keyArn) return undefined;
  if (key === undefined)
    return 'encrypted with aws:kms, but without a key: S3 then takes the AWS managed key aws/s3';
  const id = keyArn.slice(keyArn.lastIndexOf('/') + 1);
  if (key === id || key.includes('alias/')) {
    return `encrypted with "${key}", which is no full ARN: it is looked up in the account of whoever writes`;
  }
  return `encrypted with another key, ${key}`;
}
