/** Which actions a statement is about, as far as the tables of actions tell. */
import { actionStatus, matchActions } from '../facts/actions';
import type { Action } from '../facts/service-facts';
import { hasWildcard } from '../facts/wildcards';
import type { StringValue } from '../syntax/value';
import type { Statement } from './statement';

/** One element of `Action` and what it covers. */
export interface CoveredActions {
  readonly value: StringValue;
  readonly isPattern: boolean;
  readonly actions: readonly Action[];
}

/**
 * What each element of a statement's `Action` covers.
 * @returns undefined where that is not known in full: an element that the file does not show, or does not exist,
 *   or is of a service that is not in the tables; `NotAction`
 */
export function coveredActions(statement: Statement): readonly CoveredActions[] | undefined {
  return statement.once(readCoveredActions);
}

function readCoveredActions({ action, notAction }: Statement): CoveredActions[] | undefined {
  if (!action?.complete || notAction || action.items.length === 0) return undefined;
  const covered: CoveredActions[] = [];
  for (const value of action.items) {
    if (value.kind !== 'string' || actionStatus(value.text) !== 'known') return undefined;
    covered.push({ value, isPattern: hasWildcard(value.text), actions: matchActions(value.text) });
  }
  return covered;
}

/** Whether an element of a statement's `Action` that is known covers an action. */
export function covers({ action }: Statement, name: string): boolean {
  return !!action?.items.some(
    (item) => item.kind === 'string' && matchActions(item.text).some((found) => found.name === name),
  );
}
