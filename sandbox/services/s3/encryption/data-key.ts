import { s3ViaService } from '../../../../core/facts/arns';
import type { AwsError } from '../../../gateway/outcome';
import type { ServiceKmsCall } from '../../kms/for-services';
import { arnOf } from '../access';
import { fromKms, invalidArgument } from '../errors';
import type { BucketCall } from '../operation';
import type { ObjectEncryption } from '../state';
import type { ChosenEncryption } from './choose';

/** The key that an object's bytes are encrypted with; undefined for SSE-S3, whose bytes are stored as they are. */
export type DataKey = Buffer | undefined;

export type NewDataKey =
  { readonly status: 'ok'; readonly encryption: ObjectEncryption; readonly dataKey: DataKey } | AwsError;

/**
 * Makes the data key of a new object: GenerateDataKey, as the caller and through S3. The encryption context is the
 * object's ARN, with a Bucket Key the bucket's.
 * Source: S3 User Guide, "Using server-side encryption with AWS KMS keys", "Encryption context".
 */
export async function newDataKey(
  call: BucketCall,
  key: string,
  chosen: Exclude<ChosenEncryption, AwsError>,
): Promise<NewDataKey> {
  const { algorithm } = chosen;
  if (algorithm === 'AES256') return { status: 'ok', encryption: { algorithm }, dataKey: undefined };
  const refused = unsigned(call);
  if (refused) return refused;
  const { bucketKey } = chosen;
  const context = { ...chosen.context, 'aws:s3:arn': arnOf(call.bucket, bucketKey ? undefined : key) };
  const made = await call.world.kms.generateDataKey(kmsCall(call), {
    keyId: chosen.keyId,
    encryptionContext: context,
  });
  if (made.status === 'error') return fromKms(made);
  const dataKey = made.ciphertextBlob.toString('base64');
  return {
    status: 'ok',
    encryption: { algorithm, keyArn: made.keyArn, bucketKey, context, dataKey },
    dataKey: made.plaintext,
  };
}

export type OpenedDataKey = { readonly status: 'ok'; readonly dataKey: DataKey } | AwsError;

/** Decrypts the data key of an object, or of an upload, as the caller and through S3. */
export async function openDataKey(call: BucketCall, encryption: ObjectEncryption): Promise<OpenedDataKey> {
  if (encryption.algorithm === 'AES256') return { status: 'ok', dataKey: undefined };
  const refused = unsigned(call);
  if (refused) return refused;
  const opened = await call.world.kms.decrypt(kmsCall(call), {
    ciphertextBlob: Buffer.from(encryption.dataKey, 'base64'),
    encryptionContext: encryption.context,
  });
  return opened.status === 'error' ? fromKms(opened) : { status: 'ok', dataKey: opened.plaintext };
}

function kmsCall({ bucket, call }: BucketCall): ServiceKmsCall {
  return { caller: call.caller, region: bucket.region, viaService: s3ViaService(bucket.region) };
}

/** KMS takes no anonymous calls. */
function unsigned({ call }: BucketCall): AwsError | undefined {
  if (call.caller.kind !== 'anonymous') return undefined;
  return invalidArgument(
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
    'Authorization',
    'null',
  );
}
