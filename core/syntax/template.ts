import { readJson } from './json';
import { sliceText, type MappedText } from './text-map';
import type { JsonValue, Range, ReferenceValue, StringValue, TemplateValue, UnknownValue } from './value';

/**
 * The value of a text with holes: a string where it has none, the hole itself where it is nothing else,
 * JSON where it holds an object.
 * @param range where it is written, quotes included
 */
export function templateValue(
  text: MappedText,
  range: Range,
): StringValue | TemplateValue | ReferenceValue | UnknownValue | JsonValue {
  const value = withoutJson(text, range);
  if (value.kind !== 'string' && value.kind !== 'template') return value;
  if (!mayBeJson(text.text)) return value;
  const content = readJson(text, templateValue).value;
  return content?.kind === 'object' && content.entries.length > 0
    ? { kind: 'json', content, text: value, range }
    : value;
}

/** The same for a text that is no JSON whatever it looks like: a key, a constant. */
export function withoutJson(
  text: MappedText,
  range: Range,
): StringValue | TemplateValue | ReferenceValue | UnknownValue {
  if (text.holes.length === 0) return { kind: 'string', text: text.text, map: text.map, range };
  const parts: (StringValue | ReferenceValue | UnknownValue)[] = [];
  let at = 0;
  for (const hole of text.holes) {
    if (at < hole.start) parts.push(literal(text, at, hole.start));
    parts.push(hole.value);
    at = hole.end;
  }
  if (at < text.text.length) parts.push(literal(text, at, text.text.length));
  const [only] = parts;
  if (parts.length === 1 && only) return { ...only, range };
  return { kind: 'template', parts, range };
}

function literal(text: MappedText, from: number, to: number): StringValue {
  const part = sliceText(text, from, to);
  return { kind: 'string', text: part.text, map: part.map, range: text.map.range(from, to) };
}

function mayBeJson(text: string): boolean {
  return text.includes('"') && /^\s*\{/.test(text);
}
