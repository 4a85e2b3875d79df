/** Where each of the seven steps stands, and what to do next. */
import type { Proof } from './proof';
import type { Way } from './journey';
import { isDeployedFor } from './stack-order';
import { DEPLOY_ORDER, STEPS, type AccountRole, type Step, type StepId } from './steps';

export type StepState =
  /** Its last proof passed. */
  | 'proved'
  /** Its last proof failed. */
  | 'failed'
  /** It is deployed; its proof was not taken, or could not say. */
  | 'unproved'
  /** A stack of it has changed since its proof. */
  | 'outdated'
  /** The first one that is not deployed. */
  | 'next'
  | 'later';

export interface StepStatus {
  step: number;
  id: StepId;
  title: string;
  state: StepState;
  /** Whether what it needs is deployed. */
  deployed: boolean;
  /** What there is to do for it; undefined for one that is proved or whose turn has not come. */
  action: StepAction | undefined;
  /** Its last proof, out of date or not. */
  proof: Proof | undefined;
}

export interface StepAction {
  kind: 'deploy' | 'verify';
  step: number;
  reason:
    /** Its turn has come. */
    | 'next'
    /** A deploy of it has ended before everything was done. */
    | 'partial'
    /** What is synthesized differs from what is deployed. */
    | 'changed'
    /** Nobody has looked whether it works. */
    | 'not-verified'
    /** Its proof failed. */
    | 'failed'
    /** A stack of it has changed since its proof. */
    | 'outdated'
    /** Its proof could not say. */
    | 'unknown';
}

export type NextAction =
  | StepAction
  /** `begun`: some of the stacks are gone already; `complete`: each step was shown. */
  | { kind: 'destroy'; reason: 'begun' | 'complete' };

/**
 * @param throughStep what the stacks of cdktf.json contain, 1 to 7
 * @param hashes SHA-256 of the synthesized stacks, where there are any
 */
export function stepStates(
  way: Way,
  throughStep: number,
  hashes: Partial<Record<AccountRole, string>> = {},
): StepStatus[] {
  const changed = changedStacks(way, throughStep, hashes);
  const firstMissing = STEPS.find((step) => !isDeployed(step, way))?.number;
  return STEPS.map((step) => {
    const deployed = isDeployed(step, way);
    const proof = way.proofs[step.id];
    const state = deployed ? stateOfProof(step, proof, way) : step.number === firstMissing ? 'next' : 'later';
    const hasChanged = deployed && step.deploys.some((account) => changed.includes(account));
    const action = hasChanged
      ? ({ kind: 'deploy', step: step.number, reason: 'changed' } as const)
      : actionFor(step, state, way);
    return { step: step.number, id: step.id, title: step.title, state, deployed, action, proof };
  });
}

/** Stacks whose synthesized Terraform differs from what is deployed, for the same step. */
export function changedStacks(
  way: Way,
  throughStep: number,
  hashes: Partial<Record<AccountRole, string>>,
): AccountRole[] {
  return DEPLOY_ORDER.filter((account) => {
    const record = way.stacks[account];
    const hash = hashes[account];
    if (record?.status !== 'deployed' || record.hash === '' || hash === undefined) return false;
    return record.throughStep === throughStep && record.hash !== hash;
  });
}

/** The one thing to do next. */
export function nextAction(steps: readonly StepStatus[], way: Way): NextAction {
  const records = Object.values(way.stacks);
  const isCleaning =
    records.some(({ status }) => status === 'destroyed') &&
    records.some(({ status }) => status !== 'destroyed');
  if (isCleaning) return { kind: 'destroy', reason: 'begun' };
  const open = steps.flatMap(({ action }) => (action === undefined ? [] : [action]));
  // What could not be seen does not keep from going on; it is tried again when there is nothing else.
  const seen = open.filter((action) => action.reason !== 'unknown' && !isPast(action, way));
  return seen[0] ?? open.find((action) => !isPast(action, way)) ?? { kind: 'destroy', reason: 'complete' };
}

/** The refusal can be shown until the grant is there. */
function isPast({ kind, step }: StepAction, way: Way): boolean {
  if (kind !== 'verify' || step !== numberOf('read-fails')) return false;
  return isDeployedFor(way, 'fileSystem', numberOf('grant'));
}

function isDeployed(step: Step, way: Way): boolean {
  // A step that only looks stands on the last one that deployed something.
  const base = STEPS.findLast(({ number, deploys }) => number <= step.number && deploys.length > 0);
  return base?.deploys.every((account) => isDeployedFor(way, account, base.number)) ?? false;
}

function stateOfProof(step: Step, proof: Proof | undefined, way: Way): StepState {
  if (proof === undefined) return 'unproved';
  const accounts = step.deploys.length > 0 ? step.deploys : DEPLOY_ORDER;
  const isOutdated = accounts.some((account) => {
    const reworkedAt = way.stacks[account]?.reworkedAt;
    return reworkedAt !== undefined && Date.parse(reworkedAt) > Date.parse(proof.at);
  });
  if (isOutdated) return 'outdated';
  switch (proof.status) {
    case 'passed':
      return 'proved';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unproved';
  }
}

function actionFor({ id, number, deploys }: Step, state: StepState, way: Way): StepAction | undefined {
  switch (state) {
    case 'proved':
    case 'later':
      return undefined;
    case 'failed':
    case 'outdated':
      return { kind: 'verify', step: number, reason: state };
    case 'unproved':
      return { kind: 'verify', step: number, reason: way.proofs[id] ? 'unknown' : 'not-verified' };
    case 'next': {
      const isPartial = deploys.some((account) => way.stacks[account]?.status === 'partial');
      return { kind: 'deploy', step: number, reason: isPartial ? 'partial' : 'next' };
    }
  }
}

function numberOf(id: StepId): number {
  return STEPS.find((step) => step.id === id)?.number ?? 0;
}
