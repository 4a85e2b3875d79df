import type {
  Entry,
  JsonValue,
  ObjectValue,
  Range,
  ReferenceValue,
  StringValue,
  TemplateValue,
  Value,
} from './value';

/** The text of a string that is known; undefined for everything else. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.text : undefined;
}

/**
 * Exact range of some of a string's characters, whatever escapes stand between it and the file.
 * @param from index of the first character in `value.text`
 * @param to index after the last one; without it, the whole text, without its quotes
 */
export function tokenRange(value: StringValue, from = 0, to = value.text.length): Range {
  const { path } = value.range;
  return path === undefined ? value.map.range(from, to) : { ...value.map.range(from, to), path };
}

/** The value of an object's entry; of several with the same key the last one, as JSON readers have it. */
export function entryOf(value: Value | undefined, key: string): Value | undefined {
  return findEntry(value, key)?.value;
}

/** An object's entry with its key; of several the last one. */
export function findEntry(value: Value | undefined, key: string): Entry | undefined {
  if (value?.kind !== 'object') return undefined;
  // A plain loop: this is what rules call most.
  const { entries } = value;
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index];
    if (entry?.key.text === key) return entry;
  }
  return undefined;
}

/** One step into a value: an object's entry or a list's item; undefined where that can't be seen. */
export function childValue(value: Value | undefined, step: string): Value | undefined {
  if (value?.kind === 'object') return entryOf(value, step);
  return value?.kind === 'list' && /^\d+$/.test(step) ? value.items[Number(step)] : undefined;
}

/** The items of a list, or the one value that stands in the place of a list; nothing of nothing. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value.kind === 'null') return [];
  return value.kind === 'list' ? value.items : [value];
}

/** What a policy attribute holds: the content of its JSON, or the value itself where it is no JSON text. */
export function contentOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'json' ? contentOf(value.content) : value;
}

/** Blocks of one name: HCL repeats them, JSON and TypeScript have an object or a list of them. */
export interface Blocks {
  readonly blocks: readonly ObjectValue[];
  /** False when there may be more than the file shows, or one of them is not known. */
  readonly complete: boolean;
}

/** The blocks of a name in a resource's body or in another block. */
export function blocksOf(body: Value | undefined, name: string): Blocks {
  if (body?.kind !== 'object') return { blocks: [], complete: body === undefined };
  const blocks: ObjectValue[] = [];
  let complete = body.complete;
  for (const entry of body.entries) {
    if (entry.key.text !== name) continue;
    if (entry.value.kind === 'list' && !entry.value.complete) complete = false;
    for (const item of itemsOf(entry.value)) {
      if (item.kind === 'object') blocks.push(item);
      else complete = false;
    }
  }
  return { blocks, complete };
}

/** True when a value, and everything in it, is there in full. */
export function isKnown(value: Value): boolean {
  switch (value.kind) {
    case 'list':
      return value.complete && value.items.every(isKnown);
    case 'object':
      return value.complete && value.entries.every((entry) => isKnown(entry.value));
    case 'json':
      return isKnown(value.content);
    case 'template':
    case 'reference':
    case 'unknown':
      return false;
    default:
      return true;
  }
}

/** Every value in a value, itself first, in the order of the file. */
export function valuesIn(value: Value): readonly Value[] {
  const found: Value[] = [];
  visitValues(value, (inner) => found.push(inner));
  return found;
}

/** Calls for every value in a value, itself first, in the order of the file. */
function visitValues(value: Value, visit: (value: Value) => void): void {
  visit(value);
  switch (value.kind) {
    case 'list':
      for (const item of value.items) visitValues(item, visit);
      return;
    case 'object':
      for (const entry of value.entries) visitValues(entry.value, visit);
      return;
    case 'json':
      visitValues(value.content, visit);
      return;
    case 'template':
      for (const part of value.parts) visitValues(part, visit);
      return;
    case 'unknown':
      for (const reference of value.references) visit(reference);
      return;
    default:
  }
}

/** The references in a value, in the order of the file. */
export function referencesIn(value: Value): ReferenceValue[] {
  const found: ReferenceValue[] = [];
  visitValues(value, (inner) => {
    if (inner.kind === 'reference') found.push(inner);
  });
  return found;
}

/** The values directly in a value, in the order of the file. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'object':
      return value.entries.map((entry) => entry.value);
    case 'json':
      return [value.content];
    case 'template':
      return value.parts;
    case 'unknown':
      return value.references;
    default:
      return [];
  }
}

/** The text of a string or template with one character in the place of each hole, for a look at its form. */
export function outline(value: StringValue | TemplateValue, hole = '\uFFFC'): string {
  if (value.kind === 'string') return value.text;
  return value.parts.map((part) => (part.kind === 'string' ? part.text : hole)).join('');
}

/** Whether an object looks like a policy: it has a `Statement`. */
export function isPolicy(value: Value | undefined): value is ObjectValue {
  return value?.kind === 'object' && value.entries.some((entry) => entry.key.text === 'Statement');
}

/** A text's JSON, for rules that measure it. */
export function jsonTextOf(value: JsonValue): string | undefined {
  return value.text?.kind === 'string' ? value.text.text : undefined;
}
