/**
 * Names of the elements of policies and statements, and what a mistyped one was meant to be.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". Names are case-sensitive.
 */
import { nearest } from '../facts/nearest';
import type { Entry, ObjectValue } from '../syntax/value';
import type { Statement } from './statement';

export const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;
export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;
export type StatementElement = (typeof STATEMENT_ELEMENTS)[number];

/** An entry that is no element. */
export interface UnknownElement {
  readonly entry: Entry;
  /** The element that its name is most like; undefined when there is none. */
  readonly meant: string | undefined;
}

/** What is no element in a policy or statement; placeholders in the place of a name are left out. */
export function unknownElements(node: ObjectValue, names: readonly string[]): UnknownElement[] {
  return node.entries
    .filter(({ key }) => !names.includes(key.text) && /^[\w -]+$/.test(key.text))
    .map((entry) => ({ entry, meant: meantElement(entry.key.text, names) }));
}

function meantElement(text: string, names: readonly string[]): string | undefined {
  const folded = names.find((name) => name.toLowerCase() === text.toLowerCase());
  return folded ?? nearest(text, names, text.length < 6 ? 1 : 2);
}

/** True when a statement certainly has none of some elements, mistyped ones counted as if they were there. */
export function lacks(statement: Statement, ...names: readonly StatementElement[]): boolean {
  const { node } = statement;
  if (!node.complete || node.entries.some(({ key }) => (names as readonly string[]).includes(key.text)))
    return false;
  return !unknownElements(node, STATEMENT_ELEMENTS).some(({ meant }) =>
    names.includes(meant as StatementElement),
  );
}
