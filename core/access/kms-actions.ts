/**
 * KMS actions by how access to them is decided. Names are in lower case, since IAM leaves case aside.
 * Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key" and "AWS KMS permissions";
 * KMS API Reference, GrantListEntry and GrantConstraints.
 */

import { CROSS_ACCOUNT_ACTIONS } from '../facts/cross-account';
import { GRANT_OPERATIONS } from '../facts/generated/kms-enums';

/** Operations that a grant may carry, as CreateGrant spells them, by their action in lower case. */
const BY_ACTION: ReadonlyMap<string, string> = new Map(
  GRANT_OPERATIONS.map((operation) => [`kms:${operation.toLowerCase()}`, operation]),
);

const ACROSS_ACCOUNTS = new Set(CROSS_ACCOUNT_ACTIONS.map((action) => action.toLowerCase()));

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
  return BY_ACTION.get(action);
}

/** Whether KMS takes the action from another account: cryptographic operations, grants, and some reads. */
export function worksAcrossAccounts(action: string): boolean {
  return ACROSS_ACCOUNTS.has(action);
}

/** Whether the action concerns no key, so that no key policy has a say. */
export function isAccountLevelKmsAction(action: string): boolean {
  return ACCOUNT_LEVEL.includes(action);
}

/** Operations for which a grant's encryption context constraint is not looked at. */
export function ignoresConstraints(operation: string): boolean {
  return operation === 'DescribeKey' || operation === 'RetireGrant';
}
