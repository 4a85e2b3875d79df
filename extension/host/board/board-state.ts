/** Puts together what the board shows, from what is known of a walk. */
import type { Deployment } from '../../../core/deployment/schema';
import { resolveDeployment } from '../../../core/deployment/resolve';
import { countChanges, type StackPlan } from '../../../core/journey/plan';
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../../core/facts/arns';
import { emptyWay, type StackRecord } from '../../../core/journey/journey';
import {
  nextAction as coreNextAction,
  stepStates as coreStepStates,
  type NextAction as CoreNextAction,
  type StepAction,
  type StepStatus,
} from '../../../core/journey/step-states';
import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import { summaryOf } from '../../../core/rehearsal/report/words';
import { EXPECTATIONS, type StepResult } from '../../../core/rehearsal/result';
import { BOARD_FIELDS, BOARD_PLACES, type BoardField } from '../../shared/board-fields';
import type {
  AccountState,
  BoardState,
  FieldState,
  NextAction,
  Problem,
  ProgressState,
  RunState,
  SandboxState,
  StepState,
} from '../../shared/board-state';
import { fieldValue } from './edit-deployment';
import { FIELDS, PLACES } from './fields';
import { pathStates } from './path-states';
import { identityWords } from './identity-words';
import type { Identity } from '../../../runner/accounts/identity';
import type { WalkView } from '../../../runner/journey/walk-types';

/** What is known. */
export interface BoardFacts {
  readonly project: string;
  readonly target: TargetKind;
  readonly sandbox: SandboxState;
  readonly problem: Problem | undefined;
  /** The deployment as it stands in cdktf.json; undefined where there is none. */
  readonly input: unknown;
  /** Undefined while it has mistakes. */
  readonly deployment: Deployment | undefined;
  readonly view: WalkView | undefined;
  readonly identities: readonly Identity[];
  readonly plans: Readonly<Partial<Record<AccountRole, StackPlan | 'empty'>>>;
  readonly progress: Readonly<Partial<Record<AccountRole, ProgressState>>>;
  readonly rehearsal: readonly StepResult[] | undefined;
  readonly refused: Readonly<Partial<Record<BoardField, FieldState['refused']>>>;
  readonly run: RunState | undefined;
  readonly said: string;
}

/** From A to C, as the accounts are drawn. */
const BY_LETTER: readonly AccountRole[] = [...DEPLOY_ORDER].sort((a, b) =>
  ACCOUNTS[a].letter < ACCOUNTS[b].letter ? -1 : 1,
);

export function boardState(facts: BoardFacts): BoardState {
  const { project, target, sandbox, problem, view, rehearsal, run, said } = facts;
  const way = emptyWay();
  const statuses = view?.steps ?? coreStepStates(way, STEPS.length);
  const steps = stepStates(statuses);
  return {
    ...{ project, target, sandbox, problem, steps, run, said },
    notices: notices(facts),
    next: facts.deployment && nextAction(view?.next ?? coreNextAction(statuses, way), steps),
    accounts: BY_LETTER.map((role) => accountState(role, facts)),
    paths: rehearsal
      ? pathStates(rehearsal, (number) => statuses.find(({ step }) => step === number)?.proof)
      : [],
    rehearsal: rehearsal && summaryOf(rehearsal),
    values: BOARD_FIELDS.map((field) => fieldState(field, facts)),
    places: BOARD_PLACES.map((place) => ({
      place,
      label: PLACES[place].label,
      value: placeValue(place, facts.deployment),
    })),
    cleanUp: {
      costs: (view?.costs ?? []).map(({ account, what, billed, removedBy }) => ({
        letter: ACCOUNTS[account].letter,
        ...{ what, billed, removedBy },
      })),
      possible: hasStacks(view),
      done: isCleanedUp(view),
    },
  };
}

function stepStates(statuses: readonly StepStatus[]): StepState[] {
  return statuses.map(({ step, id, title, state, deployed, proof }) => {
    const deploys = STEPS.find((one) => one.id === id)?.deploys ?? [];
    const accounts = deploys.length > 0 ? deploys : [EXPECTATIONS[id].account];
    return {
      number: step,
      status: state,
      letters: accounts.map((role) => ACCOUNTS[role].letter),
      stacks: deploys.map((role) => ACCOUNTS[role].stack),
      ...{ title, deployed, proof },
    };
  });
}

/** Why something is to be done, in the words that go on with the step's title. */
const REASONS: Readonly<Record<StepAction['reason'], string>> = {
  next: 'plans first, and asks before anything changes',
  partial: 'its last deploy ended half way; this one goes on',
  changed: 'what is synthesized differs from what is deployed',
  'not-verified': 'asks AWS what is really there, and keeps the answers',
  failed: 'its last proof failed; look at the evidence, then ask again',
  outdated: 'a stack of it has changed since its proof',
  unknown: 'its last proof could not say; ask again',
};

function nextAction(next: CoreNextAction, steps: readonly StepState[]): NextAction {
  if (next.kind === 'destroy') {
    const detail =
      next.reason === 'begun'
        ? 'Some of the stacks are gone already; the others still cost money.'
        : 'All seven steps are shown. What stands costs money.';
    return { action: 'cleanUp', step: 0, label: 'Clean up', detail };
  }
  const { kind, step, reason } = next;
  const title = steps.find(({ number }) => number === step)?.title ?? '';
  const verb = kind === 'deploy' ? 'Deploy' : 'Verify';
  return { action: kind, step, label: `${verb} step ${step}`, detail: `${title}: ${REASONS[reason]}.` };
}

