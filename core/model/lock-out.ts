/**
 * Who may change a key's policy later, as far as the policy says so.
 * Source: KMS API Reference, PutKeyPolicy (the safety check against a policy that nobody can change); KMS
 * Developer Guide, "Default key policy" (the account's root user has no access of its own).
 */
import { findAction } from '../facts/actions';
import { parseConditionOperator } from '../facts/condition-operators';
import { matchesWildcard } from '../facts/wildcards';
import { textOf } from '../syntax/inspect';
import type { Value } from '../syntax/value';
import { keyAccountOf, principalAccount } from './key-account';
import type { Model } from './model';
import type { Policy } from './policy';
import type { Condition, Statement, Values } from './statement';
import { dependsOnVariable } from './variables';

const CHANGE_POLICY = 'kms:PutKeyPolicy';
/** Keys that a direct call never carries, in lower case. */
const THROUGH_SERVICES = 'kms:viaservice';

/** Whether a statement may let somebody change the policy; true wherever that is not known. */
export function mayChangePolicy(policy: Policy, statement: Statement, model: Model): boolean {
  if (statement.effect === 'Deny' || !statement.node.complete) return statement.effect !== 'Deny';
  return (
    isAbout(statement, CHANGE_POLICY, true) &&
    isForSomebody(policy, statement, model) &&
    isForThisKey(statement) &&
    !statement.conditions.some(neverCarried)
  );
}

/** Whether a statement denies the change to everybody, always. */
export function deniesChangeToAll(statement: Statement): boolean {
  return (
    statement.effect === 'Deny' &&
    statement.node.complete &&
    statement.conditionEntry === undefined &&
    statement.principals.some(
      ({ type, value }) => (type === '*' || type === 'AWS') && textOf(value) === '*',
    ) &&
    isAbout(statement, CHANGE_POLICY, false) &&
    statement.action !== undefined
  );
}

/** Whether a statement hands out the management of the key, with or without its policy. */
export function isAdministration(statement: Statement): boolean {
  const names = [
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'kms:EnableKeyRotation',
    'kms:UpdateKeyDescription',
  ];
  return statement.effect === 'Allow' && names.some((name) => isAbout(statement, name, false));
}

/** @param unknown what to answer where an element is not known */
function isAbout({ action, notAction }: Statement, name: string, unknown: boolean): boolean {
  const covers = (values: Values) =>
    values.items.some((item) => {
      const text = textOf(item);
      return text === undefined ? unknown : matchesWildcard(text.toLowerCase(), name.toLowerCase());
    });
  if (action) return covers(action) || (unknown && !action.complete);
  if (!notAction) return false;
  return !notAction.items.some((item) =>
    matchesWildcard((textOf(item) ?? '').toLowerCase(), name.toLowerCase()),
  );
}

/** Whether one of the principals can call, and is of the key's account where that is known. */
function isForSomebody(policy: Policy, statement: Statement, model: Model): boolean {
  if (!statement.principalsComplete) return true;
  if (statement.notPrincipalEntry) return true;
  const account = keyAccountOf(policy, model);
  const { path } = policy.file;
  const element = statement.principalEntry?.value;
  if (element && lists(element).some((value) => dependsOnVariable(value, path, model))) return true;
  return statement.principals.some(({ type, value }) => {
    const text = textOf(value);
    if (type === 'Service') return false;
    const of = text === undefined ? undefined : principalAccount(text);
    return of === undefined || account === undefined || of === account;
  });
}

function lists(value: Value): readonly Value[] {
  return value.kind === 'object' ? value.entries.map((entry) => entry.value) : [value];
}

/** A statement without a resource has no effect. */
function isForThisKey({ resource, notResource }: Statement): boolean {
  if (notResource) return true;
  return !!resource?.items.some((item) => {
    const text = textOf(item);
    return text === undefined || /^\*$|^arn:[^:]*:(kms|\*):[^:]*:[^:]*:(key\/|\*)/.test(text);
  });
}

/** A condition that no direct call to change the policy fulfils. */
function neverCarried({ key, operator }: Condition): boolean {
  const parsed = parseConditionOperator(operator.text);
  if (parsed.status !== 'known') return false;
  const { base, ifExists, set } = parsed.operator;
  if (base.negated || base.name === 'Null' || ifExists || set === 'ForAllValues') return false;
  const name = key.text.toLowerCase();
  if (name === THROUGH_SERVICES) return true;
  if (!/^kms:(grant|encryptioncontext)/.test(name)) return false;
  const carried = findAction(CHANGE_POLICY)?.details?.conditionKeys ?? [];
  return !carried.some((one) => one.toLowerCase() === name);
}
