/** What a rehearsal says: the seven steps, each with its requests, as `rehearse --format json` prints it. */
import type { Decision, Layer } from '../access/request';
import type { AccountRole, StepId } from '../journey/steps';

/** A prediction of the steps of the walkthrough. */
export interface Rehearsal {
  /** The last step that was rehearsed, 1 to 7. */
  throughStep: number;
  /** From the first one on. */
  steps: StepResult[];
}

/** One step: what is expected of it, and what will come of it. */
export interface StepResult {
  /** 1 to 7. */
  step: number;
  /** What it does. */
  title: string;
  /** Letter of the account in which the step is taken. */
  account: 'A' | 'B' | 'C';
  /** Reading fails in step 5, all else works. */
  expected: 'works' | 'fails';
  /** What will come of it. */
  outcome: Outcome;
  /** Null where what is not known decides. */
  asExpected: boolean | null;
  /** Every request that it makes. */
  requests: RequestResult[];
  /** What else speaks for or against it. */
  findings: FindingResult[];
}

/** What comes of a step; `unknown` where the Terraform does not show what decides. */
export type Outcome = 'works' | 'fails' | 'unknown';

/** One request and how it is decided; `explain` gives the same for the same case. */
export interface RequestResult {
  /** ARN of who calls. */
  principal: string;
  /** Such as `kms:Decrypt`. */
  action: string;
  /** ARN of the resource. */
  resource: string;
  /** What becomes of it. */
  decision: Decision;
  /** Nothing allows it, or something denies it. */
  denial?: 'implicit' | 'explicit';
  /** The layers that decide. */
  because: Layer[];
  /** Sentences: what AWS would print, then why. */
  reasons: string[];
}

/** What speaks for or against a step beside its requests: a lint finding, or what the rehearsal itself saw. */
export interface FindingResult {
  /** Id of the rule, or of the check of the rehearsal. */
  rule: string;
  /** What it says. */
  message: string;
  /** Where it stands. */
  file?: string;
  /** From 1. */
  line?: number;
}

/** What is expected of a step, and where it is taken. */
export interface StepExpectation {
  readonly account: AccountRole;
  readonly expected: 'works' | 'fails';
}

/** Reading without the grants is to fail; all else is to work. */
export const EXPECTATIONS: Readonly<Record<StepId, StepExpectation>> = {
  'bucket-policy': { account: 'bucket', expected: 'works' },
  'key-policy': { account: 'key', expected: 'works' },
  'default-encryption': { account: 'bucket', expected: 'works' },
  'upload-and-mount': { account: 'fileSystem', expected: 'works' },
  'read-fails': { account: 'fileSystem', expected: 'fails' },
  grant: { account: 'fileSystem', expected: 'works' },
  export: { account: 'fileSystem', expected: 'works' },
};
