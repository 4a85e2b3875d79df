/** What is given in a resource, and what is left to AWS. */
import type { Value } from '../../syntax/value';

/**
 * Whether something is given: null and the empty text are nothing, and so is what a plan knows after apply and is
 * made of nothing.
 */
export function isGivenValue(value: Value | undefined): boolean {
  if (value === undefined || value.kind === 'null') return false;
  if (value.kind === 'string') return value.text !== '';
  if (value.kind === 'list') return value.items.length > 0 || !value.complete;
  return !(value.kind === 'unknown' && value.reason === 'computed' && value.references.length === 0);
}
