/** What comes of a condition, in words that the rules on conditions share. */
import type { ConditionOperator } from '../facts/condition-operators';
import { isPositive, requiresKey } from '../model/conditions';
import type { Statement } from '../model/statement';

type Effect = Statement['effect'];

/** What comes of a condition on a key that no request carries: it never holds, or always. */
export function whenKeyIsAbsent(effect: Effect, operator: ConditionOperator): string {
  return requiresKey(operator) ? neverHolds(effect) : alwaysHolds(effect);
}

/** What comes of a condition none of whose values any request has. */
export function whenNoValueMatches(effect: Effect, operator: ConditionOperator): string {
  return isPositive(operator) ? neverHolds(effect) : alwaysHolds(effect);
}

function neverHolds(effect: Effect): string {
  const result = effect === 'Deny' ? 'denies' : 'allows';
  return `the condition never holds and the statement ${result} nothing`;
}

function alwaysHolds(effect: Effect): string {
  return effect === 'Deny'
    ? 'the condition always holds and exempts nobody from the denial'
    : 'the condition always holds and restricts nothing';
}
