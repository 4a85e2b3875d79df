import fc from 'fast-check';
import type { TextEdit } from '../../core/syntax/parsers';

const TOKEN = /[\w:.*/-]+|\s+|[^\w\s]/g;

/** One change of a text: at a token, which goes, is replaced by another one of the text, or gets something before it. */
interface Change {
  readonly at: number;
  readonly other: number;
  readonly kind: 'drop' | 'replace' | 'put' | 'type' | 'double-line' | 'drop-line';
  readonly text: string;
}

const CHANGE: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: 100_000 }),
  other: fc.nat({ max: 100_000 }),
  kind: fc.constantFrom('drop', 'replace', 'put', 'type', 'double-line', 'drop-line'),
  text: fc.constantFrom(
    'x',
    '1',
    ' ',
    '\n',
    ';',
    ',',
    "'",
    '{',
    '}',
    '// c\n',
    "'kms:Decrypt', ",
    'const z = 1;\n',
  ),
});

function editOf(text: string, { at, other, kind, text: put }: Change): TextEdit {
  const tokens = [...text.matchAll(TOKEN)];
  const [token, second] = [tokens[at % tokens.length], tokens[other % tokens.length]];
  if (!token || !second) return { start: 0, end: 0, text: put };
  const { 0: word, index: start } = token;
  const end = start + word.length;
  const line = { start: text.lastIndexOf('\n', start) + 1, end: text.indexOf('\n', end) + 1 || text.length };
  switch (kind) {
    case 'drop':
      return { start, end, text: '' };
    case 'replace':
      return { start, end, text: second[0] };
    case 'put':
      return { start, end: start, text: put };
    case 'type':
      return { start: end, end, text: put };
    case 'double-line':
      return { start: line.start, end: line.start, text: text.slice(line.start, line.end) };
    case 'drop-line':
      return { ...line, text: '' };
  }
}

/** Edits as somebody makes them, in steps of one or two; each is made for the text that the one before left. */
export const STEPS: fc.Arbitrary<readonly (readonly Change[])[]> = fc.array(
  fc.array(CHANGE, { minLength: 1, maxLength: 2 }),
  { minLength: 1, maxLength: 6 },
);

/** The edits of one step, for a text. */
export function editsOf(text: string, step: readonly Change[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let before = text;
  for (const change of step) {
    const edit = editOf(before, change);
    edits.push(edit);
    before = before.slice(0, edit.start) + edit.text + before.slice(edit.end);
  }
  return edits;
}
