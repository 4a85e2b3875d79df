import type { MarkedFiles } from '../../support';

/** One place, and what is offered there. */
export interface Offers {
  readonly name: string;
  readonly files: MarkedFiles;
  /** What is replaced; empty where it is left out. */
  readonly replaced?: string;
  /** The first labels, in order; all of them with `only`. */
  readonly labels?: readonly string[];
  readonly only?: boolean;
  /** What some labels put in. */
  readonly puts?: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
}
