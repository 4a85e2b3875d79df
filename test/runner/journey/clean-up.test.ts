import assert from 'node:assert/strict';
import { DEPLOY_ORDER } from '../../../core/journey/steps';
import { cleanUp, planCleanUp, type CleanUpEvent } from '../../../runner/journey/clean-up';
import { openWalk } from '../../../runner/journey/walk';
import type { Walk } from '../../../runner/journey/walk-types';
import { FakeWorld, problemWith, walkProject } from './fake-parts';

describe('the clean-up', () => {
  let world: FakeWorld;
  let walk: Walk;
  beforeEach(async () => {
    world = new FakeWorld();
    const opened = await openWalk(
      { folder: walkProject({ throughStep: 7 }), target: 'aws', cli: 'unused' },
      world.parts,
    );
    assert.equal(opened.status, 'open');
    ({ walk } = opened);
  });

  async function deployAll(): Promise<void> {
    await walk.synthesize();
    for (const account of DEPLOY_ORDER) {
      const end = await walk.plan(account, 'deploy');
      assert.equal(end.status, 'planned');
      await walk.apply(end.plan);
    }
    world.calls.length = 0;
  }

  async function planned() {
    const end = await planCleanUp(walk);
    assert.equal(end.status, 'planned', JSON.stringify(end));
    return end;
  }

  const standing = () => DEPLOY_ORDER.map((account) => world.stands[account].size);

  it('has nothing to do where nothing stands', async () => {
    assert.deepEqual(await planCleanUp(walk), { status: 'nothing' });
  });

  it('names what goes before anything does', async () => {
    await deployAll();
    const { plans, buckets, costs } = await planned();
    assert.deepEqual(
      plans.map(({ stack, verb, changes }) => [stack, verb, changes.length]),
      [
        ['account-a-file-system', 'destroy', 3],
        ['account-b-bucket', 'destroy', 4],
        ['account-c-key', 'destroy', 1],
      ],
    );
    assert.deepEqual(buckets, ['team-data']);
    assert.equal(costs.length, 4);
    assert.deepEqual([standing(), world.objects], [[1, 4, 3], 3]);
  });

  it('takes A, then B with its bucket emptied, then C, and looks that nothing is left', async () => {
    await deployAll();
    const plan = await planned();
    world.calls.length = 0;
    const events: string[] = [];
    const onEvent = (event: CleanUpEvent) => {
      if (event.kind !== 'run')
        events.push(
          event.kind === 'emptying' ? `emptying ${event.bucket}` : `${event.kind} ${event.account}`,
        );
    };
    assert.deepEqual(await cleanUp(walk, plan, { onEvent }), {
      status: 'clean',
      destroyed: ['fileSystem', 'bucket', 'key'],
    });
    assert.deepEqual(world.calls, [
      'destroy account-a-file-system',
      'plan destroy account-a-file-system',
      'empty team-data',
      'plan destroy account-b-bucket',
      'destroy account-b-bucket',
      'plan destroy account-b-bucket',
      'destroy account-c-key',
      'plan destroy account-c-key',
    ]);
    assert.deepEqual(events, [
      ...['destroying fileSystem', 'checking fileSystem', 'destroyed fileSystem'],
      ...['emptying team-data', 'destroying bucket', 'checking bucket', 'destroyed bucket'],
      ...['destroying key', 'checking key', 'destroyed key'],
    ]);
    const { stacks, costs, next } = await walk.view();
    assert.deepEqual(
      stacks.map(({ record }) => record?.status),
      ['destroyed', 'destroyed', 'destroyed'],
    );
    assert.deepEqual([costs, next.kind], [[], 'deploy']);
    assert.deepEqual(await planCleanUp(walk), { status: 'nothing' });
  });

  it('finds what nobody has recorded', async () => {
    world.stands.key.set('aws_kms_key.data', '{}');
    const { plans } = await planned();
    assert.deepEqual(
      plans.map(({ stack }) => stack),
      ['account-c-key'],
    );
  });

  it('goes on where it was interrupted', async () => {
    await deployAll();
    world.stopAfter = { changes: 1, status: 'interrupted', problem: problemWith('other', 'Half.') };
    const end = await cleanUp(walk, await planned());
    assert.equal(end.status, 'interrupted');
    assert.deepEqual([end.account, end.destroyed, standing()], ['fileSystem', [], [1, 4, 2]]);
    assert.equal((await walk.view()).stacks[2]?.record?.status, 'partial');
    assert.equal((await cleanUp(walk, await planned())).status, 'clean');
  });

  it('does not say that something is gone which still stands', async () => {
    await deployAll();
    world.leavesBehind = true;
    const end = await cleanUp(walk, await planned());
    assert.equal(end.status, 'failed');
    assert.deepEqual([end.account, end.destroyed], ['key', ['fileSystem', 'bucket']]);
    assert.equal(end.problem.message, 'Something of account-c-key is still there: aws_kms_key.data.');
  });

  it('destroys nothing that was not approved', async () => {
    await deployAll();
    const plan = await planned();
    world.stands.bucket.set('aws_s3_bucket.another', '{}');
    const end = await cleanUp(walk, plan);
    assert.equal(end.status, 'failed');
    assert.deepEqual([end.account, end.problem.kind], ['bucket', 'changed-since-approval']);
    assert.match(end.problem.message, /: aws_s3_bucket\.another\.$/);
    assert.ok(world.stands.bucket.has('aws_s3_bucket.data'));
  });

  for (const [what, problem, expected] of [
    ['cannot be emptied', { status: 'failed', message: 'AccessDenied: no', errors: [] }, 'failed'],
    ['is interrupted', { status: 'cancelled' }, 'interrupted'],
  ] as const) {
    it(`keeps a bucket and its key when emptying it ${what}`, async () => {
      await deployAll();
      world.parts.emptyBucket = () =>
        Promise.resolve({ deleted: { versions: 1, deleteMarkers: 0 }, ...problem } as never);
      const end = await cleanUp(walk, await planned());
      assert.equal(end.status, expected);
      assert.deepEqual(standing(), [1, 4, 0]);
    });
  }

  it('changes nothing when a stack cannot be synthesized or planned', async () => {
    await deployAll();
    world.planProblem = problemWith('state-locked', 'Locked.');
    const unplanned = await planCleanUp(walk);
    assert.deepEqual(
      [unplanned.status, unplanned.status === 'failed' && unplanned.problem.kind],
      ['failed', 'state-locked'],
    );
    world.synthesis = { status: 'failed', message: 'It does not compile.' };
    const unmade = await planCleanUp(walk);
    assert.deepEqual(unmade.status === 'failed' && unmade.problem.message, 'It does not compile.');
    world.synthesis = { status: 'cancelled' };
    assert.deepEqual(await planCleanUp(walk), { status: 'cancelled' });
    assert.deepEqual(standing(), [1, 4, 3]);
  });
});
