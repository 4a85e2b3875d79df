/** Statements and grants of a file on which "Why would this be denied?" has something to say. */
import type { Model } from '../../model/model';
import type { Range } from '../../syntax/value';
import { headOf, subjectsOf } from '../explain/subject';

export interface ExplainLens {
  readonly kind: 'explain';
  /** The Sid or the first element of a statement; the name or type of a grant. */
  readonly range: Range;
  /** What `explainAt` is to be asked with. */
  readonly offset: number;
}

export function explainLenses(model: Model, path: string): ExplainLens[] {
  const heads = subjectsOf(model)
    .map(headOf)
    .filter((head) => head.path === path);
  // One document that two keys share is one statement in the file.
  const distinct = new Map(heads.map((head) => [head.start, head]));
  return [...distinct.values()].map(({ start, end }) => ({
    kind: 'explain',
    range: { start, end },
    offset: start,
  }));
}
