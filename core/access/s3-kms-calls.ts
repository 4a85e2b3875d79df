import { bucketArn, s3ViaService } from '../facts/arns';
import { splitArn } from './arn-pattern';
import type { AccessRequest } from './request';

/** An S3 request on an object that is encrypted with a KMS key. */
export interface S3ObjectAccess {
  /** For example `s3:GetObject`, as the request to S3 names it. */
  action: string;
  /** Uploading in parts needs Decrypt as well. */
  multipart?: boolean;
  /** HeadObject and GetObject with checksum mode decrypt. */
  checksumMode?: boolean;
  principal: string;
  principalRoleArn?: string;
  callerAccount: string;
  objectArn: string;
  keyArn: string;
  keyAccount?: string;
  /** Region of the bucket, which is the key's. */
  region: string;
  /** S3 Bucket Keys: the encryption context is the bucket's ARN. */
  bucketKey: boolean;
}

const DECRYPT = 'kms:Decrypt';
const GENERATE_DATA_KEY = 'kms:GenerateDataKey';

const KMS_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3:getobject', [DECRYPT]],
  ['s3:getobjectversion', [DECRYPT]],
  ['s3:putobject', [GENERATE_DATA_KEY]],
  ['s3:listmultipartuploadparts', [DECRYPT]],
]);

/**
 * The KMS actions behind an S3 action on an object with SSE-KMS: writing makes a data key, reading decrypts one,
 * an upload in parts does both; heads without checksum mode, lists and deletes do without.
 * Source: S3 User Guide, "Using server-side encryption with AWS KMS keys" and "Uploading and copying objects using
 * multipart upload".
 */
export function s3KmsActions(
  access: Pick<S3ObjectAccess, 'action' | 'multipart' | 'checksumMode'>,
): string[] {
  const action = access.action.toLowerCase();
  if (action === 's3:headobject') return access.checksumMode === true ? [DECRYPT] : [];
  const actions = KMS_ACTIONS.get(action) ?? [];
  return action === 's3:putobject' && access.multipart === true ? [...actions, DECRYPT] : [...actions];
}

/**
 * The requests that S3 makes to KMS for one request of its own, as the caller and through S3.
 * Source: KMS Developer Guide, "kms:ViaService" and "kms:EncryptionContext"; S3 User Guide, "Reducing the cost of
 * SSE-KMS with Amazon S3 Bucket Keys".
 */
export function s3KmsCalls(access: S3ObjectAccess): AccessRequest[] {
  const context = {
    'kms:ViaService': s3ViaService(access.region),
    'kms:CallerAccount': access.callerAccount,
    'kms:EncryptionContext:aws:s3:arn': access.bucketKey ? bucketOf(access.objectArn) : access.objectArn,
    'kms:EncryptionContextKeys': ['aws:s3:arn'],
  };
  return s3KmsActions(access).map((action) => ({
    principal: access.principal,
    ...(access.principalRoleArn === undefined ? {} : { principalRoleArn: access.principalRoleArn }),
    action,
    resource: access.keyArn,
    resourceAccount: access.keyAccount ?? splitArn(access.keyArn)?.[4] ?? '',
    context,
  }));
}

function bucketOf(objectArn: string): string {
  const [, partition = 'aws', , , , resource = ''] = splitArn(objectArn) ?? [];
  const [bucket = ''] = resource.split('/');
  return resource === '' ? objectArn.replace(/\/.*$/s, '') : bucketArn(partition as 'aws', bucket);
}
