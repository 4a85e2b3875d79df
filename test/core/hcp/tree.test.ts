import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDeployment } from '../../../core/deployment/parse';
import { runState, taskState } from '../../../core/hcp/run-states';
import {
  workspacesOf,
  type RunSummary,
  type Snapshot,
  type TaskSummary,
  type WorkspaceSummary,
} from '../../../core/hcp/snapshot';
import { countsWords, treeOf, type TreeNode } from '../../../core/hcp/tree';

const TASK: TaskSummary = {
  id: 'taskrs-1',
  name: 'fsx-lustre-kms',
  stage: 'post_plan',
  status: 'failed',
  message: '1 error,\n2 warnings',
  isMandatory: true,
  url: undefined,
  outcomes: [
    {
      id: 'grant-missing',
      description: 'No grant',
      tags: [{ label: 'Failed', level: 'error' }],
      body: 'Add one.',
      url: 'https://example.com/rule',
    },
  ],
};
const RUN: RunSummary = {
  id: 'run-1',
  status: 'post_plan_awaiting_decision',
  message: 'Merge #12',
  createdAt: '2026-11-25T10:00:00Z',
  isDestroy: false,
  isPlanOnly: true,
  url: 'https://h/run-1',
  plan: { add: 2, change: 1, destroy: 0, import: 0 },
  applied: undefined,
  tasks: [TASK],
  tasksProblem: undefined,
};

function snapshotOf(state: WorkspaceSummary['state']): Snapshot {
  const workspaces = [{ account: 'key' as const, name: 'c-key', url: 'https://h/c-key', state }];
  return { status: 'read', host: 'h', workspaces };
}

/** Each node as a line, indented. */
function lines(nodes: readonly TreeNode[], indent = ''): string[] {
  return nodes.flatMap(({ label, description, tone, children }) => [
    `${indent}${label} | ${description} | ${tone}`,
    ...lines(children, `${indent}  `),
  ]);
}

function linesOf(run: Partial<RunSummary>): string[] {
  return lines(treeOf(snapshotOf({ status: 'read', run: { ...RUN, ...run } })));
}

