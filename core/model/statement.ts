/** One statement of a policy, as rules look at it: IAM's elements, with the tokens they stand in. */
import { entryOf, findEntry, itemsOf } from '../syntax/inspect';
import { onceOf, type Once } from './once';
import type { Entry, ObjectValue, StringValue, Value } from '../syntax/value';

/** The values of an element: one, or a list of them. */
export interface Values {
  /** The entry `"Action": …`; its key is what to mark when the whole element is meant. */
  readonly entry: Entry;
  readonly items: readonly Value[];
  /** False when there may be more than the file shows. */
  readonly complete: boolean;
}

/** One `Principal` or one of its types. */
export interface Principal {
  /** `*` for `"Principal": "*"`, else `AWS`, `Service`, `Federated`, `CanonicalUser`, as written. */
  readonly type: string;
  /** Who: a text, or what is not known. */
  readonly value: Value;
}

/** One condition key under one operator. */
export interface Condition {
  readonly operator: StringValue;
  readonly key: StringValue;
  readonly values: readonly Value[];
  /** False when there may be more values than the file shows. */
  readonly complete: boolean;
}

export interface Statement {
  /** Works something out of the statement, and keeps it for those who ask again. */
  readonly once: Once<Statement>;
  readonly node: ObjectValue;
  /** Position in the policy, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  /** Undefined where it is missing, misspelt or not known. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly action: Values | undefined;
  readonly notAction: Values | undefined;
  readonly resource: Values | undefined;
  readonly notResource: Values | undefined;
  /** The entries `Principal` and `NotPrincipal`, where they are. */
  readonly principalEntry: Entry | undefined;
  readonly notPrincipalEntry: Entry | undefined;
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  /** False when there may be more principals than the file shows. */
  readonly principalsComplete: boolean;
  readonly conditionEntry: Entry | undefined;
  readonly conditions: readonly Condition[];
  /** False when there may be more conditions than the file shows. */
  readonly conditionsComplete: boolean;
}

/** Reads a statement. @param index its position in the policy, from 0 */
export function readStatement(node: ObjectValue, index: number): Statement {
  const effect = entryOf(node, 'Effect');
  const sid = entryOf(node, 'Sid');
  const principal = findEntry(node, 'Principal');
  const notPrincipal = findEntry(node, 'NotPrincipal');
  const principals = readPrincipals(principal?.value);
  const condition = findEntry(node, 'Condition');
  const conditions = readConditions(condition?.value);
  const statement: Statement = {
    once: onceOf(() => statement),
    node,
    index,
    sid: sid?.kind === 'string' ? sid.text : undefined,
    effect: effect?.kind === 'string' && isEffect(effect.text) ? effect.text : undefined,
    action: readValues(node, 'Action'),
    notAction: readValues(node, 'NotAction'),
    resource: readValues(node, 'Resource'),
    notResource: readValues(node, 'NotResource'),
    principalEntry: principal,
    notPrincipalEntry: notPrincipal,
    principals: principals.items,
    notPrincipals: readPrincipals(notPrincipal?.value).items,
    principalsComplete: principals.complete,
    conditionEntry: condition,
    conditions: conditions.items,
    conditionsComplete: conditions.complete && node.complete,
  };
  return statement;
}

function isEffect(text: string): text is 'Allow' | 'Deny' {
  return text === 'Allow' || text === 'Deny';
}

function readValues(node: ObjectValue, name: string): Values | undefined {
  const entry = findEntry(node, name);
  if (!entry) return undefined;
  return { entry, items: itemsOf(entry.value), complete: isListComplete(entry.value) };
}

function isListComplete(value: Value): boolean {
  if (value.kind === 'list') return value.complete;
  // A reference may stand for a whole list.
  return value.kind === 'string' || value.kind === 'template';
}

function readPrincipals(value: Value | undefined): { items: Principal[]; complete: boolean } {
  if (value === undefined) return { items: [], complete: true };
  if (value.kind !== 'object') {
    return { items: [{ type: '*', value }], complete: value.kind === 'string' };
  }
  let complete = value.complete;
  const items = value.entries.flatMap((entry) => {
    complete &&= isListComplete(entry.value);
    return itemsOf(entry.value).map((item) => ({ type: entry.key.text, value: item }));
  });
  return { items, complete };
}

function readConditions(value: Value | undefined): { items: Condition[]; complete: boolean } {
  if (value === undefined) return { items: [], complete: true };
  if (value.kind !== 'object') return { items: [], complete: false };
  let complete = value.complete;
  const items = value.entries.flatMap((operator) => {
    if (operator.value.kind !== 'object') {
      complete = false;
      return [];
    }
    complete &&= operator.value.complete;
    return operator.value.entries.map((entry) => ({
      operator: operator.key,
      key: entry.key,
      values: itemsOf(entry.value),
      complete: entry.value.kind !== 'list' || entry.value.complete,
    }));
  });
  return { items, complete };
}
