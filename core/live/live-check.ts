/** A check of what only live accounts show, and the part of the chain that it is about. */

/** The part of the chain that a check is about. */
export type Layer =
  | 'bucket policy'
  | 'public access'
  | 'bucket'
  | 'key policy'
  | 'key'
  | 'default encryption'
  | 'file system'
  | 'service-linked role'
  | 'association'
  | 'grant'
  | 'service control policy'
  | 'resource control policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy'
  | 'identity policy';

/** Something that does not hold, or is not known to. */
export interface LiveCheck {
  step: number;
  layer: Layer;
  /** False, or undefined where it is not settled yet. */
  holds: false | undefined;
  message: string;
  /** What to change, in a sentence; the message may say it already. */
  advice?: string;
  /** Command that mends it, where there is one. */
  command?: string;
}
