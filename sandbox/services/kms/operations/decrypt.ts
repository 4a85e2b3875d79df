import { ENCRYPTION_ALGORITHMS } from '../../../../core/facts/generated/kms-enums';
import type { Call } from '../../../gateway/call';
import { ok, withTrail, type AwsError, type Outcome } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { blob, oneOf, readInput, required, text, textMap, type Input } from '../../shape';
import { keyDenial } from '../authorize-key';
import { open, readBlob, seal, type SealedBlob } from '../crypto';
import { dryRun, invalidCiphertext, kmsError, stateProblem } from '../errors';
import { findKey } from '../find-key';
import type { KmsGround } from '../ground';
import { DRY_RUN, GRANT_TOKENS } from '../members';
import { materialId } from '../metadata';
import { KEY_ID, keyResource, missing, shownInput, whereOf } from '../on-key';
import type { KeyRecord } from '../records';
import { cryptoContext, newestMaterial, unlessSymmetric } from './encrypt';

const CIPHERTEXT = required(blob(1, 6144));
const ALGORITHM = oneOf(ENCRYPTION_ALGORITHMS);
const ANY_KEY = text({ min: 1, max: 2048 });

const DECRYPT_SHAPE = {
  CiphertextBlob: CIPHERTEXT,
  EncryptionContext: textMap(),
  GrantTokens: GRANT_TOKENS,
  KeyId: ANY_KEY,
  EncryptionAlgorithm: ALGORITHM,
  DryRun: DRY_RUN,
} as const;

const RE_ENCRYPT_SHAPE = {
  CiphertextBlob: CIPHERTEXT,
  SourceEncryptionContext: textMap(),
  SourceKeyId: ANY_KEY,
  DestinationKeyId: KEY_ID,
  DestinationEncryptionContext: textMap(),
  SourceEncryptionAlgorithm: ALGORITHM,
  DestinationEncryptionAlgorithm: ALGORITHM,
  GrantTokens: GRANT_TOKENS,
  DryRun: DRY_RUN,
} as const;

/** Decrypting. Source: KMS API Reference, Decrypt and ReEncrypt. */
export function decryptOperations(ground: KmsGround): OperationTable {
  return {
    Decrypt: async (call) => {
      const read = readInput(DECRYPT_SHAPE, call.input);
      if (read.status === 'error') return read;
      const outcome = await decrypt(ground, call, read.input);
      const { EncryptionAlgorithm: encryptionAlgorithm = 'SYMMETRIC_DEFAULT' } = read.input;
      const requestParameters = { ...shownInput(call.input), encryptionAlgorithm };
      return withTrail(outcome, { requestParameters, ...outcome.trail });
    },
    ReEncrypt: async (call) => {
      const read = readInput(RE_ENCRYPT_SHAPE, call.input);
      if (read.status === 'error') return read;
      const outcome = await reEncrypt(ground, call, read.input);
      return withTrail(outcome, { requestParameters: shownInput(call.input), ...outcome.trail });
    },
  };
}

async function decrypt(ground: KmsGround, call: Call, input: Input<typeof DECRYPT_SHAPE>): Promise<Outcome> {
  const source = sourceKey(ground, call, input.CiphertextBlob, input.KeyId);
  if (source.status === 'error') return source;
  const { key, sealed, alias } = source;
  const context = input.EncryptionContext ?? {};
  const trail = { resources: [keyResource(key)] };
  const problem =
    (await keyDenial(ground, {
      call,
      key,
      action: 'kms:Decrypt',
      context: cryptoContext(context, input.EncryptionAlgorithm),
      grantTokens: input.GrantTokens ?? [],
      ...(alias === undefined ? {} : { alias }),
    })) ??
    stateProblem(key) ??
    unlessSymmetric(call, key, input.EncryptionAlgorithm);
  if (problem) return withTrail(problem, trail);
  const plaintext = open(key, sealed, context);
  if (!plaintext) return withTrail(invalidCiphertext(), trail);
  if (input.DryRun) return withTrail(dryRun(), trail);
  return ok(
    {
      KeyId: key.arn,
      Plaintext: plaintext.toString('base64'),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      ...usedMaterial(key, sealed),
    },
    trail,
  );
}

