import assert from 'node:assert/strict';
import { GrantOperation, KeySpec, KeyUsageType } from '@aws-sdk/client-kms';
import { GRANT_OPERATION_NOTES } from '../../../core/facts/grant-operation-notes';
import {
  CONTEXT_FREE_OPERATIONS,
  ENCRYPTION_CONTEXT_OPERATIONS,
  isGrantOperation,
  KEY_SPEC_TYPES,
  KEY_TYPES,
  keyType,
  keyTypesTaking,
  meantGrantOperations,
  type KeyType,
} from '../../../core/facts/grant-operations';

const sorted = (texts: readonly string[]) => [...texts].sort();

describe('grant operations by key type', () => {
  // The documented table once more, operation by operation: the code has it key type by key type.
  const table: Record<string, KeyType[]> = {
    Encrypt: ['symmetric', 'asymmetric-encryption'],
    Decrypt: ['symmetric', 'asymmetric-encryption'],
    ReEncryptFrom: ['symmetric', 'asymmetric-encryption'],
    ReEncryptTo: ['symmetric', 'asymmetric-encryption'],
    GenerateDataKey: ['symmetric'],
    GenerateDataKeyWithoutPlaintext: ['symmetric'],
    GenerateDataKeyPair: ['symmetric'],
    GenerateDataKeyPairWithoutPlaintext: ['symmetric'],
    GenerateMac: ['hmac'],
    VerifyMac: ['hmac'],
    Sign: ['signing'],
    Verify: ['signing'],
    DeriveSharedSecret: ['key-agreement'],
    Encapsulate: ['key-encapsulation'],
    Decapsulate: ['key-encapsulation'],
    GetPublicKey: ['asymmetric-encryption', 'signing', 'key-agreement', 'key-encapsulation'],
    CreateGrant: Object.keys(KEY_TYPES) as KeyType[],
    DescribeKey: Object.keys(KEY_TYPES) as KeyType[],
    RetireGrant: Object.keys(KEY_TYPES) as KeyType[],
  };
  for (const operation of Object.values(GrantOperation)) {
    it(operation, () => {
      assert.deepEqual(sorted(keyTypesTaking(operation)), sorted(table[operation] ?? []));
    });
  }

  it('names the operations, specs and usages of the SDK, and no others', () => {
    assert.deepEqual(sorted(Object.keys(table)), sorted(Object.values(GrantOperation)));
    assert.deepEqual(sorted(Object.keys(KEY_SPEC_TYPES)), sorted(Object.values(KeySpec)));
    assert.deepEqual(
      sorted([...new Set(Object.values(KEY_TYPES).map((type) => type.usage))]),
      sorted(Object.values(KeyUsageType)),
    );
    for (const { operations } of Object.values(KEY_TYPES)) {
      assert.equal(new Set(operations).size, operations.length);
      for (const operation of operations) assert.ok(isGrantOperation(operation), operation);
    }
    assert.deepEqual(sorted(Object.keys(GRANT_OPERATION_NOTES)), sorted(Object.values(GrantOperation)));
  });

  it('splits the operations of a symmetric key into those with an encryption context and those without', () => {
    assert.deepEqual(
      sorted([...ENCRYPTION_CONTEXT_OPERATIONS, ...CONTEXT_FREE_OPERATIONS]),
      sorted(KEY_TYPES.symmetric.operations),
    );
  });
});

describe('keyType', () => {
  const cases: [spec: string, usage: string | undefined, type: KeyType | undefined][] = [
    ['RSA_2048', undefined, undefined],
    ['SYMMETRIC_DEFAULT', 'SIGN_VERIFY', undefined],
    ['RSA_1024', 'SIGN_VERIFY', undefined],
    ['constructor', undefined, undefined],
    ['SYMMETRIC_DEFAULT', undefined, 'symmetric'],
    ['HMAC_256', undefined, 'hmac'],
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'asymmetric-encryption'],
    ['ECC_NIST_P256', 'KEY_AGREEMENT', 'key-agreement'],
    ['SM2', 'SIGN_VERIFY', 'signing'],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 'key-encapsulation'],
  ];
  for (const [spec, usage, type] of cases) {
    it(`${spec} ${usage ?? ''}: ${type ?? 'open'}`, () => {
      assert.equal(keyType(spec, usage), type);
    });
  }
});

describe('meantGrantOperations', () => {
  const cases: [text: string, operations: string[]][] = [
    ['', []],
    ['*', []],
    ['kms:*', []],
    ['Xyzzy', []],
    ['kms:Decrypt', ['Decrypt']],
    ['decrypt', ['Decrypt']],
    ['Decyrpt', ['Decrypt']],
    ['ReEncrypt', ['ReEncryptFrom', 'ReEncryptTo']],
    ['kms:ReEncrypt*', ['ReEncryptFrom', 'ReEncryptTo']],
    [
      'GenerateDataKey*',
      [
        'GenerateDataKey',
        'GenerateDataKeyPair',
        'GenerateDataKeyPairWithoutPlaintext',
        'GenerateDataKeyWithoutPlaintext',
      ],
    ],
  ];
  for (const [text, expected] of cases) {
    it(`${text || '(nothing)'}: ${expected.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(meantGrantOperations(text), expected);
    });
  }
});
