/** Reads a policy that somebody else wrote, whatever it is. */
import { isRecord } from '../json-value';

/** The statements of a policy: a list, or one that stands alone. */
export function statementsOf(document: unknown): unknown[] {
  if (!isRecord(document)) return [];
  const { Statement: statement } = document;
  if (Array.isArray(statement)) return statement as unknown[];
  return statement === undefined ? [] : [statement];
}

/** The name of a statement; an empty one is none. */
export function sidOf(statement: unknown): string | undefined {
  if (!isRecord(statement)) return undefined;
  const { Sid: sid } = statement;
  return typeof sid === 'string' && sid !== '' ? sid : undefined;
}
