/** What proves a step: checks, each with what was really seen. */
import type { AccountRole } from './steps';

/** Something that AWS, Terraform or the client answered, word for word. */
export interface Evidence {
  /** What it is, for example `CloudTrail event 6f1c…`. */
  title: string;
  /** Where it was read, for example `cloudtrail:LookupEvents in 111111111111, us-east-1`. */
  source: string;
  /** Text, or JSON in lines. */
  text: string;
}

/** `unknown`: it could not be looked at, or AWS had not said yet when the time was up. */
export type CheckStatus = 'passed' | 'failed' | 'unknown';

export interface Check {
  /** Kebab-case, stable, unique in its step. */
  id: string;
  /** The account that was asked. */
  account: AccountRole;
  /** What should hold, for example `GetBucketPolicy names account A's role`. */
  title: string;
  status: CheckStatus;
  /** What was seen; where it did not pass, what that means and what to do. */
  message: string;
  evidence: Evidence[];
  /** What it has made and left where it is, so that everybody can look at what was proved. */
  leaves?: Left;
}

/** A file of the file system, by a client that sees it; or an object in the bucket. */
export type Left = { kind: 'file'; path: string; instanceId: string } | { kind: 'object'; uri: string };

/** A step passed when each of its checks did; it failed when one did; else it is unknown. */
export interface Proof {
  /** 1 to 7. */
  step: number;
  status: CheckStatus;
  /** ISO 8601, when the last check ended. */
  at: string;
  checks: Check[];
}

/** The status of a step with these checks. A step without any is unknown: nothing has been seen. */
export function statusOfChecks(checks: readonly Pick<Check, 'status'>[]): CheckStatus {
  if (checks.some(({ status }) => status === 'failed')) return 'failed';
  return checks.length > 0 && checks.every(({ status }) => status === 'passed') ? 'passed' : 'unknown';
}
