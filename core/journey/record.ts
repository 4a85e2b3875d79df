/** Changes of a journey: each returns a new one. */
import { emptyWay, type Journey, type StackRecord, type Way } from './journey';
import { STEPS, type AccountRole } from './steps';
import type { Proof } from './proof';
import type { TargetKind } from './target';

/** What became of a stack. */
export type StackChange =
  /** `changed`: whether anything in it did. */
  | ({ status: 'deployed'; changed: boolean } & Pick<
      StackRecord,
      'at' | 'hash' | 'throughStep' | 'resources' | 'outputs' | 'costs' | 'buckets'
    >)
  /** A deploy or destroy has ended before everything was done: some of this is there, some of what was before. */
  | ({ status: 'partial' } & Pick<StackRecord, 'at' | 'costs' | 'buckets'>)
  | { status: 'destroyed'; at: string };

export function recordStack(
  journey: Journey,
  target: TargetKind,
  account: AccountRole,
  change: StackChange,
): Journey {
  const way = journey.ways[target] ?? emptyWay();
  const record = stackAfter(way.stacks[account], change);
  return withWay(journey, target, { ...way, stacks: { ...way.stacks, [account]: record } });
}

function stackAfter(before: StackRecord | undefined, change: StackChange): StackRecord {
  switch (change.status) {
    case 'destroyed': {
      const { hash = '', throughStep = 0 } = before ?? {};
      return {
        status: 'destroyed',
        at: change.at,
        reworkedAt: change.at,
        hash,
        throughStep,
        resources: 0,
        outputs: {},
      };
    }
    case 'partial': {
      const { hash = '', throughStep = 0, resources = 0, outputs = {} } = before ?? {};
      const costs = [...(before?.costs ?? []), ...(change.costs ?? [])];
      return {
        status: 'partial',
        at: change.at,
        ...(before?.reworkedAt === undefined ? {} : { reworkedAt: before.reworkedAt }),
        ...{ hash, throughStep, resources, outputs },
        costs: [...new Map(costs.map((cost) => [cost.address, cost])).values()],
        buckets: { ...change.buckets, ...before?.buckets },
      };
    }
    case 'deployed': {
      const { changed, status, ...record } = change;
      const isFurther = before?.status !== 'destroyed' && record.throughStep > (before?.throughStep ?? 0);
      // A deploy that goes on where one has stopped is the same change.
      const isUnchanged = !changed && before?.status !== 'partial' && before?.status !== 'destroyed';
      const reworkedAt = isUnchanged || isFurther ? before?.reworkedAt : record.at;
      return {
        ...record,
        status,
        at: isUnchanged ? (before?.at ?? record.at) : record.at,
        ...(reworkedAt === undefined ? {} : { reworkedAt }),
      };
    }
  }
}

/** Keeps a proof in place of the step's last one. */
export function recordProof(journey: Journey, target: TargetKind, proof: Proof): Journey {
  const way = journey.ways[target] ?? emptyWay();
  const step = STEPS.find(({ number }) => number === proof.step);
  if (!step) return journey;
  return withWay(journey, target, { ...way, proofs: { ...way.proofs, [step.id]: proof } });
}

function withWay(journey: Journey, target: TargetKind, way: Way): Journey {
  return { ...journey, ways: { ...journey.ways, [target]: way } };
}
