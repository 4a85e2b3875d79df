/** The clean-up: A, then B with its buckets emptied, then C. */
import type { Cost } from '../../core/journey/costs';
import type { PlannedChange, RunEvent, RunProblem, StackPlan } from '../../core/journey/plan';
import type { AccountRole } from '../../core/journey/steps';
import type { DeletedCounts } from '../deploy/empty-bucket';
import type { Walk } from './walk-types';

/** What a clean-up would take away; a person approves it. */
export interface CleanUpPlan {
  /** In the order in which they are destroyed; only stacks of which something stands. */
  plans: StackPlan[];
  /** Buckets that are emptied of all versions, and deleted. */
  buckets: string[];
  /** What costs money until then, as far as the journey knows. */
  costs: Cost[];
}

export type PlannedCleanUp =
  | ({ status: 'planned' } & CleanUpPlan)
  /** Nothing stands. */
  | { status: 'nothing' }
  | { status: 'failed'; problem: RunProblem }
  | { status: 'cancelled' };

export type CleanUpEnd =
  /** Nothing is left, as new plans say. */
  | { status: 'clean'; destroyed: AccountRole[] }
  | { status: 'failed' | 'interrupted'; destroyed: AccountRole[]; account: AccountRole; problem: RunProblem };

/** Something that happens in a clean-up. */
export type CleanUpEvent =
  | { kind: 'emptying'; bucket: string; deleted: DeletedCounts }
  | { kind: 'destroying' | 'checking' | 'destroyed'; account: AccountRole }
  | { kind: 'run'; account: AccountRole; event: RunEvent };

export interface CleanUpOptions {
  /** Interrupts what runs, and waits for it. */
  signal?: AbortSignal;
  /** A second interrupt. */
  escalate?: AbortSignal;
  onEvent?: (event: CleanUpEvent) => void;
}

/** Plans a clean-up; changes nothing. */
export async function planCleanUp(
  walk: Walk,
  { signal, onEvent }: CleanUpOptions = {},
): Promise<PlannedCleanUp> {
  const synthesis = await walk.synthesize(signal);
  if (synthesis.status === 'cancelled') return synthesis;
  if (synthesis.status === 'failed') {
    const nextAction = 'Try again when that is set right.';
    const problem: RunProblem = { kind: 'other', message: synthesis.message, nextAction, output: '' };
    return { status: 'failed', problem: synthesis.problem ?? problem };
  }
  const plans: StackPlan[] = [];
  const buckets: string[] = [];
  for (const account of await walk.stacksToDestroy()) {
    const end = await walk.plan(account, 'destroy', {
      signal,
      onEvent: (event) => onEvent?.({ kind: 'run', account, event }),
    });
    if (end.status === 'failed' || end.status === 'cancelled') return end;
    if (end.status === 'empty') continue;
    plans.push(end.plan);
    buckets.push(...(await walk.bucketsOf(end.plan)));
  }
  if (plans.length === 0) return { status: 'nothing' };
  return { status: 'planned', plans, buckets, costs: (await walk.view()).costs };
}

/** Does what was planned, once a person has approved it; ends with the first stack that is not gone. */
export async function cleanUp(
  walk: Walk,
  { plans, buckets }: Pick<CleanUpPlan, 'plans' | 'buckets'>,
  options: CleanUpOptions = {},
): Promise<CleanUpEnd> {
  const destroyed: AccountRole[] = [];
  for (const plan of plans) {
    const { account } = plan;
    const end = await destroyOne(walk, plan, account === 'bucket' ? buckets : [], options);
    if (end) return { ...end, destroyed, account };
    destroyed.push(account);
    options.onEvent?.({ kind: 'destroyed', account });
  }
  return { status: 'clean', destroyed };
}

type NotDone = { status: 'failed' | 'interrupted'; problem: RunProblem };

async function destroyOne(
  walk: Walk,
  approved: StackPlan,
  buckets: readonly string[],
  options: CleanUpOptions,
): Promise<NotDone | undefined> {
  const { account } = approved;
  const { signal, escalate, onEvent } = options;
  for (const bucket of buckets) {
    const end = await emptyOne(walk, bucket, options);
    if (end) return end;
  }
  const current = buckets.length > 0 ? await planAgain(walk, approved, options) : approved;
  if (current !== undefined && 'problem' in current) return current;
  if (current !== undefined) {
    onEvent?.({ kind: 'destroying', account });
    const end = await walk.apply(current, {
      signal,
      escalate,
      onEvent: (event) => onEvent?.({ kind: 'run', account, event }),
    });
    if (end.status === 'refused' || end.status === 'failed')
      return { status: 'failed', problem: end.problem };
    if (end.status === 'interrupted') return { status: 'interrupted', problem: end.problem };
  }
  onEvent?.({ kind: 'checking', account });
  const left = await planAgain(walk, approved, options);
  if (left === undefined) return undefined;
  if ('problem' in left) return left;
  if (left.changes.length === 0) return undefined;
  return { status: 'failed', problem: stillThere(left) };
}

async function emptyOne(
  walk: Walk,
  bucket: string,
  { signal, onEvent }: CleanUpOptions,
): Promise<NotDone | undefined> {
  const end = await walk.empty(bucket, {
    signal,
    onProgress: (deleted) => onEvent?.({ kind: 'emptying', bucket, deleted }),
  });
  switch (end.status) {
    case 'emptied':
    case 'missing':
      return undefined;
    case 'cancelled':
      return { status: 'interrupted', problem: INTERRUPTED };
    case 'refused':
      return { status: 'failed', problem: end.problem };
    case 'failed': {
      const message = `${bucket} could not be emptied. ${end.message}`;
      const nextAction = 'Set right what it says (s3:DeleteObjectVersion, a retention), and clean up again.';
      return { status: 'failed', problem: { kind: 'bucket-not-empty', message, nextAction, output: '' } };
    }
  }
}

/** A new plan of what is left; undefined: nothing. What was not approved is not destroyed. */
async function planAgain(
  walk: Walk,
  approved: StackPlan,
  { signal, onEvent }: CleanUpOptions,
): Promise<StackPlan | NotDone | undefined> {
  const { account } = approved;
  const end = await walk.plan(account, 'destroy', {
    signal,
    onEvent: (event) => onEvent?.({ kind: 'run', account, event }),
  });
  switch (end.status) {
    case 'empty':
      return undefined;
    case 'cancelled':
      return { status: 'interrupted', problem: INTERRUPTED };
    case 'failed':
      return end;
    case 'planned': {
      const more = end.plan.changes.filter((change) => !isAmong(change, approved.changes));
      if (more.length === 0) return end.plan;
      const named = more.map(({ address }) => address).join(', ');
      const message = `${approved.stack} holds more than it did when the clean-up was approved: ${named}.`;
      const nextAction = 'Clean up again, and look at the new plan.';
      return {
        status: 'failed',
        problem: { kind: 'changed-since-approval', message, nextAction, output: '' },
      };
    }
  }
}

function isAmong({ address, action }: PlannedChange, changes: readonly PlannedChange[]): boolean {
  return changes.some((change) => change.address === address && change.action === action);
}

function stillThere({ stack, changes }: StackPlan): RunProblem {
  const named = changes.map(({ address }) => address).join(', ');
  return {
    kind: 'partial-apply',
    message: `Something of ${stack} is still there: ${named}.`,
    nextAction: 'Clean up again: it goes on with what is left.',
    output: '',
  };
}

const INTERRUPTED: RunProblem = {
  kind: 'other',
  message: 'The clean-up was interrupted.',
  nextAction: 'Clean up again: it goes on with what is left.',
  output: '',
};