function notices({ view, run }: BoardFacts): string[] {
  const { running, journeyProblems = [] } = view ?? {};
  // What runs here is told already.
  const others = running && !run ? [`${running.what}, since ${running.since} (process ${running.pid}).`] : [];
  return [...others, ...journeyProblems];
}

function recordOf(role: AccountRole, view: WalkView | undefined): StackRecord | undefined {
  return view?.stacks.find(({ account }) => account === role)?.record;
}

function hasStacks(view: WalkView | undefined): boolean {
  return (view?.stacks ?? []).some(({ record }) => record !== undefined && record.status !== 'destroyed');
}

/** Something was there, and nothing is left. */
function isCleanedUp(view: WalkView | undefined): boolean {
  const isKnown = (view?.stacks ?? []).some(({ record }) => record !== undefined);
  return isKnown && !hasStacks(view);
}

function accountState(role: AccountRole, facts: BoardFacts): AccountState {
  const { letter, holds, stack } = ACCOUNTS[role];
  const account = facts.deployment?.accounts[role];
  const record = recordOf(role, facts.view);
  const plan = facts.plans[role];
  return {
    ...{ role, letter, holds, stack },
    id: account?.id ?? '',
    reachedBy:
      facts.target === 'sandbox'
        ? "the sandbox's administrator"
        : account?.assumeRoleArn !== undefined
          ? `role ${account.assumeRoleArn}`
          : account?.profile !== undefined
            ? `profile ${account.profile}`
            : 'the usual credential chain',
    identity: identityState(role, facts),
    deployed: record && {
      status: record.status,
      at: record.at,
      resources: record.resources,
      outputs: Object.entries(record.outputs),
    },
    plan:
      plan === 'empty'
        ? { verb: 'deploy', summary: 'Nothing to deploy at this step.', changes: [] }
        : plan && { verb: plan.verb, summary: planSummary(plan), changes: sortedChanges(plan) },
    progress: facts.progress[role],
    resources: resourcesOf(role, facts),
  };
}

function identityState(role: AccountRole, { identities }: BoardFacts): AccountState['identity'] {
  const identity = identities.find(({ account }) => account === role);
  if (identity) return { status: identity.status, ...identityWords(identity) };
  return { status: 'unchecked', text: '', nextAction: '' };
}

/** What is lost comes first. */
const WEIGHT = { delete: 0, replace: 1, update: 2, create: 3 } as const;

function sortedChanges({
  changes,
}: StackPlan): { address: string; action: (typeof changes)[number]['action'] }[] {
  return [...changes]
    .sort((a, b) => WEIGHT[a.action] - WEIGHT[b.action] || (a.address < b.address ? -1 : 1))
    .map(({ address, action }) => ({ address, action }));
}

/** For example `3 to create, 1 to destroy`. */
export function planSummary({ changes, outputsOnly }: StackPlan): string {
  const { create, update, replace, delete: destroy } = countChanges(changes);
  const parts = [
    [create, 'to create'],
    [update, 'to change'],
    [replace, 'to replace'],
    [destroy, 'to destroy'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  if (said.length > 0) return said.join(', ');
  return outputsOnly ? 'Only outputs change.' : 'No changes.';
}

function resourcesOf(role: AccountRole, { deployment, view }: BoardFacts): string[] {
  if (!deployment) return [];
  const { buckets, keys, fileSystem } = resolveDeployment(deployment);
  const outputs = recordOf(role, view)?.outputs ?? {};
  switch (role) {
    case 'fileSystem': {
      const id =
        fileSystem.existingId ?? Object.values(outputs).find((value) => /^fs-[0-9a-f]+$/.test(value));
      const size =
        fileSystem.storageCapacityGiB === undefined ? '' : `, ${fileSystem.storageCapacityGiB} GiB`;
      return [
        `${fileSystem.deploymentType}${size}`,
        ...(id === undefined ? [] : [id]),
        `${S3_DATA_SOURCE_ROLE_PREFIX}${id ?? 'fs-…'}`,
      ];
    }
    case 'bucket':
      return buckets.map(({ bucketName, prefix }) => `s3://${bucketName}/${prefix}`);
    case 'key':
      return keys.map(({ name, existingArn }) => existingArn ?? `key "${name}"`);
  }
}

function fieldState(field: BoardField, { input, refused }: BoardFacts): FieldState {
  const { label, description, kind, choices = [], placeholder } = FIELDS[field];
  const value = fieldValue(input, field);
  const known = kind === 'choice' && value !== '' && !choices.includes(value) ? [...choices, value] : choices;
  return { field, label, description, kind, choices: known, value, placeholder, refused: refused[field] };
}

function placeValue(place: keyof typeof PLACES, deployment: Deployment | undefined): string {
  if (!deployment) return '';
  switch (place) {
    case 'fileSystem':
    case 'bucket':
    case 'key': {
      const { id, profile, assumeRoleArn } = deployment.accounts[place];
      return [id, profile, assumeRoleArn].filter((part) => part !== undefined).join(', ');
    }
    case 'backend':
      return deployment.backend.type;
    case 'buckets':
      return deployment.buckets.map(({ name }) => name).join(', ');
    case 'keys':
      return deployment.keys.map(({ name }) => name).join(', ');
    case 'grant':
      return deployment.grant.operations.join(', ');
  }
}
