import { randomBytes } from 'node:crypto';
import { ENCRYPTION_ALGORITHMS } from '../../../../core/facts/generated/kms-enums';
import type { ConditionContext } from '../../../authorize/authorization';
import type { Call } from '../../../gateway/call';
import { notImplemented } from '../../../gateway/not-implemented';
import { ok, type AwsError } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { blob, integer, oneOf, readInput, required, textMap } from '../../shape';
import { accountDenial } from '../account-level';
import { encryptionContextKeys } from '../authorize-key';
import { seal, type EncryptionContext } from '../crypto';
import { kmsError, validation } from '../errors';
import type { KmsGround } from '../ground';
import { DRY_RUN, GRANT_TOKENS } from '../members';
import { materialId } from '../metadata';
import { KEY_ID, onKey } from '../on-key';
import type { KeyRecord } from '../records';

const DATA_KEY_BYTES = { AES_128: 16, AES_256: 32 } as const;
const MAX_PLAINTEXT_BYTES = 4096;

const DATA_KEY_SHAPE = {
  KeyId: KEY_ID,
  EncryptionContext: textMap(),
  NumberOfBytes: integer(1, 1024),
  KeySpec: oneOf(['AES_256', 'AES_128']),
  GrantTokens: GRANT_TOKENS,
  DryRun: DRY_RUN,
} as const;

/** Encrypting. Source: KMS API Reference, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateRandom. */
export function encryptOperations(ground: KmsGround): OperationTable {
  const dataKey = (isShown: boolean) =>
    onKey(ground, {
      shape: DATA_KEY_SHAPE,
      takesAlias: true,
      context: ({ EncryptionContext: context }) => cryptoContext(context),
      works: 'when-enabled',
      check: ({ NumberOfBytes: size, KeySpec: spec }, key, call) =>
        unlessSymmetric(call, key) ??
        ((size === undefined) === (spec === undefined)
          ? validation('Please specify either number of bytes or key spec.')
          : undefined),
      run: ({ key, input }) => {
        const { NumberOfBytes: size, KeySpec: spec = 'AES_256', EncryptionContext: context = {} } = input;
        const plaintext = randomBytes(size ?? DATA_KEY_BYTES[spec]);
        return ok({
          KeyId: key.arn,
          CiphertextBlob: seal(key, plaintext, context).toString('base64'),
          ...(isShown ? { Plaintext: plaintext.toString('base64') } : {}),
          ...newestMaterial(key),
        });
      },
    });
  return {
    Encrypt: onKey(ground, {
      shape: {
        KeyId: KEY_ID,
        Plaintext: required(blob(1, MAX_PLAINTEXT_BYTES)),
        EncryptionContext: textMap(),
        EncryptionAlgorithm: oneOf(ENCRYPTION_ALGORITHMS),
        GrantTokens: GRANT_TOKENS,
        DryRun: DRY_RUN,
      },
      takesAlias: true,
      context: ({ EncryptionContext: context, EncryptionAlgorithm: algorithm }) =>
        cryptoContext(context, algorithm),
      works: 'when-enabled',
      check: ({ EncryptionAlgorithm: algorithm }, key, call) => unlessSymmetric(call, key, algorithm),
      run: ({ key, input }) => {
        const { Plaintext: plaintext, EncryptionContext: context = {} } = input;
        return ok({
          KeyId: key.arn,
          CiphertextBlob: seal(key, plaintext, context).toString('base64'),
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        });
      },
    }),
    GenerateDataKey: dataKey(true),
    GenerateDataKeyWithoutPlaintext: dataKey(false),
    GenerateRandom: async (call) => {
      const read = readInput({ NumberOfBytes: integer(1, 1024) }, call.input);
      if (read.status === 'error') return read;
      const refused = await accountDenial(ground, call);
      if (refused) return refused;
      const { NumberOfBytes: size } = read.input;
      if (size === undefined) return validation('NumberOfBytes is required.');
      return ok({ Plaintext: randomBytes(size).toString('base64') });
    },
  };
}

/** Condition keys of a cryptographic operation. */
export function cryptoContext(
  context: EncryptionContext | undefined,
  algorithm = 'SYMMETRIC_DEFAULT',
): ConditionContext {
  return { 'kms:EncryptionAlgorithm': algorithm, ...encryptionContextKeys(context) };
}

/** Which material made it: a member of the answers of symmetric keys. */
export function newestMaterial({ materials }: KeyRecord): { KeyMaterialId?: string } {
  const newest = materials.at(-1);
  return newest ? { KeyMaterialId: materialId(newest) } : {};
}

/**
 * What is said against encrypting with a key. The sandbox's cryptography is that of symmetric keys.
 * Source of the words: what KMS answers to Encrypt with keys that sign, and with RSA keys.
 */
export function unlessSymmetric(
  { operation }: Pick<Call, 'operation'>,
  { arn, usage, spec }: KeyRecord,
  algorithm = 'SYMMETRIC_DEFAULT',
): AwsError | undefined {
  if (usage !== 'ENCRYPT_DECRYPT') {
    return kmsError(
      'InvalidKeyUsageException',
      `${arn} key usage is ${usage} which is not valid for ${operation}.`,
    );
  }
  if (!ALGORITHM_SPECS[algorithm]?.test(spec)) {
    return kmsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
    );
  }
  return spec === 'SYMMETRIC_DEFAULT'
    ? undefined
    : notImplemented(`The sandbox does not encrypt with ${spec} keys.`);
}

/** Source: KMS Developer Guide, "Key spec reference", encryption algorithms of each key spec. */
const ALGORITHM_SPECS: Readonly<Record<string, RegExp>> = {
  SYMMETRIC_DEFAULT: /^SYMMETRIC_DEFAULT$/,
  RSAES_OAEP_SHA_1: /^RSA_/,
  RSAES_OAEP_SHA_256: /^RSA_/,
  SM2PKE: /^SM2$/,
};
