import type { ObjectEncryption } from '../state';

/** What answers tell of an object's encryption. */
export function encryptionHeaders(encryption: ObjectEncryption): Record<string, string> {
  const { algorithm } = encryption;
  if (algorithm === 'AES256') return { 'x-amz-server-side-encryption': algorithm };
  return {
    'x-amz-server-side-encryption': algorithm,
    'x-amz-server-side-encryption-aws-kms-key-id': encryption.keyArn,
    ...(encryption.bucketKey ? { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' } : {}),
  };
}
