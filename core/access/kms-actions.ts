/**
 * KMS actions by how access to them is decided. Names are in lower case, since IAM leaves case aside.
 * Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key" and "AWS KMS permissions";
 * KMS API Reference, GrantListEntry and GrantConstraints.
 */

/** Operations that a grant may carry, as CreateGrant spells them, by their action in lower case. */
const GRANT_OPERATIONS: ReadonlyMap<string, string> = new Map(
  [
    'CreateGrant',
    'Decapsulate',
    'Decrypt',
    'DeriveSharedSecret',
    'DescribeKey',
    'Encapsulate',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
    'GenerateDataKeyWithoutPlaintext',
    'GenerateMac',
    'GetPublicKey',
    'ReEncryptFrom',
    'ReEncryptTo',
    'RetireGrant',
    'Sign',
    'Verify',
    'VerifyMac',
  ].map((operation) => [`kms:${operation.toLowerCase()}`, operation]),
);

const CROSS_ACCOUNT_BESIDE_GRANTS = ['getkeyrotationstatus', 'listgrants', 'revokegrant'].map(
  (name) => `kms:${name}`,
);

const ACCOUNT_LEVEL = [
  'connectcustomkeystore',
  'createcustomkeystore',
  'createkey',
  'deletecustomkeystore',
  'describecustomkeystores',
  'disconnectcustomkeystore',
  'generaterandom',
  'listaliases',
  'listkeys',
  'listretirablegrants',
  'updatecustomkeystore',
].map((name) => `kms:${name}`);

/** The grant operation for an action in lower case; undefined when no grant can carry it. */
export function grantOperation(action: string): string | undefined {
  return GRANT_OPERATIONS.get(action);
}

/** Whether KMS takes the action from another account: cryptographic operations, grants, and some reads. */
export function worksAcrossAccounts(action: string): boolean {
  return GRANT_OPERATIONS.has(action) || CROSS_ACCOUNT_BESIDE_GRANTS.includes(action);
}

/** Whether the action concerns no key, so that no key policy has a say. */
export function isAccountLevelKmsAction(action: string): boolean {
  return ACCOUNT_LEVEL.includes(action);
}

/** Operations for which a grant's encryption context constraint is not looked at. */
export function ignoresConstraints(operation: string): boolean {
  return operation === 'DescribeKey' || operation === 'RetireGrant';
}
