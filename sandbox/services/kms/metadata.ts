import { randomBytes, randomUUID, createHash } from 'node:crypto';
import { keyType } from '../../../core/facts/grant-operations';
import {
  ENCRYPTION_ALGORITHMS,
  MAC_ALGORITHMS,
  SIGNING_ALGORITHMS,
} from '../../../core/facts/generated/kms-enums';
import type { JsonObject } from '../../json';
import type { KeyMaterial, KeyRecord } from './records';

/** The `KeyMetadata` of a key. Source: KMS API Reference, KeyMetadata. */
export function keyMetadata(key: KeyRecord): JsonObject {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: epochSeconds(key.created),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletion === undefined ? {} : { DeletionDate: epochSeconds(key.deletion) }),
    Origin: key.origin,
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...algorithms(key),
    MultiRegion: key.multiRegion,
    ...(key.multiRegion
      ? {
          MultiRegionConfiguration: {
            MultiRegionKeyType: 'PRIMARY',
            PrimaryKey: { Arn: key.arn, Region: key.region },
            ReplicaKeys: [],
          },
        }
      : {}),
    ...currentMaterial(key),
  };
}

/** A time as JSON protocols write it. */
export function epochSeconds(time: string): number {
  return Date.parse(time) / 1000;
}

function currentMaterial({ materials, spec, origin }: KeyRecord): JsonObject {
  const newest = materials.at(-1);
  if (!newest || spec !== 'SYMMETRIC_DEFAULT' || origin !== 'AWS_KMS') return {};
  return { CurrentKeyMaterialId: materialId(newest) };
}

/** 64 hexadecimal digits. */
export function materialId({ bytes, since }: KeyMaterial): string {
  return createHash('sha256').update(`${bytes}${since}`).digest('hex');
}

export function newKeyId(isMultiRegion: boolean): string {
  return isMultiRegion ? `mrk-${randomUUID().replaceAll('-', '')}` : randomUUID();
}

export function newMaterial(now: Date, rotated?: KeyMaterial['rotated']): KeyMaterial {
  return { bytes: randomBytes(32).toString('base64'), since: now.toISOString(), rotated };
}

function algorithms({ spec, usage }: KeyRecord): JsonObject {
  switch (keyType(spec, usage)) {
    case 'symmetric':
      return { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] };
    case 'hmac':
      return { MacAlgorithms: MAC_ALGORITHMS.filter((name) => name.endsWith(spec.slice(-3))) };
    case 'asymmetric-encryption':
      return {
        EncryptionAlgorithms: ENCRYPTION_ALGORITHMS.filter((name) =>
          spec === 'SM2' ? name === 'SM2PKE' : name.startsWith('RSAES'),
        ),
      };
    case 'signing':
      return { SigningAlgorithms: SIGNING_ALGORITHMS.filter((name) => signsWith(spec, name)) };
    case 'key-agreement':
      return { KeyAgreementAlgorithms: ['ECDH'] };
    case 'key-encapsulation':
    case undefined:
      return {};
  }
}

function signsWith(spec: KeyRecord['spec'], algorithm: string): boolean {
  if (spec.startsWith('RSA')) return algorithm.startsWith('RSASSA');
  if (spec.startsWith('ML_DSA')) return algorithm.startsWith('ML_DSA');
  if (spec === 'SM2') return algorithm === 'SM2DSA';
  if (spec === 'ECC_NIST_EDWARDS25519') return algorithm.startsWith('ED25519');
  const bits = /(\d+)(?:K1)?$/.exec(spec)?.[1];
  return algorithm === `ECDSA_SHA_${bits === '521' ? '512' : (bits ?? '')}`;
}
