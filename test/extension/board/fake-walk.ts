/** A walk whose answers tests choose; what was asked of it is noted. */
import { emptyWay, type Way } from '../../../core/journey/journey';
import { nextAction, stepStates } from '../../../core/journey/step-states';
import type { StackPlan } from '../../../core/journey/plan';
import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole } from '../../../core/journey/steps';
import type { Walk, WalkView } from '../../../runner/journey/walk-types';
import type { Synthesis } from '../../../runner/synthesize';

export const IDS: Readonly<Record<AccountRole, string>> = {
  fileSystem: '111111111111',
  bucket: '222222222222',
  key: '333333333333',
};

export function planOf(
  account: AccountRole,
  verb: StackPlan['verb'],
  changes: StackPlan['changes'],
): StackPlan {
  const { stack } = ACCOUNTS[account];
  return { verb, account, stack, accountId: IDS[account], hash: 'h', changes, outputsOnly: false };
}

export function viewOf(way: Way = emptyWay(), rest: Partial<WalkView> = {}): WalkView {
  const steps = stepStates(way, STEPS.length);
  return {
    configuration: { status: 'valid' },
    target: { kind: 'aws' },
    throughStep: 1,
    steps,
    next: nextAction(steps, way),
    stacks: DEPLOY_ORDER.map((account) => ({
      ...{
        account,
        ...ACCOUNTS[account],
        accountId: IDS[account],
        record: way.stacks[account],
        changed: false,
      },
    })),
    ...{ costs: [], buckets: [], journeyProblems: [], running: undefined, sandboxEndpoint: undefined },
    ...rest,
  };
}

/** @param asked what was asked, in order: `plan key`, `apply key` … */
export function fakeWalk(asked: string[], answers: Partial<Walk> = {}): Walk {
  const note = <T>(words: string, answer: T): Promise<T> => {
    asked.push(words);
    return Promise.resolve(answer);
  };
  const gone = new Set<AccountRole>();
  const done: Synthesis = { status: 'done', outdir: '/out', stacks: [] };
  const walk: Partial<Walk> = {
    view: () => Promise.resolve(viewOf()),
    identities: () =>
      note(
        'identities',
        DEPLOY_ORDER.map((account) => ({
          account,
          expectedId: IDS[account],
          status: 'matches' as const,
          arn: `arn:aws:iam::${IDS[account]}:role/me`,
        })),
      ),
    stacksOf: (step) => Promise.resolve([...(STEPS.find(({ number }) => number === step)?.deploys ?? [])]),
    stacksFor: (account) => Promise.resolve([account]),
    stacksToDestroy: () => Promise.resolve(['fileSystem', 'bucket', 'key']),
    prepare: (step) => note(`prepare ${step}`, done),
    synthesize: () => note('synthesize', done),
    plan: (account, verb) => {
      const action = verb === 'deploy' ? 'create' : 'delete';
      if (verb === 'destroy' && gone.has(account))
        return note(`plan ${account}`, { status: 'empty' as const });
      const changes = [{ address: 'aws_kms_key.data', type: 'aws_kms_key', action } as const];
      return note(`plan ${account}`, { status: 'planned' as const, plan: planOf(account, verb, changes) });
    },
    apply: ({ account, verb }) => {
      if (verb === 'destroy') gone.add(account);
      return note(`${verb} ${account}`, { status: 'deployed' as const, outputs: {} });
    },
    bucketsOf: ({ account }) => Promise.resolve(account === 'bucket' ? ['data-bucket'] : []),
    empty: (bucket) =>
      note(`empty ${bucket}`, { status: 'emptied' as const, deleted: { versions: 2, deleteMarkers: 0 } }),
    verify: (step) =>
      note(`verify ${step}`, { step, status: 'passed' as const, at: '2026-01-01T00:00:00Z', checks: [] }),
    close: () => note('close', undefined),
    ...answers,
  };
  return walk as Walk;
}
