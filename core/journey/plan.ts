/** What a deploy of one stack would do, and what became of it. */
import type { AccountRole } from './steps';

/** Terraform's own words for what it does to a resource; `replace` is a delete and a create. */
export type ChangeAction = 'create' | 'update' | 'replace' | 'delete';

export interface PlannedChange {
  /** Terraform address, for example `aws_kms_key.data`. */
  address: string;
  /** Resource type. */
  type: string;
  action: ChangeAction;
  /** Set for a replace that is due because its creation never came to an end: there is no whole one that is lost. */
  isUnfinished?: true;
}

export interface StackPlan {
  verb: 'deploy' | 'destroy';
  account: AccountRole;
  /** Name of the stack. */
  stack: string;
  /** Account id that the stack's provider allows. */
  accountId: string;
  /** SHA-256 of the stack's `cdk.tf.json`, hexadecimal: what is approved is what is applied. */
  hash: string;
  /** Changes of resources, without those that stay as they are. Changes of outputs alone are none. */
  changes: PlannedChange[];
  /** Whether only outputs change. */
  outputsOnly: boolean;
}

export type ChangeCounts = Record<ChangeAction, number>;

export function countChanges(changes: readonly PlannedChange[]): ChangeCounts {
  const counts: ChangeCounts = { create: 0, update: 0, replace: 0, delete: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

/** Why a stack could not be planned, deployed or destroyed, and what to do about it. */
export interface RunProblem {
  kind:
    /** Somebody else is at work in this project. */
    | 'busy'
    | 'state-locked'
    | 'credentials-expired'
    | 'credentials-missing'
    | 'wrong-account'
    | 'provider-missing'
    | 'terraform-missing'
    | 'cdktf-missing'
    | 'access-denied'
    | 'throttled'
    | 'changed-since-approval'
    | 'bucket-not-empty'
    | 'partial-apply'
    | 'backend-changed'
    | 'unsupported-platform'
    | 'other';
  /** One sentence: what happened. */
  message: string;
  /** What to do next, with the exact command where there is one. */
  nextAction: string;
  /** The lines of the tool's output that say so. */
  output: string;
}

/** Something that happens while a stack is planned, deployed or destroyed. */
export type RunEvent =
  /** A phase begins. */
  | { kind: 'phase'; phase: 'init' | 'plan' | 'apply' | 'outputs' }
  /** A resource's change begins, goes on, or has ended. */
  | {
      kind: 'resource';
      address: string;
      action: 'create' | 'update' | 'delete' | 'read';
      state: 'begun' | 'running' | 'done' | 'failed';
      /** Seconds since it began, as Terraform says. */
      seconds?: number;
    }
  /** A line of the tool's output, without its line end and without escape sequences. */
  | { kind: 'line'; text: string };
