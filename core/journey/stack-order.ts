/** Which stacks a step needs, and in which order they are deployed. */
import type { Way } from './journey';
import { DEPLOY_ORDER, hasReached, STEPS, type AccountRole, type Step, type StepId } from './steps';

interface Need {
  /** The step from which on it is needed. */
  from: StepId;
  account: AccountRole;
  /** What the other stack has to have been deployed for. */
  holds: StepId;
}

/** What a stack reads from the others' states, or AWS checks there while it is deployed. */
const NEEDS: Readonly<Record<AccountRole, readonly Need[]>> = {
  key: [],
  bucket: [{ from: 'default-encryption', account: 'key', holds: 'key-policy' }],
  fileSystem: [
    { from: 'upload-and-mount', account: 'key', holds: 'key-policy' },
    { from: 'upload-and-mount', account: 'bucket', holds: 'upload-and-mount' },
    { from: 'grant', account: 'key', holds: 'grant' },
  ],
};

/** Whether a stack is deployed, for a step or a later one. */
export function isDeployedFor(way: Way, account: AccountRole, step: number): boolean {
  const record = way.stacks[account];
  return record?.status === 'deployed' && record.throughStep >= step;
}

/**
 * The stacks to deploy for a step, in their order: its own, those that steps before it have left out, and what these
 * need of the others. Empty for a step that has nothing to deploy.
 * @param throughStep what the stacks contain; more than the step where the walk has come further
 */
export function stacksToDeploy(step: Step, way: Way, throughStep: number): AccountRole[] {
  if (step.deploys.length === 0) return [];
  const wanted = new Set(step.deploys);
  for (const before of STEPS.filter(({ number }) => number < step.number)) {
    for (const account of before.deploys) {
      if (!isDeployedFor(way, account, before.number)) wanted.add(account);
    }
  }
  return withNeeds(wanted, way, throughStep);
}

/** What one stack needs before it, and itself. */
export function stacksBefore(account: AccountRole, way: Way, throughStep: number): AccountRole[] {
  return withNeeds(new Set([account]), way, throughStep);
}

function withNeeds(wanted: Set<AccountRole>, way: Way, throughStep: number): AccountRole[] {
  // From the last stack to the first: each needs only those that are deployed before it.
  for (const account of [...DEPLOY_ORDER].reverse()) {
    if (!wanted.has(account)) continue;
    for (const need of NEEDS[account]) {
      const isNeeded = hasReached(throughStep, need.from);
      if (isNeeded && !isDeployedFor(way, need.account, numberOf(need.holds))) wanted.add(need.account);
    }
  }
  return DEPLOY_ORDER.filter((account) => wanted.has(account));
}

/**
 * The stacks to deploy when the walk goes back to a step, in their order: that of a clean-up, since what uses a grant,
 * a key or a bucket goes before it.
 */
export function stacksToGoBack(step: number, way: Way): AccountRole[] {
  const further = new Set(STEPS.filter(({ number }) => number > step).flatMap(({ deploys }) => deploys));
  return DESTROY_ORDER.filter((account) => {
    const record = way.stacks[account];
    return further.has(account) && record !== undefined && record.status !== 'destroyed';
  });
}

/** Clean-up goes the other way round. */
export const DESTROY_ORDER: readonly AccountRole[] = [...DEPLOY_ORDER].reverse();

/** The stacks that stand, as far as the journey knows, in the order in which they are destroyed. */
export function stacksToDestroy(way: Way): AccountRole[] {
  return DESTROY_ORDER.filter((account) => {
    const record = way.stacks[account];
    return record !== undefined && record.status !== 'destroyed';
  });
}

function numberOf(id: StepId): number {
  return STEPS.find((step) => step.id === id)?.number ?? 0;
}
