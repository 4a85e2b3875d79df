/** Constructs in the workspace's TypeScript by their ids: where they are made, when no trace says it. */
import { stackLenses } from '../language/lenses/stacks';
import type { GrammarParser } from '../syntax/parsers';
import { LineIndex } from '../syntax/position';
import type { SourceInput } from '../syntax/detect';
import type { SourceFile } from '../syntax/source-file';
import type { SourcePlace } from './place';

/** Places of `new X(scope, 'id')` by id. */
export type MadeWithId = ReadonlyMap<string, readonly SourcePlace[]>;

/**
 * @param sources files that were read: their resources count
 * @param texts TypeScript files: their stacks count
 */
export function madeWithId(
  sources: readonly SourceFile[],
  texts: readonly SourceInput[],
  parser: GrammarParser | undefined,
): MadeWithId {
  const made = new Map<string, SourcePlace[]>();
  const add = (id: string, place: SourcePlace) => made.set(id, [...(made.get(id) ?? []), place]);
  for (const { path, text, language, resources } of sources) {
    if (language !== 'typescript') continue;
    const lines = new LineIndex(text);
    for (const { name, head } of resources) {
      if (name !== '') add(name, { path, ...lines.positionAt(head.start) });
    }
  }
  for (const { path, text } of parser ? texts : []) {
    const lines = new LineIndex(text);
    for (const { range, stackIds, isMade } of parser ? stackLenses(text, parser) : []) {
      for (const id of isMade ? stackIds : []) add(id, { path, ...lines.positionAt(range.start) });
    }
  }
  return made;
}

/**
 * The construct of a path, else the nearest one around it, as far as its id stands in one place only.
 * @param constructPath `stack/inner/grant`
 */
export function placeOfPath(constructPath: string, made: MadeWithId): SourcePlace | undefined {
  for (const id of constructPath.split('/').reverse()) {
    const [only, ...others] = made.get(id) ?? [];
    if (only && others.length === 0) return only;
  }
  return undefined;
}
