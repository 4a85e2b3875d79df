/** Reads what HCP Terraform says of a deployment's workspaces. */
import { applySchema } from '../../core/hcp/api/apply';
import { documentOf, includedOne, listOf } from '../../core/hcp/api/document';
import { planSchema } from '../../core/hcp/api/plan';
import { runSchema, type RunResource } from '../../core/hcp/api/run';
import { workspaceSchema } from '../../core/hcp/api/workspace';
import { pageOf } from '../../core/hcp/host';
import { runState, taskState } from '../../core/hcp/run-states';
import {
  runSummary,
  type RunSummary,
  type Snapshot,
  type TaskSummary,
  type WantedWorkspace,
  type WorkspaceSummary,
} from '../../core/hcp/snapshot';
import type { Answer, HcpClient } from './client';
import { readTasks } from './read-tasks';

const workspaceDocument = documentOf(workspaceSchema);
const runList = listOf(runSchema);

export interface WorkspacesToRead {
  readonly client: HcpClient;
  readonly host: string;
  readonly origin: string;
  readonly organization: string;
  readonly workspaces: readonly WantedWorkspace[];
  /** What was read before: tasks of a run that has ended are not asked for again. */
  readonly before?: Snapshot | undefined;
  readonly signal: AbortSignal;
}

/** @returns undefined when the signal ended it */
export async function readWorkspaces(wanted: WorkspacesToRead): Promise<Snapshot | undefined> {
  const { host } = wanted;
  const workspaces: WorkspaceSummary[] = [];
  for (const workspace of wanted.workspaces) {
    const read = await readWorkspace(wanted, workspace);
    switch (read.status) {
      case 'cancelled':
        return undefined;
      case 'unauthorized':
        return { status: 'refused', host };
      case 'answered':
        workspaces.push({
          ...workspace,
          url: urlOf(wanted, workspace),
          state: { status: 'read', run: read.value },
        });
        break;
      case 'missing':
      case 'failed':
        workspaces.push({ ...workspace, url: urlOf(wanted, workspace), state: read });
    }
  }
  return { status: 'read', host, workspaces };
}

function urlOf({ origin, organization }: WorkspacesToRead, { name }: WantedWorkspace): string {
  return pageOf(origin, { organization, workspace: name });
}

/** The latest run of a workspace; undefined where there was none. */
async function readWorkspace(
  { client, origin, organization, before, signal }: WorkspacesToRead,
  { name }: WantedWorkspace,
): Promise<Answer<RunSummary | undefined>> {
  const path = ['organizations', organization, 'workspaces', name];
  const found = await client.get(path, workspaceDocument, { signal });
  if (found.status !== 'answered') return found;
  // Newest first.
  const query = { 'page[size]': '1', include: 'plan,apply' };
  const runs = await client.get(['workspaces', found.value.data.id, 'runs'], runList, { query, signal });
  if (runs.status !== 'answered') return runs;
  const [run] = runs.value.data;
  if (!run) return { status: 'answered', value: undefined };
  const { relationships } = run;
  const plan = includedOne(runs.value, relationships?.plan?.data, planSchema);
  const apply = includedOne(runs.value, relationships?.apply?.data, applySchema);
  const tasks = await tasksOf(client, run, before, signal);
  if (tasks.status === 'unauthorized' || tasks.status === 'cancelled') return tasks;
  const read = tasks.status === 'answered';
  return {
    status: 'answered',
    value: runSummary(
      run,
      { origin, organization, workspace: name },
      {
        plan,
        apply,
        tasks: read ? tasks.value : [],
        tasksProblem: read ? undefined : tasks,
      },
    ),
  };
}

async function tasksOf(
  client: HcpClient,
  run: RunResource,
  before: Snapshot | undefined,
  signal: AbortSignal,
): Promise<Answer<readonly TaskSummary[]>> {
  const stages = run.relationships?.['task-stages']?.data;
  if (stages?.length === 0) return { status: 'answered', value: [] };
  return keptTasks(run, before) ?? (await readTasks(client, run.id, signal));
}

/** Tasks that were read after the run had ended, and had ended too, stay as they are. */
function keptTasks(
  { id, attributes }: RunResource,
  before: Snapshot | undefined,
): Answer<readonly TaskSummary[]> | undefined {
  if (before?.status !== 'read' || !runState(attributes.status).isFinal) return undefined;
  for (const { state } of before.workspaces) {
    if (state.status !== 'read' || state.run?.id !== id) continue;
    const { status, tasks, tasksProblem } = state.run;
    const isSettled = tasks.every((task) => taskState(task.status).isFinal && task.outcomes !== undefined);
    if (status !== attributes.status || tasksProblem !== undefined || !isSettled) return undefined;
    return { status: 'answered', value: tasks };
  }
  return undefined;
}
