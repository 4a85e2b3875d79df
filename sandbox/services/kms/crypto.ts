import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRecord } from './records';

/** Encryption context: its pairs are bound to the ciphertext, not in it. */
export type EncryptionContext = Readonly<Record<string, string>>;

/**
 * A ciphertext of the sandbox's KMS: a version byte, the key's ARN with its length, the number of the key material,
 * and what AES-256-GCM makes (nonce, tag, ciphertext). Like AWS's, it names its key, so that Decrypt finds it.
 */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SealedBlob {
  readonly keyArn: string;
  readonly material: number;
  readonly sealed: Buffer;
}

/**
 * Encrypts under the newest key material.
 * @throws when the key has none: operations check the key's spec before
 */
export function seal(key: KeyRecord, plaintext: Buffer, context: EncryptionContext): Buffer {
  const material = key.materials.length - 1;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', materialBytes(key, material), nonce);
  cipher.setAAD(boundBytes(key.arn, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header(key.arn, material), nonce, cipher.getAuthTag(), ciphertext]);
}

/** Decrypts; undefined when the context differs or the ciphertext was changed. */
export function open(key: KeyRecord, blob: SealedBlob, context: EncryptionContext): Buffer | undefined {
  if (blob.material >= key.materials.length) return undefined;
  const nonce = blob.sealed.subarray(0, NONCE_BYTES);
  const tag = blob.sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', materialBytes(key, blob.material), nonce);
    decipher.setAAD(boundBytes(key.arn, context));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(blob.sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Reads what a ciphertext says of itself; undefined when it is none of ours. */
export function readBlob(bytes: Buffer): SealedBlob | undefined {
  if (bytes.length < 3 || bytes[0] !== VERSION) return undefined;
  const arnEnd = 3 + bytes.readUInt16BE(1);
  if (bytes.length < arnEnd + 2 + NONCE_BYTES + TAG_BYTES) return undefined;
  return {
    keyArn: bytes.toString('utf8', 3, arnEnd),
    material: bytes.readUInt16BE(arnEnd),
    sealed: bytes.subarray(arnEnd + 2),
  };
}

function header(keyArn: string, material: number): Buffer {
  const arn = Buffer.from(keyArn);
  const bytes = Buffer.alloc(3 + arn.length + 2);
  bytes[0] = VERSION;
  bytes.writeUInt16BE(arn.length, 1);
  arn.copy(bytes, 3);
  bytes.writeUInt16BE(material, 3 + arn.length);
  return bytes;
}

/** What is authenticated beside the plaintext: the key and the context, its pairs in the order of their names. */
function boundBytes(keyArn: string, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Buffer.from(JSON.stringify([keyArn, pairs]));
}

function materialBytes(key: KeyRecord, index: number): Buffer {
  const material = key.materials[index];
  if (!material) throw new Error(`${key.arn} has no key material ${index}`);
  return Buffer.from(material.bytes, 'base64');
}
