/** What both faces of the walkthrough, the editor's and the terminal's, see of it. */
import type { Deployment } from '../../core/deployment/schema';
import type { Cost } from '../../core/journey/costs';
import type { StackRecord } from '../../core/journey/journey';
import type { RunEvent, RunProblem, StackPlan } from '../../core/journey/plan';
import type { Proof } from '../../core/journey/proof';
import type { NextAction, StepStatus } from '../../core/journey/step-states';
import type { AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { Identity } from '../accounts/identity';
import type { CdktfProject } from '../cdktf-project';
import type { DeployEnd } from '../deploy/deploy';
import type { DeletedCounts, EmptyBucketEnd } from '../deploy/empty-bucket';
import type { PlanEnd } from '../deploy/plan';
import type { Synthesis } from '../synthesize';
import type { LockOwner } from './lock-file';

export interface Walk {
  /** As cdktf.json was read last; `view` and each of the others read it again. */
  readonly project: CdktfProject;
  readonly deployment: Deployment;
  readonly target: Target;

  /** Where everything stands. Reads files only, and starts nothing. */
  view(): Promise<WalkView>;
  /** Who is signed in to the three accounts. */
  identities(signal?: AbortSignal): Promise<Identity[]>;

  /** The stacks to deploy for a step, in order: also what is missing of the steps before. Empty: it only looks. */
  stacksOf(step: number): Promise<AccountRole[]>;
  /** The same for one stack: with what it needs. */
  stacksFor(account: AccountRole): Promise<AccountRole[]>;
  /** Raises `throughStep` to a step (never lowers it), and synthesizes. */
  prepare(step: number, signal?: AbortSignal): Promise<WalkSynthesis>;
  /** Synthesizes with `throughStep` as it is: before a destroy, or the deploy of one stack. */
  synthesize(signal?: AbortSignal): Promise<WalkSynthesis>;

  /** The stacks to deploy when the walk goes back to a step, in order. */
  stacksBack(step: number): Promise<AccountRole[]>;
  /** Lowers `throughStep` to a step, and synthesizes. */
  prepareBack(step: number, signal?: AbortSignal): Promise<WalkSynthesis>;

  /** What a deploy or destroy of a stack would do, as it is synthesized. */
  plan(account: AccountRole, verb: StackPlan['verb'], options?: RunOptions): Promise<PlanEnd>;
  /** What of a plan costs money from then on. */
  costsOf(plan: StackPlan): Promise<Cost[]>;
  /**
   * Does what a plan says, once a person has approved it, and records it in the journey. Looks first who is signed in:
   * `refused` when it is the wrong account.
   */
  apply(approved: StackPlan, options?: ApplyOptions): Promise<DeployEnd>;

  /** The stacks that stand, in the order in which they are destroyed. */
  stacksToDestroy(): Promise<AccountRole[]>;
  /** The buckets that a destroy would delete, with all that they hold: a person types their names. */
  bucketsOf(plan: StackPlan): Promise<string[]>;
  /** Empties a bucket that `bucketsOf` names of all versions. */
  empty(bucket: string, options?: EmptyOptions): Promise<EmptyEnd>;

  /** Looks whether a step really works, and records the proof in the journey. */
  verify(step: number, options?: VerifyOptions): Promise<Proof>;

  /** Ends what it has started: its own sandbox. */
  close(): Promise<void>;
}

/** `problem` is set when nothing was synthesized because somebody else is at work. */
export type WalkSynthesis =
  | Exclude<Synthesis, { status: 'failed' }>
  | (Extract<Synthesis, { status: 'failed' }> & { problem?: RunProblem });

export interface RunOptions {
  /** Interrupts the tool that runs, and waits for it. */
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
}

export interface ApplyOptions extends RunOptions {
  /** A second interrupt, after `signal`'s. */
  escalate?: AbortSignal;
}

export interface EmptyOptions {
  signal?: AbortSignal;
  /** What is gone so far. */
  onProgress?: (deleted: DeletedCounts) => void;
}

export type EmptyEnd =
  | EmptyBucketEnd
  /** Somebody else is at work, or it is the wrong account. */
  | { status: 'refused'; problem: RunProblem };

export interface VerifyOptions {
  signal?: AbortSignal;
  onProgress?: (check: { id: string; title: string; message: string }) => void;
}

/** A plain value: it can be sent to a webview as it is. */
export interface WalkView {
  /** When cdktf.json has mistakes, the rest is as it was read last. */
  configuration: { status: 'valid' } | { status: 'invalid'; message: string };
  target: Target;
  /** How far the stacks of cdktf.json go. */
  throughStep: number;
  steps: StepStatus[];
  next: NextAction;
  /** In the order in which they are deployed. */
  stacks: StackView[];
  /** What costs money now, as far as the journey knows. */
  costs: Cost[];
  /** Names of the buckets that go with a clean-up, as far as the journey knows. */
  buckets: string[];
  /** What of the journey file could not be read, as sentences; the next change puts that file aside. */
  journeyProblems: string[];
  /** Who deploys in this project at the moment. */
  running: LockOwner | undefined;
  /** Address of the sandbox that the walk goes to, while one runs. */
  sandboxEndpoint: string | undefined;
  /** Why nothing can be deployed there: the sandbox is another project's, or has other accounts. */
  refusal?: { message: string; nextAction: string };
}

export interface StackView {
  account: AccountRole;
  letter: 'A' | 'B' | 'C';
  /** Name of the stack. */
  stack: string;
  accountId: string;
  holds: string;
  /** Undefined: never deployed, as far as the journey knows. */
  record: StackRecord | undefined;
  /** Whether what is synthesized differs from what is deployed, for the same step. */
  changed: boolean;
}

export type OpenWalk =
  | { status: 'open'; walk: Walk }
  | { status: 'cancelled' }
  | { status: 'refused'; message: string; nextAction: string };

export interface OpenWalkOptions {
  /** Folder with cdktf.json. */
  folder: string;
  target: Target['kind'];
  /** Default: `.fsx-lustre-kms/sandbox` in the folder. */
  sandboxFolder?: string;
  /** Path of `dist/cli.js`, which has the sandbox. */
  cli: string;
  /** Only `view` will be asked: no sandbox is started. */
  viewOnly?: boolean;
  /** Who walks, for those who have to wait. Default: `The terminal`. */
  by?: string;
  /** Ends the opening. */
  signal?: AbortSignal;
  /** Told what is going on, and what goes wrong on the side, as sentences. */
  onMessage?: (message: string) => void;
}
