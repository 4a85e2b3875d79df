/** A load or an export that failed, as it is seen before it is known why. */
import type { Found } from './found';

/** What failed: it fits a refusal of the same. */
export type Direction = 'read' | 'list' | 'export';

/** Something that went wrong, before it is known why. */
export interface Symptom {
  direction: Direction;
  /** What was seen, as a sentence. */
  seen: string;
  found: Found;
}
