/** What many attributes take: texts, numbers, true and false. */
import { textCandidate, type Candidate } from './candidate';
import type { AttributeContext } from './context';

/** Values of one attribute. */
export type Offer = (context: AttributeContext) => Candidate[];

export const booleans: Offer = () => ['true', 'false'].map((text) => literal(text));

export function texts(values: readonly string[], detail?: string): Candidate[] {
  return values.map((value) => textCandidate(value, 'value', 0, { detail }));
}

export function numbers(values: readonly number[], detail: string): Candidate[] {
  return values.map((value) => literal(String(value), detail));
}

function literal(text: string, detail?: string): Candidate {
  return { label: text, kind: 'value', detail, rank: 0, insert: { as: 'literal', text } };
}
