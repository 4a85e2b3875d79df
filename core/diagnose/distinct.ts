import type { OpenPoint } from './diagnosis';
import type { Found } from './found';

/** The same twice is once, with what was seen of each; what they leave open in the same words is asked of the first. */
export function distinct(all: readonly Found[]): Found[] {
  const byTitle = new Map<string, { first: Found; sure: Set<string>; unsure: Map<string, OpenPoint> }>();
  for (const found of all) {
    const id = `${found.layer} ${found.title}`;
    const known = byTitle.get(id) ?? { first: found, sure: new Set(), unsure: new Map() };
    byTitle.set(id, known);
    for (const sentence of found.sure) known.sure.add(sentence);
    for (const point of found.unsure) if (!known.unsure.has(point.text)) known.unsure.set(point.text, point);
  }
  return [...byTitle.values()].map(({ first, sure, unsure }) => ({
    ...first,
    sure: [...sure],
    unsure: [...unsure.values()],
  }));
}
