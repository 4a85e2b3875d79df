/**
 * Grant operations by the type of KMS key.
 *
 * Sources: KMS API Reference, CreateGrant (`Operations`), CreateKey (`KeySpec`, `KeyUsage`), Encapsulate,
 * Decapsulate; KMS Developer Guide, "Key type reference" and "Grants in AWS KMS". AWS refuses a grant with an
 * operation that the key does not support (ValidationException). The row of ML-KEM keys is inferred from the
 * two operations' pages.
 */
import { GRANT_OPERATIONS, type KEY_SPECS, type KEY_USAGES } from './generated/kms-enums';
import { SYMMETRIC_GRANT_OPERATIONS } from './kms';
import { nearest } from './nearest';

/** An operation that some grant can allow. {@link SYMMETRIC_GRANT_OPERATIONS} are those of symmetric keys. */
export type AnyGrantOperation = (typeof GRANT_OPERATIONS)[number];
export type KeySpec = (typeof KEY_SPECS)[number];
export type KeyUsage = (typeof KEY_USAGES)[number];

/** Kinds of KMS keys as far as operations go. */
export type KeyType =
  'symmetric' | 'hmac' | 'asymmetric-encryption' | 'signing' | 'key-agreement' | 'key-encapsulation';

/** Operations that a grant on any key can allow. */
const EVERY_KEY: readonly AnyGrantOperation[] = ['CreateGrant', 'DescribeKey', 'RetireGrant'];

export interface KeyTypeFacts {
  /** In words, for messages: "an RSA key for signing" is a signing key. */
  words: string;
  /** Its `KeyUsage`. */
  usage: KeyUsage;
  /** Operations that a grant on it can allow. */
  operations: readonly AnyGrantOperation[];
}

export const KEY_TYPES: Readonly<Record<KeyType, KeyTypeFacts>> = {
  symmetric: {
    words: 'a symmetric encryption key',
    usage: 'ENCRYPT_DECRYPT',
    operations: SYMMETRIC_GRANT_OPERATIONS,
  },
  hmac: {
    words: 'an HMAC key',
    usage: 'GENERATE_VERIFY_MAC',
    operations: ['GenerateMac', 'VerifyMac', ...EVERY_KEY],
  },
  'asymmetric-encryption': {
    words: 'an asymmetric key for encryption',
    usage: 'ENCRYPT_DECRYPT',
    operations: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GetPublicKey', ...EVERY_KEY],
  },
  signing: {
    words: 'an asymmetric key for signing',
    usage: 'SIGN_VERIFY',
    operations: ['Sign', 'Verify', 'GetPublicKey', ...EVERY_KEY],
  },
  'key-agreement': {
    words: 'an asymmetric key for key agreement',
    usage: 'KEY_AGREEMENT',
    operations: ['DeriveSharedSecret', 'GetPublicKey', ...EVERY_KEY],
  },
  'key-encapsulation': {
    words: 'an asymmetric key for key encapsulation',
    usage: 'ENCAPSULATE_DECAPSULATE',
    operations: ['Encapsulate', 'Decapsulate', 'GetPublicKey', ...EVERY_KEY],
  },
};

const RSA: readonly KeyType[] = ['asymmetric-encryption', 'signing'];
const NIST_CURVE: readonly KeyType[] = ['signing', 'key-agreement'];

/** What a key of each spec can be, by its usage. */
export const KEY_SPEC_TYPES: Readonly<Record<KeySpec, readonly KeyType[]>> = {
  SYMMETRIC_DEFAULT: ['symmetric'],
  HMAC_224: ['hmac'],
  HMAC_256: ['hmac'],
  HMAC_384: ['hmac'],
  HMAC_512: ['hmac'],
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: NIST_CURVE,
  ECC_NIST_P384: NIST_CURVE,
  ECC_NIST_P521: NIST_CURVE,
  ECC_SECG_P256K1: ['signing'],
  ECC_NIST_EDWARDS25519: ['signing'],
  ML_DSA_44: ['signing'],
  ML_DSA_65: ['signing'],
  ML_DSA_87: ['signing'],
  ML_KEM_512: ['key-encapsulation'],
  ML_KEM_768: ['key-encapsulation'],
  ML_KEM_1024: ['key-encapsulation'],
  SM2: ['asymmetric-encryption', 'signing', 'key-agreement'],
};

/**
 * Operations whose request has an encryption context, on a symmetric key. A grant's constraint on the context
 * applies to these; of CreateGrant it demands that the child be as strict; it does not reach DescribeKey and
 * RetireGrant (KMS API Reference, GrantConstraints).
 */
export const ENCRYPTION_CONTEXT_OPERATIONS: readonly AnyGrantOperation[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];

/** Operations that may stand in a grant with a constraint on the context, though they have none. */
export const CONTEXT_FREE_OPERATIONS: readonly AnyGrantOperation[] = EVERY_KEY;

/** Limits of a grant (KMS API Reference, CreateGrant and GrantConstraints; "Resource quotas"). */
export const GRANT_LIMITS = {
  nameLength: 256,
  principalLength: 256,
  constraintPairs: 8,
  constraintLength: 384,
  grantsPerKey: 50_000,
} as const;
/** Form of a grant's name. */
export const GRANT_NAME = /^[a-zA-Z0-9:/_-]{1,256}$/;

/** Whether a text is a grant operation; case counts, and there is no `kms:` before it. */
export function isGrantOperation(text: string): text is AnyGrantOperation {
  return GRANT_OPERATIONS.some((operation) => operation === text);
}

/**
 * The operations that a mistaken one stands for: `kms:Decrypt` and `decrypt` are Decrypt, `ReEncrypt*` and
 * `ReEncrypt` are ReEncryptFrom and ReEncryptTo, `Decyrpt` is Decrypt.
 * @returns empty when nothing is near enough
 */
export function meantGrantOperations(text: string): readonly AnyGrantOperation[] {
  if (isGrantOperation(text)) return [text];
  const local = text.replace(/^kms:/i, '');
  const folded = local.toLowerCase();
  const exact = GRANT_OPERATIONS.filter((operation) => operation.toLowerCase() === folded);
  if (exact.length > 0) return exact;
  const stem = folded.replace(/\*$/, '');
  if ((folded.endsWith('*') && stem !== '') || stem === 'reencrypt') {
    const covered = GRANT_OPERATIONS.filter((operation) => operation.toLowerCase().startsWith(stem));
    if (covered.length > 0) return covered;
  }
  const near = nearest(local, GRANT_OPERATIONS);
  return GRANT_OPERATIONS.filter((operation) => operation === near);
}

/**
 * The type of a key.
 * @param usage tells apart what one spec can be; absent: AWS's default where there is one
 * @returns undefined when spec and usage do not go together, are unknown, or leave it open
 */
export function keyType(spec: string, usage?: string): KeyType | undefined {
  const types = Object.entries(KEY_SPEC_TYPES).find(([name]) => name === spec)?.[1] ?? [];
  const fitting = usage === undefined ? types : types.filter((type) => KEY_TYPES[type].usage === usage);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Types of keys whose grants can allow an operation. */
export function keyTypesTaking(operation: AnyGrantOperation): KeyType[] {
  return (Object.keys(KEY_TYPES) as KeyType[]).filter((type) =>
    KEY_TYPES[type].operations.includes(operation),
  );
}
