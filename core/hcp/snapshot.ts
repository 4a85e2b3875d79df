/** What is known of a deployment's workspaces in HCP Terraform at one time. */
import type { CloudBackend } from '../deployment/sections/backend';
import { workspaceOf } from '../deployment/sections/backend';
import { ACCOUNTS, DEPLOY_ORDER, type AccountRole } from '../journey/steps';
import type { ApplyResource } from './api/apply';
import type { PlanResource } from './api/plan';
import type { RunResource } from './api/run';
import type { TaskResultResource } from './api/task-result';
import type { TaskResultOutcomeResource } from './api/task-result-outcome';
import { linkOf, pageOf } from './host';
import { runState } from './run-states';

/** A workspace that is looked at. */
export interface WantedWorkspace {
  readonly account: AccountRole;
  readonly name: string;
}

/** The three workspaces of a deployment, in the order in which their stacks are deployed. */
export function workspacesOf(backend: CloudBackend, namePrefix: string): readonly WantedWorkspace[] {
  return DEPLOY_ORDER.map((account) => ({
    account,
    name: workspaceOf(backend, account, { namePrefix, stack: ACCOUNTS[account].stack }),
  }));
}

/** Numbers of resources; undefined until they are counted. */
export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

export interface Outcome {
  readonly id: string;
  readonly description: string;
  readonly tags: readonly { readonly label: string; readonly level: string }[];
  readonly body: string | undefined;
  readonly url: string | undefined;
}

export interface TaskSummary {
  readonly id: string;
  readonly name: string;
  /** Such as `post_plan`. */
  readonly stage: string;
  readonly status: string;
  readonly message: string;
  readonly isMandatory: boolean;
  /** Page that the task itself gives. */
  readonly url: string | undefined;
  /** Undefined: HCP Terraform does not give them; they are on the run's page. */
  readonly outcomes: readonly Outcome[] | undefined;
}

export type TasksProblem =
  /** Not there for this token: it may not see them. */
  { readonly status: 'missing' } | { readonly status: 'failed'; readonly reason: string };

export interface RunSummary {
  readonly id: string;
  readonly status: string;
  readonly message: string;
  readonly createdAt: string;
  readonly isDestroy: boolean;
  readonly isPlanOnly: boolean;
  readonly url: string;
  readonly plan: Counts | undefined;
  /** What was really done. */
  readonly applied: Counts | undefined;
  readonly tasks: readonly TaskSummary[];
  /** Why tasks may be missing. */
  readonly tasksProblem: TasksProblem | undefined;
}

export interface WorkspaceSummary extends WantedWorkspace {
  readonly url: string;
  readonly state:
    | { readonly status: 'read'; readonly run: RunSummary | undefined }
    /** HCP Terraform answers the same to who may not see it. */
    | { readonly status: 'missing' }
    | { readonly status: 'failed'; readonly reason: string };
}

export type Snapshot =
  /** No project of the workspace keeps its state in HCP Terraform. */
  | { readonly status: 'no-backend' }
  | { readonly status: 'unusable-host'; readonly host: string; readonly reason: string }
  | { readonly status: 'signed-out'; readonly host: string }
  /** The editor's secret storage cannot be read. */
  | { readonly status: 'token-unreadable'; readonly host: string }
  /** The host does not take the token. */
  | { readonly status: 'refused'; readonly host: string }
  | { readonly status: 'read'; readonly host: string; readonly workspaces: readonly WorkspaceSummary[] };

/** Whether something goes on that is worth a look soon. */
export function isActive(snapshot: Snapshot): boolean {
  if (snapshot.status !== 'read') return false;
  return snapshot.workspaces.some(
    ({ state }) =>
      state.status === 'read' && state.run !== undefined && runState(state.run.status).tone === 'running',
  );
}

/** Whether something could not be read that may be there: a workspace, or the run tasks of a run. */
export function hasFailed(snapshot: Snapshot): boolean {
  if (snapshot.status !== 'read') return false;
  return snapshot.workspaces.some(
    ({ state }) =>
      state.status === 'failed' || (state.status === 'read' && state.run?.tasksProblem?.status === 'failed'),
  );
}

/** @param at where the run is shown */
export function runSummary(
  { id, attributes }: RunResource,
  at: { origin: string; organization: string; workspace: string },
  rest: Pick<RunSummary, 'tasks' | 'tasksProblem'> & {
    plan: PlanResource | undefined;
    apply: ApplyResource | undefined;
  },
): RunSummary {
  return {
    id,
    status: attributes.status,
    message: attributes.message ?? '',
    createdAt: attributes['created-at'],
    isDestroy: attributes['is-destroy'] === true,
    isPlanOnly: attributes['plan-only'] === true,
    url: pageOf(at.origin, { organization: at.organization, workspace: at.workspace, run: id }),
    plan: countsOf(rest.plan),
    applied: rest.apply?.attributes.status === 'finished' ? countsOf(rest.apply) : undefined,
    tasks: rest.tasks,
    tasksProblem: rest.tasksProblem,
  };
}

function countsOf(resource: PlanResource | ApplyResource | undefined): Counts | undefined {
  if (!resource) return undefined;
  const { attributes } = resource;
  const add = attributes['resource-additions'];
  const change = attributes['resource-changes'];
  const destroy = attributes['resource-destructions'];
  // Zeros stand there from the beginning, before anything is counted.
  if (attributes.status !== 'finished') return undefined;
  if (typeof add !== 'number' || typeof change !== 'number' || typeof destroy !== 'number') return undefined;
  return { add, change, destroy, import: attributes['resource-imports'] ?? 0 };
}

export function taskSummary(
  { id, attributes }: TaskResultResource,
  stage: string,
  outcomes: readonly TaskResultOutcomeResource[] | undefined,
): TaskSummary {
  return {
    id,
    name: attributes['task-name'],
    stage,
    status: attributes.status,
    message: attributes.message ?? '',
    isMandatory: attributes['workspace-task-enforcement-level'] === 'mandatory',
    url: linkOf(attributes.url),
    outcomes: outcomes?.map(outcomeOf),
  };
}

function outcomeOf({ attributes }: TaskResultOutcomeResource): Outcome {
  const tags = Object.values(attributes.tags ?? {}).flat();
  return {
    id: attributes['outcome-id'],
    description: attributes.description,
    tags: tags.map(({ label, level }) => ({ label, level: level ?? 'none' })),
    body: attributes.body ?? undefined,
    url: linkOf(attributes.url),
  };
}