async function reEncrypt(
  ground: KmsGround,
  call: Call,
  input: Input<typeof RE_ENCRYPT_SHAPE>,
): Promise<Outcome> {
  const source = sourceKey(ground, call, input.CiphertextBlob, input.SourceKeyId);
  if (source.status === 'error') return source;
  const found = findKey(ground.store, input.DestinationKeyId, whereOf(call), true);
  if (found.status !== 'found') return missing(found, call);
  const from = input.SourceEncryptionContext ?? {};
  const to = input.DestinationEncryptionContext ?? {};
  const { key: destination } = found;
  const trail = { resources: [keyResource(source.key), keyResource(destination)] };
  const isSame = { 'kms:ReEncryptOnSameKey': String(source.key === destination) };
  const grantTokens = input.GrantTokens ?? [];
  const problem =
    (await keyDenial(ground, {
      call,
      key: source.key,
      action: 'kms:ReEncryptFrom',
      context: { ...cryptoContext(from, input.SourceEncryptionAlgorithm), ...isSame },
      grantTokens,
      ...(source.alias === undefined ? {} : { alias: source.alias }),
    })) ??
    (await keyDenial(ground, {
      call,
      key: destination,
      action: 'kms:ReEncryptTo',
      context: { ...cryptoContext(to, input.DestinationEncryptionAlgorithm), ...isSame },
      grantTokens,
      ...(found.alias === undefined ? {} : { alias: found.alias }),
    })) ??
    stateProblem(source.key) ??
    stateProblem(destination) ??
    unlessSymmetric(call, source.key, input.SourceEncryptionAlgorithm) ??
    unlessSymmetric(call, destination, input.DestinationEncryptionAlgorithm);
  if (problem) return withTrail(problem, trail);
  const plaintext = open(source.key, source.sealed, from);
  if (!plaintext) return withTrail(invalidCiphertext(), trail);
  if (input.DryRun) return withTrail(dryRun(), trail);
  return ok(
    {
      CiphertextBlob: seal(destination, plaintext, to).toString('base64'),
      SourceKeyId: source.key.arn,
      KeyId: destination.arn,
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      SourceKeyMaterialId: usedMaterial(source.key, source.sealed).KeyMaterialId,
      DestinationKeyMaterialId: newestMaterial(destination).KeyMaterialId,
    },
    trail,
  );
}

interface Source {
  readonly status: 'found';
  readonly key: KeyRecord;
  readonly sealed: SealedBlob;
  readonly alias?: string;
}

/** The key that made a ciphertext; a key that the request names must be the same one. */
function sourceKey(
  { store }: KmsGround,
  call: Call,
  ciphertext: Buffer,
  keyId: string | undefined,
): Source | AwsError {
  const sealed = readBlob(ciphertext);
  if (keyId === undefined) {
    const key = sealed && store.key(sealed.keyArn);
    // A key that has been deleted, or of another Region, cannot be told from rubbish.
    return sealed && key?.region === call.region ? { status: 'found', key, sealed } : invalidCiphertext();
  }
  const found = findKey(store, keyId, whereOf(call), true);
  if (found.status !== 'found') return missing(found, call);
  if (!sealed) return invalidCiphertext();
  if (sealed.keyArn !== found.key.arn) {
    return kmsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  const { key, alias } = found;
  return { status: 'found', key, sealed, ...(alias === undefined ? {} : { alias }) };
}

function usedMaterial({ materials }: KeyRecord, { material }: SealedBlob): { KeyMaterialId?: string } {
  const used = materials[material];
  return used ? { KeyMaterialId: materialId(used) } : {};
}
