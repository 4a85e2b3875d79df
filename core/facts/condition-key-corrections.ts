/**
 * What the Service Authorization Reference says too thinly of KMS condition keys, put right by hand.
 * Source: KMS Developer Guide, "AWS KMS condition keys" and "AWS global condition keys".
 */
import {
  DATA_KEY_PAIR_SPECS,
  ENCRYPTION_ALGORITHMS,
  EXPIRATION_MODELS,
  GRANT_OPERATIONS,
  KEY_AGREEMENT_ALGORITHMS,
  KEY_ORIGINS,
  KEY_SPECS,
  KEY_USAGES,
  MAC_ALGORITHMS,
  MESSAGE_TYPES,
  MULTI_REGION_KEY_TYPES,
  SIGNING_ALGORITHMS,
  WRAPPING_ALGORITHMS,
  WRAPPING_KEY_SPECS,
} from './generated/kms-enums';
import type { ConditionKeyType } from './service-facts';

/** Keys that every operation on a KMS key carries; the reference leaves some of these operations out. */
export const CARRIED_BY_KEY_OPERATIONS: readonly string[] = ['kms:CallerAccount', 'kms:ViaService'];

/** Old names that still work, and the key that took their place, whose actions they share. */
export const DEPRECATED_KEYS: Readonly<Record<string, string>> = {
  'kms:CustomerMasterKeySpec': 'kms:KeySpec',
  'kms:CustomerMasterKeyUsage': 'kms:KeyUsage',
};

/**
 * Times that count as numbers too: `kms:ValidTo` is Unix time and AWS's own example compares it with
 * `NumericLessThanEquals`; `aws:EpochTime` is documented for both kinds of operator.
 */
export const ALSO_TYPES: Readonly<Record<string, ConditionKeyType>> = {
  'kms:ValidTo': 'Numeric',
  'aws:EpochTime': 'Numeric',
};

/** Keys of type String whose value is an ARN, so that `Arn…` operators work on them. */
export const ARN_VALUED_KEYS: readonly string[] = ['kms:GranteePrincipal', 'kms:RetiringPrincipal'];

/** Keys that only identity policies evaluate: in a key policy they have no effect. */
export const IDENTITY_POLICY_KEYS: readonly string[] = ['kms:ResourceAliases'];

/**
 * Values of keys that take nothing else. Compared as they stand: they are case-sensitive under `StringEquals`.
 * Of the constraint types AWS names two; the third is the newer constraint on the source, taken in to be safe.
 */
export const CLOSED_VALUES: Readonly<Record<string, readonly string[]>> = {
  'kms:CustomerMasterKeySpec': KEY_SPECS,
  'kms:CustomerMasterKeyUsage': KEY_USAGES,
  'kms:DataKeyPairSpec': DATA_KEY_PAIR_SPECS,
  'kms:EncryptionAlgorithm': ENCRYPTION_ALGORITHMS,
  'kms:ExpirationModel': EXPIRATION_MODELS,
  'kms:GrantConstraintType': ['EncryptionContextEquals', 'EncryptionContextSubset', 'SourceArn'],
  'kms:GrantOperations': GRANT_OPERATIONS,
  'kms:KeyAgreementAlgorithm': KEY_AGREEMENT_ALGORITHMS,
  'kms:KeyOrigin': KEY_ORIGINS,
  'kms:KeySpec': KEY_SPECS,
  'kms:KeyUsage': KEY_USAGES,
  'kms:MacAlgorithm': MAC_ALGORITHMS,
  'kms:MessageType': MESSAGE_TYPES,
  'kms:MultiRegionKeyType': MULTI_REGION_KEY_TYPES,
  'kms:SigningAlgorithm': SIGNING_ALGORITHMS,
  'kms:WrappingAlgorithm': WRAPPING_ALGORITHMS,
  'kms:WrappingKeySpec': WRAPPING_KEY_SPECS,
};

/** Global keys that only some actions carry: the tags of the request or of the resource. */
export const TAG_KEYS: readonly string[] = [
  'aws:RequestTag/${TagKey}',
  'aws:ResourceTag/${TagKey}',
  'aws:TagKeys',
];
