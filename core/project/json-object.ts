import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { isRecord } from '../json-value';
import { LineIndex } from '../syntax/position';

export type ReadObject =
  | { readonly status: 'read'; readonly object: Readonly<Record<string, unknown>> }
  /** `why`: what the file is instead, as words behind its name, without a full stop. */
  | { readonly status: 'wrong'; readonly why: string };

/** What a parser has found at a place, by the parser's own name for it. */
const FOUND: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no value',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something follows the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a closing quote is missing',
  UnexpectedEndOfNumber: 'this is no number',
  InvalidUnicode: 'this escape is not known',
  InvalidEscapeCharacter: 'this escape is not known',
  InvalidCharacter: 'a text has a character that must be escaped',
};

/** Reads a file that has to be one JSON object, to the letter: npm and CDKTF take no comments. */
export function readJsonObject(text: string): ReadObject {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { status: 'wrong', why: `is not JSON (${firstError(text)})` };
  }
  return isRecord(value) ? { status: 'read', object: value } : { status: 'wrong', why: 'is no JSON object' };
}

/** Line and column of the first mistake, and what it is. */
function firstError(text: string): string {
  const errors: ParseError[] = [];
  // A byte order mark is no part of the JSON, and a blank in its place moves no offset.
  parseTree(text.replace(/^\uFEFF/, ' '), errors, { disallowComments: true });
  const [error] = errors;
  const { line, column } = new LineIndex(text).positionAt(error?.offset ?? 0);
  const found = error && FOUND[printParseErrorCode(error.error)];
  return `${line}:${column}${found === undefined ? '' : `, ${found}`}`;
}
