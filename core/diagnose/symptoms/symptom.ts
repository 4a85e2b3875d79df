/** A load or an export that failed, as it is seen before it is known why. */
import type { Found } from '../found';

/** What failed: it fits a refusal of the same. */
export type Direction = 'read' | 'list' | 'export';

/** Something that went wrong, before it is known why. */
export interface Symptom {
  direction: Direction;
  /** What was seen, as a sentence. */
  seen: string;
  /** What `lfs` shows of the same file, as sentences. */
  beside: string[];
  /** Of the file on the client, where one is named and why it failed is open. */
  path?: string;
  /** Of the object, where the file system's log says that access to it was denied. */
  deniedKey?: string;
  found: Found;
}
