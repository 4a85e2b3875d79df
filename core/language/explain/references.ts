/** The places that a report rests on, each once, by number. */
import type { Range } from '../../syntax/value';

/** A place in a file, and what the report calls it. */
export interface ExplainReference {
  readonly path: string;
  /** Offsets, in UTF-16 code units; `end` is the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export class References {
  private readonly places: ExplainReference[] = [];

  get all(): readonly ExplainReference[] {
    return this.places;
  }

  /** Number of a place; the same place has the same number. */
  add(range: Range, path: string, label: string): number {
    const place = { path: range.path ?? path, start: range.start, end: range.end, label };
    const known = this.places.findIndex(
      (other) => other.path === place.path && other.start === place.start && other.end === place.end,
    );
    return known < 0 ? this.places.push(place) - 1 : known;
  }
}
