/** A change for the owner of one account. */
export interface Change {
  account: 'A' | 'B' | 'C';
  /** A sentence. */
  what: string;
  /** The policy as it would be, whole. */
  policy?: unknown;
  /** The same against the policy as it is. */
  diff?: string[];
  command?: string;
}
