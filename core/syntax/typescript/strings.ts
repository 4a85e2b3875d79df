import { withInterpolations } from '../interpolation';
import { putValue } from '../put-value';
import { referenceOrUnknown } from '../reference';
import { templateValue } from '../template';
import { TextBuilder, sliceText, type MappedText } from '../text-map';
import type { SyntaxNode } from '../tree';
import type { Range, Value } from '../value';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** Whether a node is text that is written there, whole or in pieces. */
export function isText(node: SyntaxNode): boolean {
  return node.type === 'string' || node.type === 'template_string';
}

/** What a string or template says. */
export function decodeText(
  node: SyntaxNode,
  source: MappedText,
  evaluate: (expression: SyntaxNode) => Value,
): MappedText {
  const [only, ...rest] = node.green.children;
  if (rest.length === 0 && (!only || only.node.type === 'string_fragment')) {
    return sliceText(source, node.start + 1, endOfText(node));
  }
  const builder = new TextBuilder(source);
  putText(builder, node, evaluate);
  return builder.build(node.start + 1);
}

/** The value of a text: what it says is known to the last escape, Terraform's interpolations are holes. */
export function textValue(text: MappedText, range: Range): Value {
  return templateValue(withInterpolations(text, plainExpression), range);
}

function plainExpression(text: MappedText, from: number, to: number): Value {
  return referenceOrUnknown(text.text.slice(from, to), text.map.range(from, to));
}

/** Index of the closing quote, or of the end where it is missing. */
function endOfText(node: SyntaxNode): number {
  const isClosed = node.end - node.start > 1 && node.source[node.end - 1] === node.source[node.start];
  return isClosed ? node.end - 1 : node.end;
}

/** Adds what a string or template says; its substitutions are read by `evaluate`. */
export function putText(
  builder: TextBuilder,
  node: SyntaxNode,
  evaluate: (expression: SyntaxNode) => Value,
): void {
  let at = node.start + 1;
  for (const child of node.children) {
    if (child.type === 'escape_sequence') {
      builder.copy(at, child.start);
      builder.replace(child.start, child.end, unescape(child.text));
      at = child.end;
    } else if (child.type === 'template_substitution') {
      builder.copy(at, child.start);
      const [expression] = child.children;
      if (expression) putValue(builder, child.start, child.end, evaluate(expression));
      else builder.leave(child.start, child.end, empty(child));
      at = child.end;
    }
  }
  builder.copy(at, endOfText(node));
}

function empty(node: SyntaxNode): Extract<Value, { kind: 'unknown' }> {
  const range = { start: node.start, end: node.end };
  return { kind: 'unknown', reason: 'missing', text: '', references: [], range };
}

function unescape(escape: string): string {
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})$/.exec(escape);
  const code = Number.parseInt(hex?.[1] ?? hex?.[2] ?? hex?.[3] ?? '', 16);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  if (/^\\(\r\n|[\n\r\u2028\u2029])$/.test(escape)) return '';
  return ESCAPES[escape.slice(1)] ?? escape.slice(1);
}
