import { childrenOf, isPolicy } from './inspect';
import type { Resource } from './source-file';
import type { ObjectValue, Value } from './value';

/** The policies in a value, outermost only: a policy holds no policy. */
export function policiesIn(value: Value): ObjectValue[] {
  return isPolicy(value) ? [value] : childrenOf(value).flatMap(policiesIn);
}

/** Policies in locals, variables, outputs and the like, that no resource has taken in. */
export function documentsInResources(resources: readonly Resource[]): ObjectValue[] {
  const others = resources
    .filter((resource) => resource.kind === 'other')
    .flatMap((resource) => policiesIn(resource.body));
  if (others.length === 0) return [];
  const used = resources
    .filter((resource) => resource.kind !== 'other')
    .flatMap((resource) => policiesIn(resource.body));
  const seen = new Set(used.map(placeOf));
  return others.filter((document) => {
    const place = placeOf(document);
    return !seen.has(place) && seen.add(place);
  });
}

function placeOf({ range }: ObjectValue): string {
  return `${range.path ?? ''}:${range.start}`;
}
