/** Sentences of the evaluator as markdown: texts from files are escaped, what stands in a file is linked. */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import { STAND_IN } from './stand-ins';

/** A piece of a sentence; one with `reference` is a link to that number of the report's references. */
export interface Piece {
  readonly text: string;
  readonly reference?: number;
}

/** Links the first mention of a text in the pieces that are not links yet. */
export function linkText(pieces: readonly Piece[], text: string, reference: number): Piece[] {
  const at = pieces.findIndex((piece) => piece.reference === undefined && piece.text.includes(text));
  const piece = pieces[at];
  if (!piece || text === '') return [...pieces];
  const start = piece.text.indexOf(text);
  return [
    ...pieces.slice(0, at),
    ...[
      { text: piece.text.slice(0, start) },
      { text, reference },
      { text: piece.text.slice(start + text.length) },
    ],
    ...pieces.slice(at + 1),
  ].filter((one) => one.text !== '');
}

export function markdownOf(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, reference }) =>
      reference === undefined ? proseOf(text) : `[${escapeMarkdown(text)}](ref:${reference})`,
    )
    .join('');
}

/** Values in quotes, ARNs, names of roles, actions, keys and resources, and what is not known: shown as code. */
const CODE = new RegExp(
  [
    /"(?:[^"\\]|\\.)*"/.source,
    `arn:(?:\\$\\{[^}]*\\}|${STAND_IN}|[^\\s,;"$<])+`,
    `\\b${S3_DATA_SOURCE_ROLE_PREFIX}(?:\\$\\{[^}]*\\}|${STAND_IN}|[\\w-])*`,
    `\\bs3\\.(?:${STAND_IN}|[\\w-])+\\.amazonaws\\.com(?:\\.cn)?`,
    /\$\{[^}]*\}/.source,
    STAND_IN,
    /\b(?:kms|s3|aws|iam|sts):[\w:/*-]*[\w*]/.source,
    /\baws_[\w.-]*\w/.source,
  ].join('|'),
  'g',
);
const PUNCTUATION = /[.:)]+$/;

/** A sentence as markdown. */
export function proseOf(text: string): string {
  let markdown = '';
  let from = 0;
  for (const match of text.matchAll(CODE)) {
    const code = match[0].replace(PUNCTUATION, '');
    markdown += escapeMarkdown(text.slice(from, match.index)) + codeSpan(code);
    from = match.index + code.length;
  }
  return markdown + escapeMarkdown(text.slice(from));
}

/** A text as code, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${oneLine}${pad}${fence}`;
}

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#!|~&$]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A table; its cells are markdown. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellOf).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar ends a cell even in code, unless a backslash stands before it. */
function cellOf(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/g, '\\|');
}

/** Names one after the other: `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}
