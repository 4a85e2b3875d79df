import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { strictJsonTree } from './strict-json';
import { TextBuilder, sliceText, type MappedText } from './text-map';
import { withoutJson } from './template';
import type { Comment } from './source-file';
import type { Entry, ObjectValue, Range, StringValue, Value } from './value';

/** Turns what a string says into a value: as it is, or with its interpolations as holes. */
export type StringReader = (text: MappedText, range: Range) => Value;

/** What a JSON text says. */
export interface JsonText {
  /** Undefined when there is nothing that could be a value. */
  readonly value: Value | undefined;
  readonly wellFormed: boolean;
  /** True when it is JSON to the letter: without comments, and without a comma that nothing follows. */
  readonly strict: boolean;
}

/** Nobody writes policies this deep; the parser would run out of stack far below what a file can hold. */
const MAX_DEPTH = 200;
/** `jsonc-parser`'s kinds of token, which it has as an enum without values at run time. */
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const END_OF_FILE = 17;

/**
 * Reads JSON with comments and trailing commas, however broken: what can be known is there, a missing value
 * is unknown. Holes may stand in strings and in the place of values.
 */
export function readJson(source: MappedText, readString: StringReader): JsonText {
  if (isTooDeep(source.text)) return { value: undefined, wellFormed: false, strict: false };
  const text = withHolesAsNumbers(source);
  const reader = new JsonReader(source, readString);
  const strict = strictJsonTree(text);
  if (strict) return { value: reader.value(strict), wellFormed: true, strict: source.holes.length === 0 };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return { value: tree && reader.value(tree), wellFormed: errors.length === 0, strict: false };
}

/** The comments of a JSON text. */
export function jsonComments(source: MappedText): Comment[] {
  const { text, map } = source;
  if (!text.includes('//') && !text.includes('/*')) return [];
  const comments: Comment[] = [];
  const scanner = createScanner(text);
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (token !== LINE_COMMENT && token !== BLOCK_COMMENT) continue;
    const from = scanner.getTokenOffset();
    const to = from + scanner.getTokenLength();
    comments.push({ range: map.range(from, to), text: text.slice(from, to) });
  }
  return comments;
}

class JsonReader {
  constructor(
    private readonly source: MappedText,
    private readonly readString: StringReader,
  ) {}

  value(node: Node): Value {
    const from = node.offset;
    const to = node.offset + node.length;
    const range = this.source.map.range(from, to);
    switch (node.type) {
      case 'string':
        return this.readString(this.decode(from, to), range);
      case 'number': {
        const hole = this.source.holes.find((candidate) => candidate.start === from);
        return hole ? { ...hole.value, range } : { kind: 'number', value: node.value as number, range };
      }
      case 'boolean':
        return { kind: 'boolean', value: node.value as boolean, range };
      case 'null':
        return { kind: 'null', range };
      case 'array':
        return {
          kind: 'list',
          items: (node.children ?? []).map((child) => this.value(child)),
          complete: true,
          range,
        };
      case 'object':
        return this.object(node, range);
      case 'property':
        return this.missing(from);
    }
  }

  private object(node: Node, range: Range): ObjectValue {
    const entries: Entry[] = [];
    let complete = true;
    for (const property of node.children ?? []) {
      const [keyNode, valueNode] = property.children ?? [];
      if (!keyNode) continue;
      const key = this.key(keyNode);
      if (!key) complete = false;
      else {
        const end = property.offset + property.length;
        entries.push({ key, value: valueNode ? this.value(valueNode) : this.missing(end) });
      }
    }
    return { kind: 'object', entries, complete, range };
  }

  private key(node: Node): StringValue | undefined {
    const to = node.offset + node.length;
    const key = withoutJson(this.decode(node.offset, to), this.source.map.range(node.offset, to));
    return key.kind === 'string' ? key : undefined;
  }

  private missing(offset: number): Value {
    const range = this.source.map.range(offset, offset);
    return { kind: 'unknown', reason: 'missing', text: '', references: [], range };
  }

  /** What a string literal says; its closing quote may be missing. */
  private decode(from: number, to: number): MappedText {
    const { text } = this.source;
    const raw = text.slice(from, to);
    if (!raw.includes('\\')) {
      const end = raw.length > 1 && raw.endsWith('"') ? to - 1 : to;
      return sliceText(this.source, from + 1, end);
    }
    const builder = new TextBuilder(this.source);
    let at = from + 1;
    for (let index = at; index <= to; index++) {
      if (index === to || text[index] === '"') {
        builder.copy(at, index);
        break;
      }
      if (text[index] !== '\\') continue;
      builder.copy(at, index);
      const [length, character] = escapeAt(text, index, to);
      builder.replace(index, index + length, character);
      at = index + length;
      index = at - 1;
    }
    return builder.build(from + 1);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Length of the escape that begins at a backslash, and what it stands for; a wrong one for itself. */
function escapeAt(text: string, index: number, end: number): [length: number, character: string] {
  const next = text[index + 1] ?? '';
  if (index + 1 >= end) return [1, '\\'];
  const hex = next === 'u' ? /^[0-9a-fA-F]{4}/.exec(text.slice(index + 2, Math.min(index + 6, end))) : null;
  if (hex) return [6, String.fromCharCode(Number.parseInt(hex[0], 16))];
  return [2, ESCAPES[next] ?? next];
}

/** A hole outside a string stands for a value: a number, of the same length, keeps its place. */
function withHolesAsNumbers({ text, holes }: MappedText): string {
  if (holes.length === 0) return text;
  let result = '';
  let at = 0;
  let inString = false;
  for (const hole of holes) {
    for (let index = at; index < hole.start; index++) {
      if (text[index] === '\\' && inString) index++;
      else if (text[index] === '"') inString = !inString;
      else if (text[index] === '\n') inString = false;
    }
    result += text.slice(at, hole.start);
    result += inString ? text.slice(hole.start, hole.end) : '0'.padEnd(hole.end - hole.start);
    at = hole.end;
  }
  return result + text.slice(at);
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth = Math.max(0, depth - 1);
  }
  return false;
}
