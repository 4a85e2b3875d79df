/** A change for the owner of one account. */
export interface Change {
  account: 'A' | 'B' | 'C';
  /** A sentence. */
  what: string;
  /** The policy as it would be, whole. */
  policy?: unknown;
  /** The same against the policy as it is. */
  diff?: string[];
  /** Name of the file that the command takes the policy from. */
  file?: string;
  command?: string;
  /** What Terraform, or CDKTF, makes of it where one of them manages what is changed. */
  terraform?: string;
  cdktf?: string;
}
