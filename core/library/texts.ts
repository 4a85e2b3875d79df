/** A text that is read as a file. */
export interface NamedText {
  /** Its path or name; the ending says what it is, and the content where the ending leaves that open. */
  readonly path: string;
  /** Its content. */
  readonly text: string;
}
