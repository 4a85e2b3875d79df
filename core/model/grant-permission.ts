/** Who may create grants by a key policy, and what stands in the way of a call that names no service. */
import { ACCOUNT_ID } from '../facts/arns';
import { outline, textOf } from '../syntax/inspect';
import { S3_CONTEXT_CONDITION, isFileSystemRoleText, isForFileSystemSessions } from './bucket-data';
import { conditionsOn, knownConditions, knownTexts, requiresKey, type KnownCondition } from './conditions';
import { covers } from './covered-actions';
import { principalAccount } from './key-account';
import type { Policy } from './policy';
import type { Statement } from './statement';

/** Why a direct `create-grant` does not fulfil a condition. */
export type Obstacle = 'service-only' | 'via-service' | 'context';

export interface BlockedBy {
  readonly known: KnownCondition;
  readonly obstacle: Obstacle;
}

/** The conditions of a statement that a direct `create-grant` does not fulfil. */
export function obstacles(policy: Policy, statement: Statement): BlockedBy[] {
  return knownConditions(policy, statement).flatMap((known) => {
    const obstacle = obstacleOf(known);
    return obstacle ? [{ known, obstacle }] : [];
  });
}

function obstacleOf({ key, operator, condition }: KnownCondition): Obstacle | undefined {
  if (!requiresKey(operator) && operator.base.kind !== 'Bool') return undefined;
  if (key.name === 'kms:GrantIsForAWSResource') {
    const [only] = condition.values;
    const isTrue = only?.kind === 'boolean' ? only.value : textOf(only)?.toLowerCase() === 'true';
    return isTrue && condition.values.length === 1 ? 'service-only' : undefined;
  }
  if (key.name === 'kms:ViaService') return 'via-service';
  return key.name.toLowerCase() === S3_CONTEXT_CONDITION.toLowerCase() ? 'context' : undefined;
}

/** Accounts of the file systems whose roles a policy names. */
export function fileSystemAccounts({ statements }: Policy): ReadonlySet<string> {
  const accounts = new Set<string>();
  for (const statement of statements) {
    if (isForFileSystemSessions(statement)) {
      for (const { values } of conditionsOn(statement, 'kms:CallerAccount')) {
        for (const { text } of knownTexts(values)) if (ACCOUNT_ID.test(text)) accounts.add(text);
      }
    }
    for (const { value } of statement.principals) {
      if (!isFileSystemRoleText(value) || (value.kind !== 'string' && value.kind !== 'template')) continue;
      const account = principalAccount(outline(value));
      if (account !== undefined) accounts.add(account);
    }
  }
  return accounts;
}

/** How a statement lets an account, or somebody of it, create grants. */
export type Permission = 'no' | 'blocked' | 'free';

/** @returns `free` as well where it cannot be told */
export function permissionOf(policy: Policy, statement: Statement, account: string): Permission {
  const { effect, action, notAction, principals, principalsComplete, conditionsComplete } = statement;
  if (effect === 'Deny') return 'no';
  const isUnknown =
    effect === undefined || !!notAction || !action?.complete || !principalsComplete || !conditionsComplete;
  const mayCover =
    !action || action.items.some((item) => item.kind !== 'string') || covers(statement, 'kms:CreateGrant');
  if (!mayCover || !principals.some(({ type, value }) => mayBeOf(type, textOf(value), account))) {
    return isUnknown ? 'free' : 'no';
  }
  return !isUnknown && obstacles(policy, statement).length > 0 ? 'blocked' : 'free';
}

function mayBeOf(type: string, text: string | undefined, account: string): boolean {
  if (type !== 'AWS' && type !== '*') return false;
  if (text === undefined || text === '*') return true;
  const own = principalAccount(text);
  return own === undefined || own === account;
}