describe('tree of workspaces in HCP Terraform', () => {
  it('has the latest run, its tasks and their outcomes', () => {
    assert.deepEqual(linesOf({}), [
      'C: key | post-plan tasks await a decision | waiting',
      '  plan only · plan +2 ~1 -0 · tasks 0/1 passed | Merge #12 | waiting',
      '    fsx-lustre-kms | failed · 1 error, 2 warnings | bad',
      '      No grant | Failed | bad',
    ]);
  });

  it('leads to the page of what each line is about', () => {
    const [workspace] = treeOf(snapshotOf({ status: 'read', run: RUN }));
    const run = workspace?.children[0];
    const task = run?.children[0];
    const urls = [workspace, run, task, task?.children[0]].map((node) => node?.url);
    assert.deepEqual(urls, [
      'https://h/c-key',
      'https://h/run-1',
      'https://h/run-1',
      'https://example.com/rule',
    ]);
    assert.equal(workspace?.tooltip, 'c-key: account-c-key, account C. Post-plan tasks await a decision.');
    assert.equal(run?.tooltip, 'run-1, 2026-11-25 10:00 UTC: post-plan tasks await a decision\nMerge #12');
    assert.equal(task?.tooltip, 'post-plan, mandatory: it stops the run\n1 error,\n2 warnings');
    assert.equal(task.children[0]?.tooltip, 'No grant\n\nAdd one.');
  });

  it('says what was really done when it was', () => {
    const applied = { add: 1, change: 0, destroy: 0, import: 2 };
    assert.deepEqual(linesOf({ status: 'applied', applied, tasks: [], isPlanOnly: false, isDestroy: true }), [
      'C: key | applied | good',
      '  destroy · applied +1 ~0 -0, 2 imported | Merge #12 | good',
    ]);
  });

  it('says what a run is doing while nothing is counted', () => {
    const run = { status: 'planning', plan: undefined, tasks: [], isPlanOnly: false, message: '' };
    assert.deepEqual(linesOf(run), ['C: key | planning | running', '  planning | run-1 | running']);
  });

  it('sends to the page for outcomes that HCP Terraform does not give', () => {
    const tasks = [{ ...TASK, status: 'passed', outcomes: undefined, message: '' }];
    assert.deepEqual(linesOf({ tasks }).slice(2), [
      '    fsx-lustre-kms | passed | good',
      "      Outcomes | on the run's page | neutral",
    ]);
  });

  it('says why there are no tasks', () => {
    assert.deepEqual(
      linesOf({ tasks: [], tasksProblem: { status: 'failed', reason: 'the answer 500' } }).slice(2),
      ['    Run tasks | the answer 500 | bad'],
    );
  });

  const STATES: [state: WorkspaceSummary['state'], line: string][] = [
    [{ status: 'missing' }, 'C: key | not there, or not for this token | neutral'],
    [{ status: 'failed', reason: 'the answer 500' }, 'C: key | the answer 500 | bad'],
    [{ status: 'read', run: undefined }, 'C: key | no run yet | neutral'],
  ];
  for (const [state, line] of STATES) {
    it(`has one line for a workspace: ${line}`, () => {
      assert.deepEqual(lines(treeOf(snapshotOf(state))), [line]);
    });
  }

  it('is empty without a token: the view says what to do', () => {
    assert.deepEqual(treeOf({ status: 'signed-out', host: 'h' }), []);
    assert.deepEqual(treeOf({ status: 'refused', host: 'h' }), []);
    assert.deepEqual(treeOf({ status: 'token-unreadable', host: 'h' }), []);
    assert.deepEqual(treeOf({ status: 'no-backend' }), []);
  });

  it('has ids of their own for all nodes, and labels of one line, whatever others write', () => {
    const text = fc.string({ maxLength: 300, unit: 'binary' });
    const outcome = fc.record({
      id: text,
      description: text,
      tags: fc.array(fc.record({ label: text, level: text })),
      body: fc.option(text, { nil: undefined }),
      url: fc.constant(undefined),
    });
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 4 }), text, text, (outcomes, name, message) => {
        const tasks = ['taskrs-1', 'taskrs-2'].map((id) => ({ ...TASK, id, name, message, outcomes }));
        const all = nodesOf(treeOf(snapshotOf({ status: 'read', run: { ...RUN, message, tasks } })));
        assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
        for (const { label } of all) assert.ok(label.length <= 120 && !label.includes('\n'));
      }),
    );
  });
});

function nodesOf(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...nodesOf(node.children)]);
}

describe('states of runs and tasks', () => {
  it('are shown by their own name when they are not known', () => {
    assert.deepEqual(runState('some_new_state'), {
      words: 'some new state',
      tone: 'neutral',
      isFinal: false,
    });
    assert.deepEqual(taskState('toString'), { words: 'toString', tone: 'neutral', isFinal: false });
  });

  it('count as Terraform does', () => {
    assert.equal(countsWords({ add: 1, change: 2, destroy: 3, import: 0 }), '+1 ~2 -3');
  });
});

describe('workspaces of a deployment', () => {
  const account = (digit: string) => ({ id: digit.repeat(12) });

  it('are named as the backend says, in the order of deploying', () => {
    const parsed = parseDeployment({
      accounts: { fileSystem: account('1'), bucket: account('2'), key: account('3') },
      region: 'us-east-1',
      namePrefix: 'demo',
      keys: [{ name: 'data' }],
      buckets: [{ name: 'data', key: 'data' }],
      backend: { type: 'cloud', organization: 'storage', workspaces: { bucket: 'own-name' } },
    });
    assert.ok(parsed.status === 'valid' && parsed.deployment.backend.type === 'cloud');
    assert.deepEqual(workspacesOf(parsed.deployment.backend, parsed.deployment.namePrefix), [
      { account: 'key', name: 'demo-account-c-key' },
      { account: 'bucket', name: 'own-name' },
      { account: 'fileSystem', name: 'demo-account-a-file-system' },
    ]);
  });
});
