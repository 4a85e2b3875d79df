import { randomBytes } from 'node:crypto';
import { ENCRYPTION_ALGORITHMS } from '../../../../core/facts/generated/kms-enums';
import type { ConditionContext } from '../../../authorize/authorization';
import { awsError, ok, type AwsError } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { blob, integer, oneOf, readInput, required, textMap } from '../../shape';
import { accountDenial } from '../account-level';
import { encryptionContextKeys } from '../authorize-key';
import { seal, type EncryptionContext } from '../crypto';
import { validation } from '../errors';
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
      check: ({ NumberOfBytes: size, KeySpec: spec }, key) =>
        unlessSymmetric(key) ??
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
      check: ({ EncryptionAlgorithm: algorithm }, key) => unlessSymmetric(key, algorithm),
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

/** The sandbox's cryptography is that of symmetric encryption keys. */
export function unlessSymmetric(key: KeyRecord, algorithm = 'SYMMETRIC_DEFAULT'): AwsError | undefined {
  if (key.usage !== 'ENCRYPT_DECRYPT') {
    return awsError(
      'InvalidKeyUsageException',
      `${key.arn} key usage is ${key.usage} which is not valid for this operation.`,
    );
  }
  if (key.spec !== 'SYMMETRIC_DEFAULT') {
    return awsError('NotImplemented', `The sandbox does not encrypt with ${key.spec} keys.`, 501);
  }
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    return awsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} and key spec ${key.spec} are incompatible.`,
    );
  }
  return undefined;
}
