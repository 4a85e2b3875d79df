import { TextMap } from '../text-map';
import type { GreenNode } from '../green';
import type { StringValue, Value } from '../value';

/**
 * The value of a literal that is what it looks like. Most of a policy is made of these, so they are read
 * without a node of their own.
 * @returns undefined for a text with escapes, substitutions, interpolations or JSON in it, and all else
 */
export function plainLiteral(node: GreenNode, start: number, source: string): Value | undefined {
  const end = start + node.length;
  switch (node.type) {
    case 'string':
    case 'template_string': {
      const value = plainText(node, start, source);
      return value && /[$%]\{|^\s*\{/.test(value.text) ? undefined : value;
    }
    case 'number': {
      const value = Number(source.slice(start, end));
      return Number.isNaN(value) ? undefined : { kind: 'number', value, range: { start, end } };
    }
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', range: { start, end } };
    default:
      return undefined;
  }
}

/** The name of a property that is written as a name, a number or a plain text. */
export function plainKey(node: GreenNode, start: number, source: string): StringValue | undefined {
  if (node.type !== 'property_identifier' && node.type !== 'number') return plainText(node, start, source);
  const text = source.slice(start, start + node.length);
  const range = { start, end: start + node.length };
  return { kind: 'string', text, map: TextMap.straight(start, text.length), range };
}

function plainText(node: GreenNode, start: number, source: string): StringValue | undefined {
  if (node.type !== 'string' && node.type !== 'template_string') return undefined;
  const end = start + node.length;
  const [only] = node.children;
  if (node.children.length > 1 || (only && only.node.type !== 'string_fragment')) return undefined;
  if (node.hasError || node.length < 2) return undefined;
  const text = source.slice(start + 1, end - 1);
  return { kind: 'string', text, map: TextMap.straight(start + 1, text.length), range: { start, end } };
}
