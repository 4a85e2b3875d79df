/** Conditions of a statement: by key, as operators and keys that are known, and their known values. */
import { conditionKey, type ConditionKey } from '../facts/condition-keys';
import { parseConditionOperator, type ConditionOperator } from '../facts/condition-operators';
import { textOf } from '../syntax/inspect';
import type { Entry, StringValue, Value } from '../syntax/value';
import type { Model } from './model';
import type { Policy } from './policy';
import { isIamPolicy } from './policy-scope';
import type { Condition, Statement } from './statement';
import { dependsOnVariable } from './variables';

/** Conditions of a statement on one key, compared without regard to case. */
export function conditionsOn(statement: Statement, key: string): Condition[] {
  const { conditions } = statement;
  if (conditions.length === 0) return [];
  const folded = key.toLowerCase();
  return conditions.filter(
    ({ key: { text } }) => text.length === key.length && text.toLowerCase() === folded,
  );
}

/** The values that are plain texts, known to the last character. */
export function knownTexts(values: readonly Value[]): StringValue[] {
  return values.filter((value): value is StringValue => textOf(value) !== undefined);
}

/** A condition whose operator and key both exist, and where it stands. */
export interface KnownCondition {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly condition: Condition;
  readonly operator: ConditionOperator;
  readonly key: ConditionKey;
}

/** A statement's conditions whose operators and keys exist. */
export function knownConditions(policy: Policy, statement: Statement): KnownCondition[] {
  return statement.conditions.flatMap((condition) => {
    const key = conditionKey(condition.key.text);
    const parsed = parseConditionOperator(condition.operator.text);
    if (!key || parsed.status !== 'known') return [];
    return [{ policy, statement, condition, operator: parsed.operator, key }];
  });
}

/** Every condition of every policy of AWS whose operator and key exist. */
export function everyCondition(model: Pick<Model, 'once'>): readonly KnownCondition[] {
  return model.once(allConditions);
}

function allConditions({ policies }: Model): KnownCondition[] {
  return policies
    .filter(isIamPolicy)
    .flatMap((policy) => policy.statements.flatMap((statement) => knownConditions(policy, statement)));
}

/** Whether a condition's values are all there, and none is a variable's default. */
export function areValuesCertain(
  { policy, condition }: Pick<KnownCondition, 'policy' | 'condition'>,
  model: Pick<Model, 'onceOfAll'>,
): boolean {
  const { values, complete } = condition;
  return complete && !values.some((value) => dependsOnVariable(value, policy.file.path, model));
}

/** Whether an operator fails when the request lacks the key: neither negated, nor optional, nor vacuously true. */
export function requiresKey({ base, ifExists, set }: ConditionOperator): boolean {
  return !base.negated && !ifExists && base.kind !== 'Null' && set !== 'ForAllValues';
}

/** Whether an operator asks that the request's value be one of those listed. */
export function isPositive({ base }: ConditionOperator): boolean {
  return !base.negated && base.kind !== 'Null';
}

/** Whether another condition of the statement demands that the key be there: `"Null": { key: "false" }`. */
export function isPresenceDemanded(statement: Statement, key: string): boolean {
  return conditionsOn(statement, key).some(
    ({ operator, values }) =>
      operator.text.toLowerCase() === 'null' &&
      values.some((value) => (value.kind === 'boolean' ? !value.value : textOf(value) === 'false')),
  );
}

/** The entry `"StringEquals": { … }` that a condition stands in. */
export function operatorEntry(statement: Statement, { key }: Condition): Entry | undefined {
  const block = statement.conditionEntry?.value;
  if (block?.kind !== 'object') return undefined;
  return block.entries.find(
    ({ value }) => value.kind === 'object' && value.entries.some((entry) => entry.key === key),
  );
}

/** The entry `"kms:ViaService": …` of a condition. */
export function keyEntry(statement: Statement, condition: Condition): Entry | undefined {
  const block = operatorEntry(statement, condition)?.value;
  return block?.kind === 'object' ? block.entries.find((entry) => entry.key === condition.key) : undefined;
}

/** False where a document's conditions are grouped, and the token that names the operator is another condition's. */
export function isOwnOperator(statement: Statement, condition: Condition): boolean {
  const outer = operatorEntry(statement, condition)?.value.range;
  const inner = condition.key.range;
  return !!outer && outer.path === inner.path && outer.start <= inner.start && inner.end <= outer.end;
}
