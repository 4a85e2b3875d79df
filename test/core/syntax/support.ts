import { createParsers } from '../../../core/syntax/parsers';
import { Reader } from '../../../core/syntax/reader';
import { readGrammars } from '../../../runner/grammars';
import type { SourceFile } from '../../../core/syntax/source-file';
import type { ObjectValue, Range, Value } from '../../../core/syntax/value';

/** One set of parsers for all tests of this folder. */
export const parsers = readGrammars().then(createParsers);

/** Reads a text, which must be one that gives something. */
export async function read(path: string, text: string): Promise<SourceFile> {
  const file = new Reader(await parsers).read({ path, text });
  if (!file) throw new Error(`${path} gives nothing`);
  return file;
}

/** The body of the resource with an address. */
export function bodyOf(file: SourceFile, address: string): ObjectValue {
  const resource = file.resources.find((candidate) => candidate.address === address);
  if (!resource)
    throw new Error(`no ${address} among ${file.resources.map((other) => other.address).join(', ')}`);
  return resource.body;
}

/**
 * A value as one reads it: plain data, `?reason` for the unknown, `→target.attribute` for a reference,
 * `a{→b}c` for a template, `{ json }` for JSON in a string, `…` where there may be more.
 */
export function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case 'string':
      return value.text;
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return [...value.items.map(plain), ...(value.complete ? [] : ['…'])];
    case 'object':
      return Object.fromEntries([
        ...value.entries.map((entry) => [entry.key.text, plain(entry.value)]),
        ...(value.complete ? [] : [['…', true]]),
      ]) as unknown;
    case 'json':
      return { json: plain(value.content) };
    case 'template':
      return value.parts
        .map((part) => (part.kind === 'string' ? part.text : `{${String(plain(part))}}`))
        .join('');
    case 'reference': {
      const index = value.index === undefined ? '' : `[${value.index}]`;
      return `→${[value.target + index, ...value.attribute].join('.')}`;
    }
    case 'unknown':
      return `?${value.reason}`;
  }
}

/** A step into a value: an object's key, a list's index. */
export function dig(value: Value | undefined, ...steps: readonly (string | number)[]): Value {
  let found = value;
  for (const step of steps) {
    if (found?.kind === 'json') found = found.content;
    if (found?.kind === 'object') {
      found = found.entries.findLast((entry) => entry.key.text === step)?.value;
    } else if (found?.kind === 'list') found = found.items[Number(step)];
    else found = undefined;
  }
  if (!found) throw new Error(`nothing at ${steps.join('.')}`);
  return found;
}

/** A text with `«` and `»` around the stretches that are expected, and their ranges. */
export function marked(source: string): { text: string; ranges: Range[] } {
  const ranges: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  for (const part of source.split(/([«»])/)) {
    if (part === '«') {
      const range = { start: text.length, end: text.length };
      ranges.push(range);
      open.push(range);
    } else if (part === '»') {
      const range = open.pop();
      if (range) range.end = text.length;
    } else text += part;
  }
  return { text, ranges };
}
