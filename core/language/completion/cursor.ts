import type { Language } from '../../syntax/source-file';
import { Frames, innerQuote, isList, type Frame, type Notation, type OpenString } from './frames';

/** Where something is to be completed: in a string, or where one could begin. */
export interface Cursor {
  /** What is replaced: the string's content, or the word. */
  readonly start: number;
  readonly end: number;
  /** The string that the cursor is in. */
  readonly string: { readonly quote: string; readonly isClosed: boolean } | undefined;
  /** How a string is quoted here. */
  readonly quote: string;
  /** How the text around is written: JSON that stands in a string is JSON. */
  readonly notation: Notation;
  /** What is open, the string of the cursor left out. */
  readonly open: readonly Frame[];
  /** Whether a name or a value is written here, by what stands before. */
  readonly role: 'name' | 'value';
  /** The last character before and the first one behind that is no space; empty at the ends of the text. */
  readonly before: string;
  readonly after: string;
}

const NOTATIONS: Readonly<Record<Language, Notation | undefined>> = {
  json: 'json',
  'terraform-json': 'json',
  plan: undefined,
  hcl: 'hcl',
  typescript: 'typescript',
};
/** What can follow in the token that is typed; anything else in the rest of a line says that its quote is missing. */
const TOKEN = /^[\w:*./@-]*/;

/** What is typed without a quote: a word, or the beginning of an action or a condition key. */
const WORD = /(?:\b(?:kms|s3|fsx|aws|iam|sts):)?[\w$*]*$/;
/** Spaces and comments; in JSON that stands in a string a line break is `\n`. */
const NOTHING = /^(?:\s|\\[nrt]|\/\/[^\n]*|#[^\n]*|\/\*[^]*?\*\/)*/;

/** @returns undefined in comments, in interpolations, and in files that hold nothing to complete */
export function cursorAt(text: string, language: Language, offset: number): Cursor | undefined {
  const notation = NOTATIONS[language];
  if (notation === undefined || offset < 0 || offset > text.length) return undefined;
  const frames = new Frames(text, notation, offset);
  const before = readUpTo(frames, text, offset);
  if (!before) return undefined;
  const { container } = frames;
  const holder = container?.kind === 'string' && !container.holdsJson ? container : undefined;
  const open = frames.open.filter((frame) => frame !== holder);
  const outer = open.findLast((frame) => frame.kind !== 'bracket');
  const inside = outer === undefined ? notation : 'json';
  const place = { quote: quoteIn(inside, outer), notation: inside, open };
  if (holder) {
    const { end, isClosed } = endOfString(text, frames, holder, offset);
    const string = { quote: holder.quote, isClosed };
    const after = firstCharacter(text, isClosed ? end + holder.quote.length : end);
    const role = roleOf(before.string, open);
    return { ...place, start: holder.start, end, string, role, before: before.string, after };
  }
  const start = offset - (WORD.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  if (text[start - 1] === '.') return undefined;
  const last = start === offset ? before.last : lastCharacter(text, start);
  const role = roleOf(last, open);
  return { ...place, start, end, string: undefined, role, before: last, after: firstCharacter(text, end) };
}

/**
 * Reads as far as the cursor.
 * @returns the last character that is no space, and the one before the string that was begun last; undefined where
 *   the cursor is in a comment, an interpolation, a quote or an escape
 */
function readUpTo(
  frames: Frames,
  text: string,
  offset: number,
): { readonly last: string; readonly string: string } | undefined {
  let last = '';
  let string = '';
  while (frames.at < offset) {
    const depth = frames.open.length;
    frames.step();
    const token = text.slice(frames.tokenStart, frames.at);
    if (frames.isOpaque) {
      const isLine = token.startsWith('//') || token.startsWith('#');
      if (frames.at > offset || (frames.at === offset && isLine)) return undefined;
      continue;
    }
    if (frames.at > offset && token.length > 1) return undefined;
    if (frames.open.length > depth && frames.open.at(-1)?.kind === 'string') string = last;
    if (token.trim() !== '' && !/^\\[nrt]$/.test(token)) last = token.trim().at(-1) ?? '';
  }
  return { last, string };
}

function roleOf(before: string, open: readonly Frame[]): Cursor['role'] {
  return isList(open) || (before !== '' && ':=?&|'.includes(before)) ? 'value' : 'name';
}

function quoteIn(notation: Notation, outer: Frame | undefined): string {
  if (outer?.kind === 'string') return innerQuote(outer);
  return notation === 'typescript' ? "'" : '"';
}

/** Where the content of a string ends: at its quote, or where it looks as if the quote were forgotten. */
function endOfString(
  text: string,
  frames: Frames,
  holder: OpenString,
  offset: number,
): { end: number; isClosed: boolean } {
  frames.readOn();
  while (frames.at < text.length && frames.open.includes(holder)) frames.step();
  const end = frames.tokenStart;
  const isEnded = !frames.open.includes(holder) && text.startsWith(holder.quote, end) && end >= offset;
  const token = TOKEN.exec(text.slice(offset, Math.max(offset, end)))?.[0].length ?? 0;
  const isClosed = isEnded && !/[{}[\],=]/.test(text.slice(offset, end));
  return isClosed ? { end, isClosed } : { end: offset + token, isClosed };
}

function firstCharacter(text: string, from: number): string {
  const rest = text.slice(from, from + 1000);
  return rest[NOTHING.exec(rest)?.[0].length ?? 0] ?? '';
}

function lastCharacter(text: string, to: number): string {
  return (
    text
      .slice(Math.max(0, to - 1000), to)
      .trimEnd()
      .at(-1) ?? ''
  );
}
