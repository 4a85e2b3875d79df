import assert from 'node:assert/strict';
import { MINUTE_MS, nextLookMs, RUN_REQUESTS_PER_MINUTE } from '../../../core/hcp/pace';
import type { RunSummary, Snapshot, WorkspaceSummary } from '../../../core/hcp/snapshot';

function of(...states: WorkspaceSummary['state'][]): Snapshot {
  const workspaces = states.map((state) => ({ account: 'key' as const, name: 'w', url: 'u', state }));
  return { status: 'read', host: 'h', workspaces };
}
function run(status: string, tasksProblem?: RunSummary['tasksProblem']): WorkspaceSummary['state'] {
  const empty: Omit<RunSummary, 'status'> = {
    ...{ id: 'run-1', message: '', createdAt: '', isDestroy: false, isPlanOnly: false, url: 'u' },
    ...{ plan: undefined, applied: undefined, tasks: [], tasksProblem },
  };
  return { status: 'read', run: { ...empty, status } };
}

describe('pace of looking at HCP Terraform', () => {
  const PACES: [what: string, snapshot: Snapshot, failures: number, ms: number | undefined][] = [
    ['a run goes on', of(run('applied'), run('planning')), 0, 15_000],
    ['a run waits for somebody', of(run('planned')), 0, 60_000],
    ['runs have ended', of(run('applied'), run('errored')), 0, 60_000],
    ['a state is not known', of(run('dreaming')), 0, 60_000],
    ['a workspace is not there', of({ status: 'missing' }), 0, 60_000],
    [
      'a workspace failed while a run goes on',
      of(run('planning'), { status: 'failed', reason: '' }),
      2,
      120_000,
    ],
    [
      'run tasks failed while a run goes on',
      of(run('planning', { status: 'failed', reason: '' })),
      2,
      120_000,
    ],
    ['run tasks are not for this token', of(run('planning', { status: 'missing' })), 0, 15_000],
    ['the token cannot be read', { status: 'token-unreadable', host: 'h' }, 0, undefined],
    ['nobody is signed in', { status: 'signed-out', host: 'h' }, 0, undefined],
    ['the token is not taken', { status: 'refused', host: 'h' }, 0, undefined],
    ['the host is not asked', { status: 'unusable-host', host: 'h', reason: '' }, 0, undefined],
    ['there is no backend', { status: 'no-backend' }, 0, undefined],
  ];
  for (const [what, snapshot, failures, ms] of PACES) {
    it(`${ms === undefined ? 'ends' : `is ${ms / 1000} s`} when ${what}`, () => {
      assert.equal(nextLookMs(snapshot, failures, 0), ms);
    });
  }

  it('is not the same for all windows', () => {
    assert.deepEqual(
      [nextLookMs(of(run('planned')), 0, 0), nextLookMs(of(run('planned')), 0, 1)],
      [60_000, 66_000],
    );
  });

  it('stays within the documented limit: two requests about runs for each of three workspaces', () => {
    const shortest = nextLookMs(of(run('planning')), 0, 0) ?? 0;
    assert.ok((MINUTE_MS / shortest) * 3 * 2 <= RUN_REQUESTS_PER_MINUTE);
  });
});
