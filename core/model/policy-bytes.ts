/**
 * How many bytes of UTF-8 AWS receives of a policy.
 *
 * Terraform sends compact JSON, whatever the file looks like (the AWS provider normalizes a key's policy); the
 * command line sends a file as it is. What is not known counts as nothing, so that the result is never too high.
 */
import type { Value } from '../syntax/value';
import type { Policy } from './policy';

export function policyBytes({ node, file, holders }: Policy): number {
  const isFile = holders.length === 0 && file.language === 'json' && file.root === node;
  return isFile ? utf8Length(file.text.replace(/^\uFEFF/, '')) : compactBytes(node);
}

/** Characters of one byte that JSON writes as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;
const ASCII = /^[\t\n\r -~]*$/;

/** The same of any value, without the spaces and line breaks between elements. */
export function compactBytes(value: Value): number {
  switch (value.kind) {
    case 'string':
      return PLAIN.test(value.text) ? value.text.length + 2 : utf8Length(JSON.stringify(value.text));
    case 'template':
      return 2 + sum(value.parts, (part) => (part.kind === 'string' ? compactBytes(part) - 2 : 0));
    case 'number':
    case 'boolean':
      return String(value.value).length;
    case 'null':
      return 4;
    case 'list':
      return 2 + Math.max(0, value.items.length - 1) + sum(value.items, compactBytes);
    case 'object':
      return (
        2 +
        Math.max(0, value.entries.length - 1) +
        sum(value.entries, (entry) => compactBytes(entry.key) + 1 + compactBytes(entry.value))
      );
    case 'json':
      return compactBytes(value.content);
    case 'reference':
    case 'unknown':
      return 0;
  }
}

function sum<T>(items: readonly T[], bytesOf: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += bytesOf(item);
  return total;
}

function utf8Length(text: string): number {
  if (ASCII.test(text)) return text.length;
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
