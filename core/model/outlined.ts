/** Texts and templates read alike: a template's holes are one character each, and every stretch has its place. */
import { outline, tokenRange } from '../syntax/inspect';
import { HOLE } from '../syntax/text-map';
import type { Range, StringValue, TemplateValue, Value } from '../syntax/value';

export interface Outlined {
  readonly value: StringValue | TemplateValue;
  /** With `HOLE` in the place of what is not known. */
  readonly text: string;
}

/** The text of a value; undefined where none of it is known, or where it has something to be filled in. */
export function outlined(value: Value): Outlined | undefined {
  if (value.kind !== 'string' && value.kind !== 'template') return undefined;
  const text = outline(value, HOLE);
  return text === HOLE || hasPlaceholder(text) ? undefined : { value, text };
}

/** What people write for something that is to be filled in: `<account>`, `${ID}`, `{{ id }}`. */
export function hasPlaceholder(text: string): boolean {
  return /[<>${}%]|\.\.\./.test(text);
}

/** Where the characters from one index of the text up to another are written. */
export function rangeIn({ value }: Outlined, from: number, to: number): Range {
  if (value.kind === 'string') return tokenRange(value, from, to);
  let at = 0;
  let start: Range | undefined;
  let end: Range | undefined;
  for (const part of value.parts) {
    const length = part.kind === 'string' ? part.text.length : 1;
    const first = Math.max(from, at);
    const last = Math.min(to, at + length);
    if (first < last || (from === to && first === from && last === from)) {
      const range = part.kind === 'string' ? tokenRange(part, first - at, last - at) : part.range;
      start ??= range;
      end = range;
    }
    at += length;
  }
  return start && end ? { ...start, end: end.end } : value.range;
}

/** Whether a value is one ARN by reference, and no list. */
export function namesOneArn(value: Value): boolean {
  return value.kind === 'reference' && value.attribute.length === 1 && value.attribute[0] === 'arn';
}
