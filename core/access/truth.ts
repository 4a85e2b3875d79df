/**
 * Kleene's three-valued logic: what is known to be so, known not to be so, and what an unresolved reference
 * leaves open. The values are ordered, so that "and" is the smaller and "or" the greater of two.
 */
export type Truth = 0 | 1 | 2;

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

export function and(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

export function or(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

export function not(a: Truth): Truth {
  return a === TRUE ? FALSE : a === FALSE ? TRUE : UNKNOWN;
}

export function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

/** A truth in the words of traces and reports. */
export type Applies = 'yes' | 'no' | 'unknown';

export function applies(value: Truth): Applies {
  return value === TRUE ? 'yes' : value === FALSE ? 'no' : 'unknown';
}
