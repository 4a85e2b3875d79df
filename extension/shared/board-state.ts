/** What the board shows. The host owns it; the view draws it and keeps nothing but what is chosen and open. */
import type { ChangeAction } from '../../core/journey/plan';
import type { Check, CheckStatus } from '../../core/journey/proof';
import type { StepState as StepStatus } from '../../core/journey/step-states';
import type { AccountRole } from '../../core/journey/steps';
import type { TargetKind } from '../../core/journey/target';
import type { PathVerdict } from '../../core/rehearsal/report/paths';
import type { BoardField, BoardPlace } from './board-fields';

export interface BoardState {
  /** Name of the project's folder. */
  readonly project: string;
  readonly target: TargetKind;
  readonly sandbox: SandboxState;
  /** Why there is nothing to walk through, or what went wrong last; and what to do about it. */
  readonly problem: Problem | undefined;
  readonly steps: readonly StepState[];
  /** Who else is at work in this project, and what of the journey could not be read; sentences. */
  readonly notices: readonly string[];
  /** The one thing to do now. */
  readonly next: NextAction | undefined;
  readonly accounts: readonly AccountState[];
  readonly paths: readonly PathState[];
  /** How the rehearsal came out, in a sentence; undefined before there is one. */
  readonly rehearsal: string | undefined;
  readonly values: readonly FieldState[];
  /** What is edited in cdktf.json itself. */
  readonly places: readonly PlaceState[];
  readonly cleanUp: CleanUpState;
  readonly run: RunState | undefined;
  /** What was done last, in a sentence: read out by a screen reader. */
  readonly said: string;
}

export type SandboxState = 'stopped' | 'starting' | 'running';

export interface Problem {
  readonly message: string;
  readonly nextAction: string;
  /** What a tool printed. */
  readonly output: string;
}

export interface StepState {
  /** 1 to 7. */
  readonly number: number;
  readonly title: string;
  readonly status: StepStatus;
  /** Letters of the accounts that it changes; that it looks at where it changes none. */
  readonly letters: readonly string[];
  /** Names of the stacks that it deploys, in order. */
  readonly stacks: readonly string[];
  readonly deployed: boolean;
  readonly proof: ProofState | undefined;
}

export interface ProofState {
  readonly status: CheckStatus;
  /** ISO 8601. */
  readonly at: string;
  readonly checks: readonly Check[];
}

export interface NextAction {
  readonly action: 'deploy' | 'verify' | 'cleanUp';
  /** 1 to 7; 0 for the clean-up. */
  readonly step: number;
  readonly label: string;
  /** What it does, in a sentence. */
  readonly detail: string;
}

export type IdentityStatus =
  'unchecked' | 'matches' | 'other-account' | 'expired' | 'missing' | 'refused' | 'unreachable';

export interface AccountState {
  readonly role: AccountRole;
  readonly letter: 'A' | 'B' | 'C';
  readonly holds: string;
  readonly stack: string;
  readonly id: string;
  /** By what it is reached: profile, role, or the usual chain. */
  readonly reachedBy: string;
  readonly identity: {
    readonly status: IdentityStatus;
    /** ARN of the caller, or what is wrong. */
    readonly text: string;
    readonly nextAction: string;
  };
  readonly deployed: DeployedState | undefined;
  readonly plan: PlanState | undefined;
  readonly progress: ProgressState | undefined;
  /** What the picture shows in the account. */
  readonly resources: readonly string[];
}

export interface DeployedState {
  readonly status: 'deployed' | 'partial' | 'destroyed';
  /** ISO 8601. */
  readonly at: string;
  readonly resources: number;
  readonly outputs: readonly (readonly [name: string, value: string])[];
}

export interface PlanState {
  readonly verb: 'deploy' | 'destroy';
  /** In a sentence. */
  readonly summary: string;
  readonly changes: readonly { readonly address: string; readonly action: ChangeAction }[];
}

export type ResourceProgress = 'begun' | 'running' | 'done' | 'failed';

export interface ProgressState {
  /** What goes on, or how it ended, in a few words. */
  readonly phase: string;
  readonly running: boolean;
  readonly resources: readonly {
    readonly address: string;
    readonly action: 'create' | 'update' | 'delete' | 'read';
    readonly state: ResourceProgress;
    readonly seconds: number | undefined;
  }[];
  /** The newest lines. */
  readonly log: readonly string[];
}

export interface PathState {
  /** Stable while the steps are the same. */
  readonly id: string;
  readonly step: number;
  readonly label: string;
  readonly from: 'A' | 'B';
  readonly to: 'B' | 'C';
  /** What the rehearsal says. */
  readonly predicted: PathVerdict;
  /** Whether that is as the step expects. */
  readonly asExpected: boolean | null;
  /** What the step's proof says; undefined before there is one. */
  readonly proved: CheckStatus | undefined;
  readonly requests: readonly {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly decision: 'allowed' | 'denied' | 'unknown';
    readonly reasons: readonly string[];
  }[];
}

export interface FieldState {
  readonly field: BoardField;
  readonly label: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'choice' | 'switch';
  readonly choices: readonly string[];
  /** As it stands in cdktf.json; empty where it does not. */
  readonly value: string;
  /** What counts when it is left out. */
  readonly placeholder: string;
  /** What was refused, and why; nothing was written. */
  readonly refused: { readonly value: string; readonly message: string } | undefined;
}

export interface PlaceState {
  readonly place: BoardPlace;
  readonly label: string;
  readonly value: string;
}

export interface CleanUpState {
  /** What costs money while it stands. */
  readonly costs: readonly {
    readonly letter: string;
    readonly what: string;
    readonly billed: string;
    readonly removedBy: string;
  }[];
  /** Whether everything that was there is gone. */
  readonly done: boolean;
  /** Whether there is anything to clean up. */
  readonly possible: boolean;
}

export interface RunState {
  /** What goes on, in a few words. */
  readonly title: string;
  readonly detail: string;
  /** Whether it was asked to end. */
  readonly interrupted: boolean;
  /** Whether it is ended at once. */
  readonly escalated: boolean;
}
