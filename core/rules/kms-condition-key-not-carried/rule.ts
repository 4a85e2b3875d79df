import { carriedBy } from '../../facts/condition-keys';
import { ENCRYPTION_CONTEXT_OPERATIONS } from '../../facts/grant-operations';
import { everyCondition, requiresKey, type KnownCondition } from '../../model/conditions';
import { coveredActions, type CoveredActions } from '../../model/covered-actions';
import type { Action } from '../../facts/service-facts';
import type { Model } from '../../model/model';
import { dependsOnVariable } from '../../model/variables';
import { whenKeyIsAbsent } from '../condition-words';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Condition keys that no request for the statement's actions has. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-key-not-carried',
    severity: 'error',
    perPolicy: true,
    title: "A condition key that the statement's actions do not carry",
    why: 'Each action has its own condition keys. `kms:GrantOperations` comes with CreateGrant alone, an encryption context with cryptographic operations and never with DescribeKey. On any other action the key is absent: the condition never holds, and the caller gets `AccessDeniedException` although the statement names the action. Where some actions of a statement carry the key and one does not, that one is not allowed by it.',
    fix: 'Put the actions that do not carry the key into a statement of their own, without the condition or with one that they carry: `kms:CallerAccount` and `kms:ViaService` come with every action on a key.',
    sources: [
      'Service Authorization Reference, "Actions, resources, and condition keys for AWS Key Management Service" (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html)',
      'KMS Developer Guide, "AWS KMS condition keys" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) {
      if (!isCarriedByAll(known)) yield* checkCondition(known, model);
    }
  },
};

/** Whether every action of the statement carries the key, as nearly always: the cheapest look comes first. */
function isCarriedByAll({ statement, key }: KnownCondition): boolean {
  if (key.actions === 'all') return true;
  const covered = coveredActions(statement);
  return !covered || covered.every(({ actions }) => actions.every(({ name }) => carriedBy(key, name)));
}

function* checkCondition(known: KnownCondition, model: Model): Generator<Finding> {
  const { policy, statement, condition, operator, key } = known;
  // What is vacuously true is for the rule on set operators.
  if (key.actions === 'all' || operator.set === 'ForAllValues' || operator.base.kind === 'Null') return;
  const covered = coveredActions(statement);
  if (!covered || covered.some(({ value }) => dependsOnVariable(value, policy.file.path, model))) return;
  const actions = covered.flatMap((element) => element.actions);
  // Other services' keys on their own actions are not our business.
  if (!key.name.startsWith('kms:') && actions.some(({ service }) => service !== 'kms')) return;
  const carried = actions.map(({ name }) => carriedBy(key, name));
  if (carried.every((isCarried) => isCarried === false)) {
    const message = `${subject(covered)} ${key.name}: ${whenKeyIsAbsent(statement.effect, operator)}. ${advice(known, actions)}`;
    yield findingAt(policy.file, condition.key, message);
  } else if (carried.includes(true) && requiresKey(operator) && statement.effect === 'Allow') {
    for (const element of covered) yield* checkElement(known, element);
  }
}

/** One action that is named beside others, and is not allowed. */
function* checkElement({ policy, key }: KnownCondition, { value, isPattern, actions }: CoveredActions) {
  const [action] = actions;
  if (isPattern || !action || carriedBy(key, action.name) !== false) return;
  const message = `${action.name} never carries ${key.name}, so this statement does not allow it. Name it in a statement without that condition.`;
  const isCryptographic = ENCRYPTION_CONTEXT_OPERATIONS.some((name) => action.name === `kms:${name}`);
  yield findingAt(policy.file, value, message, { severity: isCryptographic ? 'warning' : 'note' });
}

function subject(covered: readonly CoveredActions[]): string {
  const [only] = covered;
  return covered.length === 1 && only
    ? `"${only.value.text}" does not carry`
    : "None of the statement's actions carries";
}

function advice({ key }: KnownCondition, actions: readonly Action[]): string {
  if (actions.every(({ service }) => service !== 'kms')) return 'It belongs into the policy of the KMS key.';
  const carriers = key.actions === 'all' ? [] : [...key.actions].filter((name) => name.startsWith('kms:'));
  return carriers.length > 0 && carriers.length <= 3
    ? `Only ${carriers.join(', ')} ${carriers.length === 1 ? 'has' : 'have'} it: move the condition there, or leave it out.`
    : 'Leave the condition out, or ask for kms:CallerAccount or kms:ViaService.';
}
