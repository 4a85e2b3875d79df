/**
 * The texts of policies and requests. A text may hold policy variables (`${aws:username}`), which IAM replaces
 * by what the request carries, and references that a program has not resolved yet (`${aws_kms_key.key.arn}`).
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
import { isRecord } from '../json-value';

/** A value that is not known yet, with its braces: two references with the same text have the same value. */
export interface Reference {
  kind: 'reference';
  text: string;
}

/** A policy variable, with its default where it has one (`${key, 'default'}`). */
export interface Variable {
  kind: 'variable';
  text: string;
  key: string;
  fallback?: string;
}

/** `${*}`, `${?}` and `${$}`: the character itself. */
export interface LiteralCharacter {
  kind: 'character';
  text: string;
  character: string;
}

export type Piece = string | Reference | Variable | LiteralCharacter;

const VARIABLE = /^([A-Za-z0-9-]+:[^,'"?{}]+?)\s*(?:,\s*'([^']*)')?$/;

/** Splits a text at its `${…}`; a text without any comes back whole. */
export function splitText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf('${', from);
    const close = open < 0 ? -1 : closingBrace(text, open + 1);
    if (close < 0) break;
    if (open > from) pieces.push(text.slice(from, open));
    pieces.push(readBraces(text.slice(open, close + 1)));
    from = close + 1;
  }
  if (from < text.length || pieces.length === 0) pieces.push(text.slice(from));
  return pieces;
}

/** The references in a text. */
export function referencesIn(text: string): string[] {
  if (!text.includes('${')) return [];
  return splitText(text).flatMap((piece) =>
    typeof piece !== 'string' && piece.kind === 'reference' ? [piece.text] : [],
  );
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return -1;
}

function readBraces(text: string): Piece {
  const content = text.slice(2, -1).trim();
  if (content === '') return text;
  if (content === '*' || content === '?' || content === '$') {
    return { kind: 'character', text, character: content };
  }
  const variable = VARIABLE.exec(content);
  if (!variable) return { kind: 'reference', text };
  const [, key = '', fallback] = variable;
  return {
    kind: 'variable',
    text,
    key: key.trim().toLowerCase(),
    ...(fallback === undefined ? {} : { fallback }),
  };
}

/**
 * The texts of a policy element that takes one value or a list. Numbers and booleans count as their text; a
 * CloudFormation function (`{"Ref": …}`, `{"Fn::Sub": …}`) is a reference.
 * @returns undefined when it holds something that no policy element takes
 */
export function textsOf(value: unknown): string[] | undefined {
  const texts: string[] = [];
  for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const text = textOf(item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

/** One value of a policy or a request as text; undefined when it has none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isRecord(value)) return undefined;
  const [name, ...more] = Object.keys(value);
  if (name === undefined || more.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  const argument = (JSON.stringify(value[name]) as string | undefined) ?? '';
  return `\${cloudformation.${name.replace('::', '.')} ${argument.replace(/[{}]/g, '')}}`;
}
