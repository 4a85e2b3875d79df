import { carriedBy } from '../../facts/condition-keys';
import { everyCondition, isPresenceDemanded, type KnownCondition } from '../../model/conditions';
import { coveredActions } from '../../model/covered-actions';
import { changeOperator } from '../condition-fixes';
import { findingAt } from '../finding';
import type { Finding, Rule, Severity } from '../rule';

/** Set operators that are missing, refused, or true of requests that lack the key. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-set-operator',
    severity: 'warning',
    perPolicy: true,
    title: 'A set operator that is missing, or lets requests without the key pass',
    why: '`ForAllValues:` is true of a request that has no value at all. On a key that the request lacks it restricts nothing: `kms:*` under `ForAllValues:StringEquals` on `kms:GrantOperations` allows Decrypt, since only CreateGrant has that key. KMS refuses `ForAllValues:` on an encryption context outright (`OverlyPermissiveCondition`). A key with several values, in turn, needs `ForAllValues:` or `ForAnyValue:` to be compared at all as meant.',
    fix: 'Use set operators on keys with several values only, such as `kms:GrantOperations` and `aws:PrincipalOrgPaths`. With `ForAllValues:`, keep the statement to actions that carry the key, or add `"Null": { "<key>": "false" }`.',
    sources: [
      'IAM User Guide, "Set operators for multivalued context keys" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)',
      'KMS Developer Guide, "kms:EncryptionContext:context-key" and "kms:GrantOperations" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) {
      if (!/^(kms|aws):/.test(known.key.name) || known.operator.base.kind === 'Null') continue;
      if (known.operator.set === 'ForAllValues') yield* checkForAll(known);
      else if (known.key.multivalued && known.operator.set === undefined) yield missing(known);
    }
  },
};

/** Keys that a request of an outsider, or one that no service forwards, does not have. */
const OFTEN_ABSENT: readonly string[] = ['aws:PrincipalOrgPaths', 'aws:SourceOrgPaths', 'aws:CalledVia'];
/** What people put beside CreateGrant or Sign, and does no harm when it is allowed. */
const HARMLESS: readonly string[] = [
  'kms:DescribeKey',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:RetireGrant',
  'kms:RevokeGrant',
];

function missing({ policy, statement, condition, operator, key }: KnownCondition): Finding {
  const set =
    key.name === 'kms:GrantOperations' && statement.effect === 'Allow' ? 'ForAllValues' : 'ForAnyValue';
  const meant = `${set}:${operator.text}`;
  const message = `${key.name} has several values, and "${condition.operator.text}" compares one: AWS does not define what comes of it. Write "${meant}".`;
  return findingAt(policy.file, condition.key, message, {
    fixes: changeOperator(policy, statement, condition, meant, { safe: false }),
  });
}

function* checkForAll(known: KnownCondition): Generator<Finding> {
  const { statement, operator, key, condition } = known;
  if (key.template === 'kms:EncryptionContext:${EncryptionContextKey}') {
    const without = operator.text.replace('ForAllValues:', '');
    const message = `An encryption context has one value for each name, and KMS refuses "ForAllValues" on it with OverlyPermissiveCondition, since requests without a context would pass. Write "${without}".`;
    yield report(known, message, without, 'error');
    return;
  }
  if (statement.effect !== 'Allow' || isPresenceDemanded(statement, condition.key.text)) return;
  // A negated operator is true of what is absent in any case.
  if (operator.base.negated) return;
  if (!key.multivalued) {
    if (servesIdleActions(known)) return;
    const without = operator.text.replace('ForAllValues:', '');
    const message = `${key.name} has one value, and "ForAllValues" is true when a request lacks it: the condition lets such requests pass. Write "${without}".`;
    yield report(known, message, without);
  } else if (OFTEN_ABSENT.includes(key.name)) {
    const any = operator.text.replace('ForAllValues', 'ForAnyValue');
    const message = `"ForAllValues" is true when a request lacks ${key.name}, as requests from outside do: they all pass. Write "${any}".`;
    yield report(known, message, any);
  } else if (key.name.startsWith('kms:')) yield* checkIdleActions(known);
}

/** Whether it lets harmless actions pass that lack the key, beside others that carry it, as `IfExists` would. */
function servesIdleActions({ statement, key }: KnownCondition): boolean {
  const actions = (coveredActions(statement) ?? []).flatMap((element) => element.actions);
  const idle = actions.filter(({ name }) => carriedBy(key, name) === false);
  return idle.length > 0 && idle.length < actions.length && idle.every(({ name }) => HARMLESS.includes(name));
}

/** Actions that pass because they do not carry the key. */
function* checkIdleActions(known: KnownCondition): Generator<Finding> {
  const { policy, statement, condition, key } = known;
  const covered = coveredActions(statement);
  const free = (covered ?? []).filter(({ actions }) =>
    actions.some(({ name }) => !HARMLESS.includes(name) && carriedBy(key, name) === false),
  );
  if (free.length === 0) return;
  const names = free.map(({ value }) => `"${value.text}"`);
  const lack = free.length > 1 ? 'lack' : free[0]?.isPattern ? 'covers actions that lack' : 'lacks';
  const message = `${names.join(', ')} ${lack} ${key.name}, and "ForAllValues" is true of what is absent: the condition does not restrict them. Keep the statement to kms:CreateGrant, and name the others in one of their own.`;
  yield findingAt(policy.file, condition.key, message);
}

function report(known: KnownCondition, message: string, operator: string, severity?: Severity): Finding {
  const { policy, statement, condition } = known;
  return findingAt(policy.file, condition.key, message, {
    ...(severity && { severity }),
    fixes: changeOperator(policy, statement, condition, operator, { safe: severity === 'error' }),
  });
}
