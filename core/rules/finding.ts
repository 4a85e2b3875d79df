/** Small makers of findings and fixes that the rules share. */
import { tokenRange } from '../syntax/inspect';
import type { SourceFile } from '../syntax/source-file';
import type { Range, StringValue, Value } from '../syntax/value';
import type { Finding, Fix, Place } from './rule';

type InFile = Pick<SourceFile, 'path'>;

/** Where to mark a value: a text without its quotes, anything else as it is written. */
export function placeOf(file: InFile, value: Value): Place {
  return { file, range: rangeOf(value) };
}

/** Range of a value: a text's characters without quotes, anything else as written; where it is used, if elsewhere. */
export function rangeOf(value: Value): Range {
  if (value.kind === 'string' && value.text.length > 0) return tokenRange(value);
  return value.range;
}

/** A finding on a value. */
export function findingAt(
  file: InFile,
  value: Value,
  message: string,
  more: Omit<Finding, 'file' | 'range' | 'message'> = {},
): Finding {
  return { ...placeOf(file, value), message, ...more };
}

/** A fix that puts another text in the place of a string's own, quotes left as they are. */
export function replaceText(
  file: InFile,
  value: StringValue,
  text: string,
  { safe, title = `Replace by "${text}"` }: { safe: boolean; title?: string },
): Fix {
  const range = value.text.length > 0 ? tokenRange(value) : insideQuotes(value);
  return { title, safe, edits: [{ file, range, text }] };
}

/** Between the quotes of an empty text. */
function insideQuotes(value: StringValue): Range {
  const { start, end } = value.range;
  const middle = Math.floor((start + end) / 2);
  return { ...value.range, start: middle, end: middle };
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function quotedList(texts: readonly string[]): string {
  const quoted = texts.map((text) => `"${text}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}
