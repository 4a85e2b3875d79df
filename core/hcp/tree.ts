/** A snapshot as a tree: workspaces, the latest run of each, its run tasks, their outcomes. */
import { ACCOUNTS, type AccountRole } from '../journey/steps';
import { cut } from '../run-task/texts';
import { runState, taskState, type StateWords, type Tone } from './run-states';
import type {
  Counts,
  Outcome,
  RunSummary,
  Snapshot,
  TasksProblem,
  TaskSummary,
  WorkspaceSummary,
} from './snapshot';

export interface TreeNode {
  /** Unique in the tree, and the same after each refresh. */
  readonly id: string;
  readonly kind: 'workspace' | 'run' | 'task' | 'outcome' | 'note';
  readonly label: string;
  readonly description: string;
  /** Plain text: it is of whoever wrote the run's message or runs the task. */
  readonly tooltip: string;
  readonly tone: Tone;
  /** Opened in a browser. */
  readonly url: string | undefined;
  readonly isExpanded: boolean;
  readonly children: readonly TreeNode[];
}

/** Names of workspaces begin alike and are cut in a side bar: what tells them apart stands there instead. */
const SHORT_NAMES: Readonly<Record<AccountRole, string>> = {
  fileSystem: 'A: file system',
  bucket: 'B: bucket',
  key: 'C: key',
};

/** Characters of a text of others in a label, and in a tooltip. */
const MAX_LINE = 120;
const MAX_TOOLTIP = 2_000;

/** The roots of the tree; empty where there is nothing to show but what to do first. */
export function treeOf(snapshot: Snapshot): readonly TreeNode[] {
  switch (snapshot.status) {
    case 'read':
      return snapshot.workspaces.map(workspaceNode);
    case 'unusable-host': {
      const { host, reason } = snapshot;
      return [note('host', host, `not asked: ${reason}`, 'bad')];
    }
    case 'no-backend':
    case 'signed-out':
    case 'token-unreadable':
    case 'refused':
      return [];
  }
}

function workspaceNode({ account, name, url, state }: WorkspaceSummary): TreeNode {
  const { letter, stack } = ACCOUNTS[account];
  const node = (tone: Tone, words: string, children: readonly TreeNode[] = []): TreeNode => ({
    id: name,
    kind: 'workspace',
    label: SHORT_NAMES[account],
    description: words,
    tooltip: `${name}: ${stack}, account ${letter}. ${sentence(words)}`,
    tone,
    url,
    isExpanded: true,
    children,
  });
  switch (state.status) {
    case 'missing':
      return node('neutral', 'not there, or not for this token');
    case 'failed':
      return node('bad', state.reason);
    case 'read': {
      if (!state.run) return node('neutral', 'no run yet');
      const { words, tone } = runState(state.run.status);
      return node(tone, words, [runNode(state.run, name)]);
    }
  }
}

function runNode(run: RunSummary, workspace: string): TreeNode {
  const { words, tone } = runState(run.status);
  const kinds = [run.isPlanOnly && 'plan only', run.isDestroy && 'destroy'].filter((kind) => kind !== false);
  const counts =
    run.applied !== undefined
      ? `applied ${countsWords(run.applied)}`
      : run.plan !== undefined && `plan ${countsWords(run.plan)}`;
  const parts = [...kinds, counts, tasksWords(run.tasks)].filter((part) => part !== false && part !== '');
  const problem = run.tasksProblem && tasksProblemWords(run.tasksProblem);
  const id = `${workspace}/${run.id}`;
  return {
    id,
    kind: 'run',
    // A message may be long: what was counted stands before it.
    label: parts.join(' · ') || words,
    description: oneLine(run.message) || run.id,
    tooltip: cut([`${run.id}, ${minuteOf(run.createdAt)}: ${words}`, run.message].join('\n'), MAX_TOOLTIP),
    tone,
    url: run.url,
    isExpanded: run.tasks.some(({ status }) => taskState(status).tone === 'bad') || problem !== undefined,
    children: [
      ...run.tasks.map((task) => taskNode(task, run, id)),
      ...(problem === undefined ? [] : [note(`${id}/problem`, 'Run tasks', problem, 'bad', run.url)]),
    ],
  };
}

function tasksProblemWords(problem: TasksProblem): string {
  return problem.status === 'failed' ? problem.reason : 'not for this token';
}

function taskNode(task: TaskSummary, run: RunSummary, parent: string): TreeNode {
  const state = taskState(task.status);
  const id = `${parent}/${task.id}`;
  const outcomes = task.outcomes?.map((outcome, index) => outcomeNode(outcome, index, run, id));
  const onPage = note(`${id}/outcomes`, 'Outcomes', "on the run's page", 'neutral', run.url);
  return {
    id,
    kind: 'task',
    label: oneLine(task.name),
    description: [state.words, oneLine(task.message)].filter((part) => part !== '').join(' · '),
    tooltip: cut(
      [`${task.stage.replaceAll('_', '-')}, ${enforcement(task, state)}`, task.message].join('\n'),
      MAX_TOOLTIP,
    ),
    tone: state.tone,
    url: task.url ?? run.url,
    isExpanded: state.tone === 'bad',
    children: outcomes ?? (state.isFinal ? [onPage] : []),
  };
}

function outcomeNode(
  { id, description, tags, body, url }: Outcome,
  index: number,
  run: RunSummary,
  parent: string,
): TreeNode {
  const levels = tags.map(({ level }) => level);
  return {
    id: `${parent}/${index}-${id}`,
    kind: 'outcome',
    label: oneLine(description),
    description: oneLine(tags.map(({ label }) => label).join(', ')),
    tooltip: cut([description, ...(body === undefined ? [] : [body])].join('\n\n'), MAX_TOOLTIP),
    tone: levels.includes('error') ? 'bad' : levels.includes('warning') ? 'waiting' : 'neutral',
    url: url ?? run.url,
    isExpanded: false,
    children: [],
  };
}

function note(id: string, label: string, description: string, tone: Tone, url?: string): TreeNode {
  const tooltip = `${label}: ${description}`;
  return { id, kind: 'note', label, description, tooltip, tone, url, isExpanded: false, children: [] };
}

/** As Terraform writes it: `+2 ~1 -0`; imports only where there are any. */
export function countsWords({ add, change, destroy, import: imported }: Counts): string {
  return `+${add} ~${change} -${destroy}${imported > 0 ? `, ${imported} imported` : ''}`;
}

function tasksWords(tasks: readonly TaskSummary[]): string {
  if (tasks.length === 0) return '';
  const passed = tasks.filter(({ status }) => status === 'passed').length;
  return `tasks ${passed}/${tasks.length} passed`;
}

function enforcement({ isMandatory }: TaskSummary, { tone }: StateWords): string {
  if (!isMandatory) return 'advisory: the run goes on whatever comes of it';
  return tone === 'bad' ? 'mandatory: it stops the run' : 'mandatory';
}

/** As HCP Terraform gives it, `2026-11-25T10:00:00.000Z`, to the minute; any other text as it is. */
function minuteOf(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/, '$1 $2 UTC');
}

function oneLine(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), MAX_LINE);
}

function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return text.endsWith('.') ? text : `${text}.`;
}
