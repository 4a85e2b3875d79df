import type { StackPlan } from '../core/journey/plan';
import { dataLost, destroys } from './plan-text';
import type { WalkIo } from './walk-io';

/** What the user has allowed on the command line. */
export interface ApprovalOptions {
  /** Deploys without a question what only adds and changes. */
  yes?: boolean;
  /** With `yes`: also what destroys or replaces. */
  allowDestroy?: boolean;
}

export type Approval = { status: 'approved' } | { status: 'declined'; message: string; nextAction: string };

const APPROVED: Approval = { status: 'approved' };

/** Lets the user decide on a plan, or decides as the command line says. */
export async function approve(plan: StackPlan, options: ApprovalOptions, io: WalkIo): Promise<Approval> {
  if (options.yes) {
    if (!destroys(plan) || options.allowDestroy) return APPROVED;
    return {
      status: 'declined',
      message: `${plan.stack} was not deployed: something of it would be destroyed or replaced, and --yes alone does not allow that.`,
      nextAction: 'Look at the plan above. If it is meant, give --allow-destroy too.',
    };
  }
  // What holds data or keys has its stack's name typed, so that a habit does not answer.
  const word = dataLost(plan).length > 0 ? plan.stack : 'yes';
  const answer = await io.ask?.(`Type ${word} to deploy ${plan.stack}: `);
  if (answer?.trim() === word) return APPROVED;
  return {
    status: 'declined',
    message: `${plan.stack} was not deployed. Nothing of it was changed.`,
    nextAction: 'Deploy it again when you are ready.',
  };
}

/** Whether somebody can answer; without, `--yes` is needed. */
export function canAsk(io: WalkIo, { json }: { json?: boolean }): boolean {
  return io.ask !== undefined && json !== true;
}
