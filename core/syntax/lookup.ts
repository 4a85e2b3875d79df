import { childValue } from './inspect';
import type { Range, ReferenceValue, Value } from './value';

/** What a reference stands for, where that is known: a local, a variable's default. */
export type Lookup = (reference: ReferenceValue) => Value | undefined;

/** Follows nothing. */
export const noLookup: Lookup = () => undefined;

/** Where `local.x` and `var.x` are defined, each read when it is asked for. */
export type Definitions = ReadonlyMap<string, (lookup: Lookup) => Value>;

/** Values that one file may take in through references; more is a mistake, or an attack. */
const MAX_LOOKUPS = 20_000;
const MAX_NESTING = 20;

/**
 * Follows references to definitions, and those in them; one that leads back to itself stays a reference.
 * @param elsewhere what another file defines, when the definitions here do not have it
 */
export function lookupIn(definitions: Definitions, elsewhere: Lookup = noLookup): Lookup {
  const open = new Set<string>();
  let count = 0;
  const lookup: Lookup = (reference) => {
    const define = definitions.get(reference.target);
    if (!define) return elsewhere(reference);
    if (reference.index !== undefined || open.has(reference.target)) return undefined;
    if (++count > MAX_LOOKUPS || open.size >= MAX_NESTING) return undefined;
    open.add(reference.target);
    const value = define(lookup);
    open.delete(reference.target);
    const found = reference.attribute.reduce<Value | undefined>(childValue, value);
    return found && { ...found, use: reference.range };
  };
  return lookup;
}

/** The same value as seen from another file: every range says which file it is in. */
export function relocate<T extends Value>(value: T, path: string): T {
  return mapRanges(value, (range) => (range.path === undefined ? { ...range, path } : range));
}

function mapRanges<T extends Value>(value: T, move: (range: Range) => Range): T;
function mapRanges(value: Value, move: (range: Range) => Range): Value {
  const range = move(value.range);
  switch (value.kind) {
    case 'list':
      return { ...value, range, items: value.items.map((item) => mapRanges(item, move)) };
    case 'object':
      return {
        ...value,
        range,
        entries: value.entries.map(({ key, value: inner }) => ({
          key: mapRanges(key, move),
          value: mapRanges(inner, move),
        })),
      };
    case 'json': {
      const content = mapRanges(value.content, move);
      return value.text
        ? { ...value, range, content, text: mapRanges(value.text, move) }
        : { ...value, range, content };
    }
    case 'template':
      return { ...value, range, parts: value.parts.map((part) => mapRanges(part, move)) };
    case 'unknown':
      return { ...value, range, references: value.references.map((part) => mapRanges(part, move)) };
    default:
      return { ...value, range };
  }
}
