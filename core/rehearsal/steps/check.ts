/** What a step needs beside allowed requests. */
import type { Located } from '../../syntax/project';
import type { Known } from '../world/world';

/** Rules of the rehearsal's own, as findings name them. */
export type CheckRule =
  | 'rehearsal-view'
  | 'rehearsal-key'
  | 'rehearsal-default-encryption'
  | 'rehearsal-file-system'
  | 'rehearsal-association'
  | 'rehearsal-grant'
  | 'rehearsal-access'
  | 'rehearsal-clean-up';

export interface Check {
  readonly rule: CheckRule;
  /** Undefined where what decides is not known. */
  readonly holds: Known;
  /** What is wrong; where it is not known, what would settle it. */
  readonly message: string;
  /** What to write in Terraform instead, where the message does not say it. */
  readonly advice?: string;
  readonly place?: Located | undefined;
}

/** A check that fails when something is so. */
export function failsWhen(isSo: Known, rule: CheckRule, message: string, place: Located | undefined): Check {
  return { rule, holds: isSo === undefined ? undefined : !isSo, message, place };
}
