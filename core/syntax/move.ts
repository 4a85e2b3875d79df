import type { Replacement } from './tree-difference';
import type { Entry, ObjectValue, Range, ReferenceValue, StringValue, UnknownValue, Value } from './value';

/** Where an offset of a text is after an edit. It must not be in what the edit replaced. */
export type Move = (offset: number) => number;

/** What stands before a replacement stays where it is; what stands behind it moves with the length of the text. */
export function moveAround({ before, after }: Replacement): Move {
  const by = after.end - before.end;
  return (offset) => (offset <= before.start ? offset : offset + by);
}

/** The same value in a text that something was put into elsewhere. */
export function movedObject(value: ObjectValue, move: Move): ObjectValue {
  const range = movedRange(value.range, move);
  const entries = value.entries.map(({ key, value: inner }): Entry => {
    return { key: movedString(key, move), value: movedValue(inner, move) };
  });
  return value.use
    ? { ...value, range, entries, use: movedRange(value.use, move) }
    : { ...value, range, entries };
}

function movedValue(value: Value, move: Move): Value {
  if (value.kind === 'string') return movedString(value, move);
  if (value.kind === 'object') return movedObject(value, move);
  const range = movedRange(value.range, move);
  const place = value.use ? { range, use: movedRange(value.use, move) } : { range };
  switch (value.kind) {
    case 'list':
      return { ...value, ...place, items: value.items.map((item) => movedValue(item, move)) };
    case 'json': {
      const content = movedValue(value.content, move);
      return value.text
        ? { ...value, ...place, content, text: movedValue(value.text, move) as typeof value.text }
        : { ...value, ...place, content };
    }
    case 'template': {
      const parts = value.parts.map((part) => movedValue(part, move) as (typeof value.parts)[number]);
      return { ...value, ...place, parts };
    }
    case 'unknown':
      return { ...value, ...place, references: movedReferences(value, move) };
    default:
      return { ...value, ...place };
  }
}

function movedString(value: StringValue, move: Move): StringValue {
  const { text, map } = value;
  const range = movedRange(value.range, move);
  const moved: StringValue = { kind: 'string', text, map: map.moved(move), range };
  return value.use ? { ...moved, use: movedRange(value.use, move) } : moved;
}

function movedReferences({ references }: UnknownValue, move: Move): readonly ReferenceValue[] {
  return references.map((reference) => movedValue(reference, move) as ReferenceValue);
}

function movedRange(range: Range, move: Move): Range {
  const [start, end] = [move(range.start), move(range.end)];
  // Nearly none names a file, and copying one by name takes several times as long.
  return range.path === undefined ? { start, end } : { start, end, path: range.path };
}
