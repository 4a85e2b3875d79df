/** Conditions of a statement by key, and their known values. */
import { textOf } from '../syntax/inspect';
import type { StringValue, Value } from '../syntax/value';
import type { Condition, Statement } from './statement';

/** Conditions of a statement on one key, compared without regard to case. */
export function conditionsOn(statement: Statement, key: string): Condition[] {
  return statement.conditions.filter((condition) => condition.key.text.toLowerCase() === key.toLowerCase());
}

/** The values that are plain texts, known to the last character. */
export function knownTexts(values: readonly Value[]): StringValue[] {
  return values.filter((value): value is StringValue => textOf(value) !== undefined);
}
