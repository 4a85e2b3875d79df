/** Shell text as it stands in a configuration: user data, a heredoc, an element of a command list. */
import { parseReference } from '../syntax/reference';
import { HOLE } from '../syntax/text-map';
import { tokenRange } from '../syntax/inspect';
import type { Range, ReferenceValue, StringValue, UnknownValue, Value } from '../syntax/value';

/** A text with `HOLE` for each part that is not known, and where every character of it is written. */
export interface ShellText {
  readonly text: string;
  /** Where some of its characters are written. */
  readonly rangeOf: (from: number, to: number) => Range;
  /** What stands in the place of a `HOLE`. */
  readonly holeAt: (index: number) => ReferenceValue | UnknownValue | undefined;
  /** What it mentions, in holes or around them. */
  readonly references: readonly ReferenceValue[];
}

type Part = StringValue | ReferenceValue | UnknownValue;
const INTERPOLATION = /(?<!\$)\$\{([^{}"]*)\}/g;

/**
 * The text of a string or template. An expression that is not known is read as it is written, for a script
 * within a call: `base64encode(<<-EOT … EOT)`.
 * @param source text of the file that the value is written in
 */
export function shellTextOf(value: Value, source: string): ShellText | undefined {
  switch (value.kind) {
    case 'string':
      return joined([value], []);
    case 'template':
      return joined(
        value.parts,
        value.parts.flatMap((part) =>
          part.kind === 'reference' ? [part] : part.kind === 'unknown' ? part.references : [],
        ),
      );
    case 'unknown':
      return value.reason === 'expression' ? asWritten(value, source) : undefined;
    default:
      return undefined;
  }
}

function joined(parts: readonly Part[], references: readonly ReferenceValue[]): ShellText {
  const starts: number[] = [];
  let text = '';
  for (const part of parts) {
    starts.push(text.length);
    text += part.kind === 'string' ? part.text : HOLE;
  }
  const partAt = (index: number) => {
    const number = Math.max(
      0,
      starts.findLastIndex((start) => start <= index),
    );
    return { part: parts[number], start: starts[number] ?? 0 };
  };
  const place = (from: number, to: number): Range => {
    const { part, start } = partAt(from);
    if (!part) return { start: 0, end: 0 };
    return part.kind === 'string' ? tokenRange(part, from - start, to - start) : part.range;
  };
  return {
    text,
    references,
    rangeOf: (from, to) => {
      const first = place(from, from + 1);
      if (to <= from) {
        // Behind the last character of a part, where there is one.
        const before = from > 0 ? place(from - 1, from) : first;
        return { ...before, start: before.end, end: before.end };
      }
      return { ...first, end: Math.max(first.end, place(to - 1, to).end) };
    },
    holeAt: (index) => {
      const { part } = partAt(index);
      return part && part.kind !== 'string' ? part : undefined;
    },
  };
}

/** An expression's own text, with its interpolations as holes. */
function asWritten(value: UnknownValue, source: string): ShellText | undefined {
  const offset = source.indexOf(value.text, value.range.start);
  if (value.text === '' || value.range.path !== undefined || offset < 0 || offset > value.range.end) {
    return undefined;
  }
  const holes = new Map<number, ReferenceValue | UnknownValue>();
  const offsets: number[] = [];
  let text = '';
  let at = 0;
  const copy = (to: number) => {
    for (; at < to; at++) {
      offsets.push(offset + at);
      text += value.text[at] ?? '';
    }
  };
  for (const match of value.text.matchAll(INTERPOLATION)) {
    copy(match.index);
    const range = { start: offset + at, end: offset + at + match[0].length };
    const inside = (match[1] ?? '').trim();
    const address = parseReference(inside);
    holes.set(
      text.length,
      address
        ? { kind: 'reference', ...address, text: inside, range }
        : { kind: 'unknown', reason: 'expression', text: inside, references: [], range },
    );
    offsets.push(range.start);
    text += HOLE;
    at += match[0].length;
  }
  copy(value.text.length);
  const end = (index: number) => holes.get(index)?.range.end ?? (offsets[index] ?? offset) + 1;
  return {
    text,
    references: value.references,
    rangeOf: (from, to) =>
      to <= from
        ? { start: from > 0 ? end(from - 1) : offset, end: from > 0 ? end(from - 1) : offset }
        : { start: offsets[from] ?? offset, end: end(to - 1) },
    holeAt: (index) => holes.get(index),
  };
}

/** A place in a text: characters `from` up to `to`. */
export interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What is mounted with Lustre, by a command or by a line of /etc/fstab. */
export interface LustreMount {
  /** `fs-….fsx.REGION.amazonaws.com`, `HOLE`, `$NAME`: what stands before `@tcp`. */
  readonly host: Token;
  readonly mountName: Token;
  /** Options, where it is a line of /etc/fstab or cloud-init's `mounts`. */
  readonly options?: Token;
}

const SOURCE = /([^\s'"`=(,[]{0,300})@tcp\d*:\/([^\s'"`\\,;)/]*)/g;
const GAP = String.raw`(?:[ \t]|\\t)+`;
/** Behind the source: the rest of its path, where to mount it, `lustre`, options. */
const FSTAB = new RegExp(String.raw`^[^\s'"\\]*${GAP}[^\s'"]+?${GAP}lustre${GAP}([^\s'"\\]+)`);
const CLOUD_INIT =
  /^[^\s'",]*['"]?\s*,\s*['"]?[^\s'",]+['"]?\s*,\s*['"]?lustre['"]?\s*,\s*['"]([^'"\s]*)['"]/;

/** The Lustre mounts of a text, comments left out. */
export function lustreMountsIn(text: string): LustreMount[] {
  if (!text.includes('@tcp')) return [];
  return [...text.matchAll(SOURCE)].flatMap((match): LustreMount[] => {
    const [whole, host = '', name = ''] = match;
    const from = match.index;
    if (isComment(text, from)) return [];
    const end = from + whole.length;
    const rest = text.slice(end, end + 1000);
    const line = FSTAB.exec(rest) ?? CLOUD_INIT.exec(rest);
    const mount = {
      host: { text: host, from, to: from + host.length },
      mountName: { text: name, from: end - name.length, to: end },
    };
    const options = line?.[1];
    if (!line || options === undefined) return [mount];
    const at = end + line[0].lastIndexOf(options);
    return [{ ...mount, options: { text: options, from: at, to: at + options.length } }];
  });
}

/** Whether an index of a text is in a line that is a comment. */
export function isComment(text: string, index: number): boolean {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  return /^[\s'"]*#(?!!)/.test(text.slice(start, index));
}

/** The line that an index is in. */
export function lineAt(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(start, end < 0 ? text.length : end);
}
