/** What the end of a plan, deploy or destroy changes in the journey. */
import { bucketsIn, costsOf, costsOfPlan } from '../../core/journey/costs';
import type { StackPlan } from '../../core/journey/plan';
import type { StackChange } from '../../core/journey/record';
import { summarizeStack } from '../../core/terraform/stack-summary';
import type { DeployEnd } from '../deploy/deploy';

export interface Applied {
  end: DeployEnd;
  approved: StackPlan;
  /** ISO 8601. */
  at: string;
  /** The step that the Terraform was synthesized for. */
  throughStep: number;
  /** The parsed `cdk.tf.json`. */
  terraform: unknown;
  /** Whether any resource was changed on the way. */
  hasChanged: boolean;
}

/** @returns undefined when the journey stays as it is */
export function changeAfter({
  end,
  approved: { verb, account, changes, hash },
  at,
  throughStep,
  terraform,
  hasChanged,
}: Applied): StackChange | undefined {
  switch (end.status) {
    case 'deployed':
    case 'unchanged':
      if (verb === 'destroy') return { status: 'destroyed', at };
      return {
        status: 'deployed',
        changed: end.status === 'deployed',
        ...{ at, hash, throughStep, outputs: end.outputs },
        resources: summarizeStack(terraform).resources,
        costs: costsOf(account, terraform),
        buckets: bucketsIn(terraform),
      };
    case 'failed':
    case 'interrupted':
      if (!hasChanged && end.problem.kind !== 'partial-apply') return undefined;
      if (verb === 'destroy') return { status: 'partial', at };
      return {
        ...{ status: 'partial', at },
        costs: costsOfPlan(account, changes, terraform),
        buckets: bucketsIn(terraform),
      };
    case 'refused':
      return undefined;
  }
}

/** A stack that has nothing to hold, and of which nothing is deployed, is done. */
export function changeOfEmpty(
  verb: StackPlan['verb'],
  { at, hash, throughStep }: { at: string; hash: string; throughStep: number },
): StackChange {
  if (verb === 'destroy') return { status: 'destroyed', at };
  return {
    status: 'deployed',
    changed: false,
    at,
    hash,
    throughStep,
    resources: 0,
    outputs: {},
    costs: [],
    buckets: {},
  };
}
