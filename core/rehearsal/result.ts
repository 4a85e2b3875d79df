/** What a rehearsal says: the seven steps, each with its requests, as `rehearse --format json` prints it. */
import type { Decision, Layer } from '../access/request';
import type { AccountRole, StepId } from '../journey/steps';

export interface Rehearsal {
  throughStep: number;
  steps: StepResult[];
}

export interface StepResult {
  step: number;
  title: string;
  /** Letter of the account in which the step is taken. */
  account: 'A' | 'B' | 'C';
  expected: 'works' | 'fails';
  outcome: Outcome;
  /** Null where what is not known decides. */
  asExpected: boolean | null;
  requests: RequestResult[];
  findings: FindingResult[];
}

export type Outcome = 'works' | 'fails' | 'unknown';

/** One request and how it is decided; `explain` gives the same for the same case. */
export interface RequestResult {
  principal: string;
  action: string;
  resource: string;
  decision: Decision;
  denial?: 'implicit' | 'explicit';
  because: Layer[];
  reasons: string[];
}

/** What speaks for or against a step beside its requests: a lint finding, or what the rehearsal itself saw. */
export interface FindingResult {
  rule: string;
  message: string;
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
