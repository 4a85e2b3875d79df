/** What can be put at a cursor, before it is written in the language of the file. */

export type CandidateKind = 'element' | 'operator' | 'condition-key' | 'action' | 'principal' | 'value';

export interface Candidate {
  readonly label: string;
  readonly kind: CandidateKind;
  /** A few words beside the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  readonly insert: Insert;
  /** Lower ones come first; those of one rank by their order. */
  readonly rank: number;
  readonly preselect?: boolean;
  /** Whether nothing can be offered for what is filled in. */
  readonly isFreeText?: boolean;
}

/**
 * - `text`: a string;
 * - `literal`: a number, `true` or `false`, without quotes of its own;
 * - `name`: the name of an entry, with a value for it where none is there yet;
 * - `block`: a block of HCL, in other languages a list of objects.
 */
export type Insert =
  | { readonly as: 'text'; readonly pieces: readonly Piece[] }
  | { readonly as: 'literal'; readonly text: string }
  | { readonly as: 'name'; readonly name: readonly Piece[]; readonly body: Body }
  | { readonly as: 'block'; readonly name: string; readonly body: Body };

/** A piece of a text: itself, a tab stop, or a reference of Terraform's. */
export type Piece = string | TabStop | { readonly reference: string };

export interface TabStop {
  readonly stop: number;
  /** What stands there first; of several, a choice. */
  readonly options?: readonly string[];
}

/** A value to begin with. */
export type Body =
  | { readonly is: 'text'; readonly pieces: readonly Piece[] }
  | { readonly is: 'list'; readonly item: Body }
  | {
      readonly is: 'object';
      readonly entries: readonly { readonly name: readonly Piece[]; readonly body: Body }[];
    };

/** A candidate that is a text and nothing else. */
export function textCandidate(
  text: string,
  kind: CandidateKind,
  rank: number,
  more: Pick<Candidate, 'detail' | 'documentation' | 'preselect'> = {},
): Candidate {
  return { label: text, kind, rank, insert: { as: 'text', pieces: [text] }, ...more };
}

export function textBody(...pieces: readonly Piece[]): Body {
  return { is: 'text', pieces };
}

export function listBody(item: Body): Body {
  return { is: 'list', item };
}

export function objectBody(...entries: readonly (readonly [name: Piece, body: Body])[]): Body {
  return { is: 'object', entries: entries.map(([name, body]) => ({ name: [name], body })) };
}
