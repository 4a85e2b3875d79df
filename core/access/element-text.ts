import type { ElementTrace, StatementTrace } from './trace-types';

/** What an element wanted and what it met. */
export function describe(element: ElementTrace): string {
  const { operator, key, found, matches, references } = element;
  const verb = matches === 'unknown' ? 'depends on' : 'fails';
  const wanted = list(element.wanted);
  if (matches === 'unknown') return `its ${labelOf(element)} depends on ${list(references)}`;
  if (operator !== undefined) {
    const carries =
      found === undefined
        ? 'the request does not carry that key'
        : `the request carries ${list(found) || 'no value'}`;
    return `its condition ${operator} ${key ?? ''} = ${wanted} ${verb}: ${carries}`;
  }
  const subject = element.element === 'Principal' ? 'the caller is' : 'the request is for';
  return `its ${labelOf(element)} is ${wanted} and ${subject} ${list(found ?? [])}`;
}

/** An element's name, with operator and key. */
export function labelOf({ element, negated, operator, key }: ElementTrace): string {
  if (element === 'Condition') return `condition ${operator ?? ''} ${key ?? ''}`.trim();
  return `${negated ? 'Not' : ''}${element}`;
}

/** The conditions of a statement that applies, and what they met. */
export function heldConditions({ elements }: StatementTrace): string {
  const held = elements
    .filter(({ element }) => element === 'Condition')
    .map(({ operator, key, wanted, found }) => {
      const carries =
        found === undefined ? 'the request does not carry that key' : `the request carries ${list(found)}`;
      return `${operator ?? ''} ${key ?? ''} = ${list(wanted)} holds (${carries})`;
    });
  return held.length > 0 ? `: ${held.join(', ')}` : '';
}

function list(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}
