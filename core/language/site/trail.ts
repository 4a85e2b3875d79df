/** The way from a value down to the token that stands at an offset. */
import type {
  Entry,
  ListValue,
  ObjectValue,
  Range,
  StringValue,
  TemplateValue,
  Value,
} from '../../syntax/value';
import { tokenRange } from '../../syntax/inspect';

/** One object on the way, and the entry that was taken. */
export interface Step {
  readonly object: ObjectValue;
  readonly entry: Entry;
}

export interface Trail {
  /** From the outermost object inwards; lists and JSON texts are stepped through. */
  readonly steps: readonly Step[];
  /** What stands at the offset: a key, or a value that holds no others. */
  readonly token: Value;
  readonly isKey: boolean;
  /** The list that the token is an item of. */
  readonly list: ListValue | undefined;
}

/** @returns undefined where no token stands there, or where the tokens are another file's */
export function trailTo(root: Value, offset: number): Trail | undefined {
  return search(root, offset, [], undefined);
}

function search(
  value: Value,
  offset: number,
  steps: readonly Step[],
  list: ListValue | undefined,
): Trail | undefined {
  switch (value.kind) {
    case 'object':
      for (const entry of value.entries) {
        const inner = [...steps, { object: value, entry }];
        if (isAt(entry.key, offset)) return { steps: inner, token: entry.key, isKey: true, list: undefined };
        const found = search(entry.value, offset, inner, undefined);
        if (found) return found;
      }
      return undefined;
    case 'list':
      for (const item of value.items) {
        const found = search(item, offset, steps, value);
        if (found) return found;
      }
      return undefined;
    case 'json':
      return search(value.content, offset, steps, list);
    default:
      return isAt(value, offset) ? { steps, token: value, isKey: false, list } : undefined;
  }
}

function isAt(value: Value, offset: number): boolean {
  if (value.range.path !== undefined || value.range.start === value.range.end) return false;
  const { start, end } = rangeOfToken(value);
  return start <= offset && offset <= end;
}

/** Where a token is written: a text without its quotes, everything else as it is. */
export function rangeOfToken(token: Value): Range {
  if (token.kind === 'string') return tokenRange(token);
  return token.kind === 'template' ? withoutQuotes(token) : token.range;
}

/** A template's holes do not say where their braces end: its quotes are as long as one of its texts leaves room. */
function withoutQuotes({ range, parts }: TemplateValue): Range {
  const [first] = parts;
  const last = parts.at(-1);
  const length =
    first?.kind === 'string'
      ? first.range.start - range.start
      : last?.kind === 'string'
        ? range.end - last.range.end
        : 1;
  return { start: range.start + length, end: Math.max(range.start + length, range.end - length) };
}

/** The texts of the other items of a token's list. */
export function siblingsOf({ list, token }: Trail): string[] {
  const others = list?.items.filter((item): item is StringValue => item !== token && item.kind === 'string');
  return (others ?? []).map(({ text }) => text);
}

/** The names on the way, the token's own left out where it is a name. */
export function namesOf({ steps, isKey }: Trail): string[] {
  const names = steps.map(({ entry }) => entry.key.text);
  return isKey ? names.slice(0, -1) : names;
}
