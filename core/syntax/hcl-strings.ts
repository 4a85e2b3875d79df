import { putValue } from './put-value';
import { TextBuilder, type MappedText } from './text-map';
import type { SyntaxNode } from './tree';
import type { Value } from './value';

/** Nodes of a string that are not literal text. */
const HOLES: readonly string[] = ['template_interpolation', 'template_directive'];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Gives the value of an interpolation or directive. */
export type HoleReader = (node: SyntaxNode) => Value;

/** What a quoted string or a heredoc says. */
export function decodeHclString(node: SyntaxNode, source: MappedText, read: HoleReader): MappedText {
  return node.type === 'heredoc_template' ? heredoc(node, source, read) : quoted(node, source, read);
}

/** The one interpolation of a string that is nothing else. */
export function soleHole(node: SyntaxNode): SyntaxNode | undefined {
  const holes = node.children.filter((child) => HOLES.includes(child.type));
  const [only] = holes;
  if (holes.length !== 1 || !only || node.type === 'heredoc_template') return undefined;
  return only.start === node.start + 1 && only.end === node.end - 1 ? only : undefined;
}

function quoted(node: SyntaxNode, source: MappedText, read: HoleReader): MappedText {
  const builder = new TextBuilder(source);
  const { text } = source;
  const end = node.end - node.start > 1 && text[node.end - 1] === '"' ? node.end - 1 : node.end;
  const holes = node.children.filter((child) => HOLES.includes(child.type));
  let at = node.start + 1;
  for (const hole of holes) {
    escaped(builder, text, at, hole.start);
    putValue(builder, hole.start, hole.end, read(hole));
    at = hole.end;
  }
  escaped(builder, text, at, end);
  return builder.build(Math.min(node.start + 1, end));
}

/** Copies literal text of a quoted string, escapes decoded. */
function escaped(builder: TextBuilder, text: string, from: number, to: number): void {
  let at = from;
  for (let index = from; index < to; index++) {
    const mark = text[index];
    if (mark === '\\') {
      const escape = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)/s.exec(
        text.slice(index, Math.min(index + 10, to)),
      );
      if (!escape) continue;
      const code = Number.parseInt(escape[1] ?? escape[2] ?? '', 16);
      const character = Number.isNaN(code)
        ? (ESCAPES[text[index + 1] ?? ''] ?? text[index + 1] ?? '')
        : code > 0x10ffff
          ? '\uFFFD'
          : String.fromCodePoint(code);
      builder.copy(at, index);
      builder.replace(index, index + escape[0].length, character);
      at = index + escape[0].length;
      index = at - 1;
    } else if (isDoubledMark(text, index, to)) {
      builder.copy(at, index);
      at = index + 1;
      index += 2;
    }
  }
  builder.copy(at, to);
}

function isDoubledMark(text: string, index: number, to: number): boolean {
  const mark = text[index];
  return (
    (mark === '$' || mark === '%') && index + 2 < to && text[index + 1] === mark && text[index + 2] === '{'
  );
}

function heredoc(node: SyntaxNode, source: MappedText, read: HoleReader): MappedText {
  const { text } = source;
  const builder = new TextBuilder(source);
  const head = /^<<(-?)[^\r\n]*(?:\r\n|\n|\r|$)/.exec(node.text);
  const start = Math.min(node.start + (head?.[0].length ?? 0), node.end);
  const foot = /[^\r\n]*$/.exec(node.text.slice(start - node.start))?.[0].length ?? 0;
  const end = Math.max(start, node.end - foot);
  const holes = node.children.filter((child) => HOLES.includes(child.type));
  const indent = head?.[1] === '-' ? smallestIndent(text.slice(start, end)) : 0;
  let at = start;
  for (const hole of holes) {
    flush(builder, text, at, hole.start, indent);
    putValue(builder, hole.start, hole.end, read(hole));
    at = hole.end;
  }
  flush(builder, text, at, end, indent);
  return builder.build(start);
}

/** Copies a heredoc's literal text, without the indentation that its lines have in common. */
function flush(builder: TextBuilder, text: string, from: number, to: number, indent: number): void {
  let at = from;
  for (let index = from; index < to; index++) {
    if (indent > 0 && (index === 0 || text[index - 1] === '\n')) {
      builder.copy(at, index);
      at = index;
      while (at < to && at - index < indent && (text[at] === ' ' || text[at] === '\t')) at++;
    }
    if (isDoubledMark(text, index, to)) {
      builder.copy(at, index);
      at = index + 1;
      index += 2;
    }
  }
  if (at < to) builder.copy(at, to);
}

function smallestIndent(text: string): number {
  const indents = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  return indents.length === 0 ? 0 : Math.min(...indents);
}
