/**
 * What one account can do with a KMS key of another.
 *
 * Sources: KMS API Reference, "Cross-account use" of each operation; KMS Developer Guide, "Allowing users in
 * other accounts to use a KMS key". For any other operation AWS refuses an outside account, whatever the key
 * policy says.
 */
import { actionsOf, findAction } from './actions';

/** Actions that a principal of another account can be allowed on a key. */
export const CROSS_ACCOUNT_ACTIONS: readonly string[] = [
  'kms:CreateGrant',
  'kms:Decapsulate',
  'kms:Decrypt',
  'kms:DeriveSharedSecret',
  'kms:DescribeKey',
  'kms:Encapsulate',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:GenerateMac',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:Sign',
  'kms:Verify',
  'kms:VerifyMac',
];

/** The actions whose resource is a key. */
const KEY_ACTIONS: ReadonlySet<string> = new Set(
  actionsOf('kms')
    .filter(({ details }) => details?.resourceTypes.some(({ name }) => name === 'key'))
    .map(({ name }) => name),
);

/**
 * Whether an action on a KMS key can work for a principal of another account.
 * @returns undefined for actions that are no KMS ones, or that no key decides about (`kms:GenerateRandom`)
 */
export function worksCrossAccount(action: string): boolean | undefined {
  const found = findAction(action);
  if (!found || !actsOnKey(found.name)) return undefined;
  return CROSS_ACCOUNT_ACTIONS.includes(found.name);
}

/** Whether an action is decided on a KMS key; in a key policy all others have no effect. */
export function actsOnKey(action: string): boolean {
  const found = findAction(action);
  return found !== undefined && KEY_ACTIONS.has(found.name);
}
