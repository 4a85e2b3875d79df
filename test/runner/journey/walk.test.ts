import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackPlan } from '../../../core/journey/plan';
import type { AccountRole } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import { openWalk } from '../../../runner/journey/walk';
import type { Walk } from '../../../runner/journey/walk-types';
import { temporaryFolder } from '../../support/temporary-folder';
import { check, FakeWorld, problemWith, walkProject } from './fake-parts';

describe('a walk', () => {
  let world: FakeWorld;
  let messages: string[];
  beforeEach(() => {
    world = new FakeWorld();
    messages = [];
  });

  async function open(folder: string, target: TargetKind = 'aws'): Promise<Walk> {
    const onMessage = (message: string) => messages.push(message);
    const opened = await openWalk({ folder, target, cli: 'unused', by: 'The test', onMessage }, world.parts);
    assert.equal(opened.status, 'open', JSON.stringify(opened));
    return opened.walk;
  }

  async function planned(
    walk: Walk,
    account: AccountRole,
    verb: StackPlan['verb'] = 'deploy',
  ): Promise<StackPlan> {
    const end = await walk.plan(account, verb);
    assert.equal(end.status, 'planned', JSON.stringify(end));
    return end.plan;
  }

  /** Deploys a step as both faces do. */
  async function deploy(walk: Walk, step: number): Promise<string[]> {
    const accounts = await walk.stacksOf(step);
    assert.equal((await walk.prepare(step)).status, 'done');
    for (const account of accounts) {
      const end = await walk.plan(account, 'deploy');
      if (end.status === 'planned')
        assert.match((await walk.apply(end.plan)).status, /^(deployed|unchanged)$/);
    }
    return accounts;
  }

  const throughStepIn = (folder: string) =>
    (
      JSON.parse(readFileSync(join(folder, 'cdktf.json'), 'utf8')) as {
        context: { fsxLustreKms: { throughStep: number } };
      }
    ).context.fsxLustreKms.throughStep;

  const states = async (walk: Walk) => (await walk.view()).steps.map(({ state }) => state);

  describe('is refused', () => {
    for (const [name, text, message] of [
      ['a cdktf.json that is no JSON', '{ "app": ', /cdktf\.json is not JSON/],
      ['comments, which CDKTF does not read either', '{ // mine\n"app": "x" }', /cdktf\.json is not JSON/],
      ['a project without a deployment', '{ "app": "x" }', /has no deployment in context\.fsxLustreKms/],
      [
        'a deployment with mistakes',
        '{ "app": "x", "context": { "fsxLustreKms": { "region": 7 } } }',
        /mistakes in the deployment/,
      ],
    ] as const) {
      it(`with ${name}, and changes nothing`, async () => {
        const folder = walkProject();
        writeFileSync(join(folder, 'cdktf.json'), text);
        const opened = await openWalk({ folder, target: 'sandbox', cli: 'unused' }, world.parts);
        assert.equal(opened.status, 'refused');
        assert.match(opened.message, message);
        assert.deepEqual([readdirSync(folder), world.calls], [['cdktf.json'], []]);
      });
    }

    it('by a journey of a newer version', async () => {
      const folder = walkProject();
      await (await open(folder)).verify(1);
      writeFileSync(join(folder, '.fsx-lustre-kms', 'journey.json'), '{"version": 2}');
      const opened = await openWalk({ folder, target: 'aws', cli: 'unused' }, world.parts);
      assert.equal(opened.status, 'refused');
      assert.match(opened.message, /version 2, and this is made for version 1/);
    });

    it('in the sandbox, for a Region of another partition', async () => {
      const folder = walkProject({ region: 'cn-north-1' });
      const opened = await openWalk({ folder, target: 'sandbox', cli: 'unused' }, world.parts);
      assert.equal(opened.status, 'refused');
      assert.deepEqual(world.calls, []);
    });
  });

  it('goes through the seven steps, each with the stacks that it needs', async () => {
    const folder = walkProject();
    const walk = await open(folder);
    assert.deepEqual(await states(walk), ['next', 'later', 'later', 'later', 'later', 'later', 'later']);
    const deployed: AccountRole[][] = [];
    for (const { step } of (await walk.view()).steps) {
      assert.equal(
        (await walk.view()).next.kind,
        step === 5 || step === 7 ? 'verify' : 'deploy',
        `step ${step}`,
      );
      deployed.push((await deploy(walk, step)) as AccountRole[]);
      const { next } = await walk.view();
      assert.deepEqual(next, { kind: 'verify', step, reason: 'not-verified' });
      await walk.verify(step);
    }
    assert.deepEqual(deployed, [
      ['bucket'],
      ['key'],
      ['bucket'],
      ['bucket', 'fileSystem'],
      [],
      ['key', 'fileSystem'],
      [],
    ]);
    const view = await walk.view();
    assert.deepEqual(new Set(await states(walk)), new Set(['proved']));
    assert.deepEqual(view.next, { kind: 'destroy', reason: 'complete' });
    assert.deepEqual(view.buckets, ['team-data']);
    assert.deepEqual(view.costs.map(({ address }) => address).sort(), [
      'aws_fsx_lustre_file_system.lustre',
      'aws_instance.client',
      'aws_kms_key.data',
      'aws_s3_bucket.data',
    ]);
    assert.equal(throughStepIn(folder), 7);
  });

  it('deploys what a step needs of the others, from nothing at step 7', async () => {
    const walk = await open(walkProject({ throughStep: 7 }));
    assert.deepEqual(await walk.stacksOf(1), ['key', 'bucket']);
    assert.deepEqual(await walk.stacksOf(6), ['key', 'bucket', 'fileSystem']);
    assert.deepEqual(await walk.stacksFor('key'), ['key']);
    assert.deepEqual(await walk.stacksFor('fileSystem'), ['key', 'bucket', 'fileSystem']);
  });

  it('never lowers throughStep, and raises it before the synthesis', async () => {
    const folder = walkProject({ throughStep: 3 });
    const walk = await open(folder);
    await walk.prepare(1);
    assert.equal(throughStepIn(folder), 3);
    await walk.prepare(4);
    assert.equal(throughStepIn(folder), 4);
    assert.equal(walk.deployment.throughStep, 4);
    assert.ok(
      readFileSync(join(folder, 'cdktf.out/stacks/account-a-file-system/cdk.tf.json'), 'utf8').includes(
        'fsx',
      ),
    );
  });

  it('records the step that the Terraform was made for, whatever cdktf.json says when it is applied', async () => {
    const folder = walkProject({ throughStep: 2 });
    const walk = await open(folder);
    await walk.synthesize();
    const plan = await planned(walk, 'key');
    const file = join(folder, 'cdktf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"throughStep": 2', '"throughStep": 6'));
    await walk.apply(plan);
    assert.equal((await walk.view()).stacks[0]?.record?.throughStep, 2);
  });

  it('goes back: lowers throughStep, and deploys A before C', async () => {
    const folder = walkProject({ throughStep: 7 });
    const walk = await open(folder);
    await deploy(walk, 6);
    for (const step of [1, 2, 5]) await walk.verify(step);
    const accounts = await walk.stacksBack(5);
    assert.deepEqual(accounts, ['fileSystem', 'key']);
    await walk.prepareBack(5);
    assert.equal(throughStepIn(folder), 5);
    const plan = await planned(walk, 'fileSystem');
    assert.deepEqual(plan.changes, [
      { address: 'aws_kms_grant.data', type: 'aws_kms_grant', action: 'delete' },
    ]);
    await walk.apply(plan);
    await walk.apply(await planned(walk, 'key'));
    const found = await states(walk);
    // The refusal can be shown again, and what was proved on a stack that has changed is out of date.
    assert.deepEqual(found, ['proved', 'outdated', 'unproved', 'unproved', 'outdated', 'next', 'later']);
  });

  it('records nothing of a plan that was not applied, and that a stack has nothing to hold', async () => {
    const walk = await open(walkProject());
    await walk.synthesize();
    await planned(walk, 'bucket');
    assert.deepEqual(
      (await walk.view()).stacks.map(({ record }) => record),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(await walk.plan('key', 'deploy'), { status: 'empty' });
    const { record } = (await walk.view()).stacks[0] ?? {};
    assert.deepEqual([record?.status, record?.resources], ['deployed', 0]);
  });

  it('applies nothing while somebody is signed in to another account, whichever it is', async () => {
    const walk = await open(walkProject());
    await walk.synthesize();
    const plan = await planned(walk, 'bucket');
    const [first, ...rest] = world.identities;
    assert.ok(first);
    const other = { message: 'Not that one.', nextAction: 'Sign in.', id: '999999999999', arn: 'arn:other' };
    world.identities = [
      { account: first.account, expectedId: first.expectedId, status: 'other-account', ...other },
      ...rest,
    ];
    const end = await walk.apply(plan);
    assert.equal(end.status, 'refused');
    assert.deepEqual([end.problem.kind, end.problem.message], ['wrong-account', 'Not that one.']);
    assert.equal(world.stands.bucket.size, 0);
    assert.equal((await walk.empty('team-data')).status, 'refused');
    assert.equal(world.objects, 3);
  });

  it('applies where the account is the right one, though nobody is signed in to another', async () => {
    const walk = await open(walkProject());
    await walk.synthesize();
    const plan = await planned(walk, 'bucket');
    world.identities = world.identities.map((identity) =>
      identity.account === 'key'
        ? {
            account: 'key',
            expectedId: identity.expectedId,
            status: 'expired',
            message: 'Expired.',
            nextAction: 'aws sso login',
          }
        : identity,
    );
    assert.equal((await walk.apply(plan)).status, 'deployed');
  });

  it('records what an interrupted deploy has left, and that the next one goes on', async () => {
    const walk = await open(walkProject());
    await walk.synthesize();
    world.stopAfter = { changes: 1, status: 'interrupted', problem: problemWith('other', 'Half.') };
    const end = await walk.apply(await planned(walk, 'bucket'));
    assert.equal(end.status, 'interrupted');
    const half = await walk.view();
    assert.equal(half.stacks[1]?.record?.status, 'partial');
    assert.deepEqual(half.next, { kind: 'deploy', step: 1, reason: 'partial' });
    assert.deepEqual(
      half.costs.map(({ what }) => what),
      ['S3 bucket'],
    );
    assert.equal((await walk.apply(await planned(walk, 'bucket'))).status, 'deployed');
    assert.deepEqual((await walk.view()).next, { kind: 'verify', step: 1, reason: 'not-verified' });
  });

  it('records nothing of a deploy that failed before it changed anything', async () => {
    const walk = await open(walkProject());
    await walk.synthesize();
    world.stopAfter = {
      changes: 0,
      status: 'failed',
      problem: problemWith('credentials-expired', 'Expired.'),
    };
    await walk.apply(await planned(walk, 'bucket'));
    assert.equal((await walk.view()).stacks[1]?.record, undefined);
  });

  it('says so when what is synthesized differs from what is deployed', async () => {
    const folder = walkProject();
    const walk = await open(folder);
    await deploy(walk, 1);
    await walk.verify(1);
    const file = join(folder, 'cdktf.out/stacks/account-b-bucket/cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"bucket":', '"acl":"private","bucket":'));
    const view = await walk.view();
    assert.equal(view.stacks[1]?.changed, true);
    assert.deepEqual(view.next, { kind: 'deploy', step: 1, reason: 'changed' });
    await walk.apply(await planned(walk, 'bucket'));
    assert.deepEqual((await walk.view()).next, { kind: 'verify', step: 1, reason: 'outdated' });
  });

  it('keeps the last good deployment when cdktf.json breaks, and runs nothing then', async () => {
    const folder = walkProject();
    const walk = await open(folder);
    writeFileSync(join(folder, 'cdktf.json'), '{');
    const { configuration, throughStep } = await walk.view();
    assert.equal(configuration.status, 'invalid');
    assert.equal(throughStep, 1);
    const end = await walk.plan('bucket', 'deploy');
    assert.equal(end.status, 'failed');
    assert.equal((await walk.prepare(4)).status, 'failed');
    assert.equal(readFileSync(join(folder, 'cdktf.json'), 'utf8'), '{');
    assert.deepEqual(world.calls, []);
  });

  it('applies nothing when it is interrupted while it asks who is signed in', async () => {
    const walk = await open(walkProject());
    await walk.synthesize();
    const plan = await planned(walk, 'bucket');
    const end = await walk.apply(plan, { signal: AbortSignal.abort() });
    assert.deepEqual(
      [end.status, 'problem' in end && end.problem.message],
      ['interrupted', 'Interrupted before anything was changed.'],
    );
    assert.ok(!world.calls.some((call) => call.startsWith('deploy')));
  });

  it('refuses while another one deploys, and says who it is', async () => {
    const folder = walkProject();
    const [one, two] = [await open(folder), await open(folder)];
    await one.synthesize();
    let seen: unknown;
    let running: unknown;
    let synthesis: unknown;
    world.whilePlanning = async () => {
      world.whilePlanning = () => undefined;
      seen = await two.plan('bucket', 'deploy');
      synthesis = await two.synthesize();
      running = (await two.view()).running?.what;
    };
    await planned(one, 'bucket');
    assert.deepEqual(running, 'The test plans the deploy of account-b-bucket');
    assert.equal((seen as { status: string }).status, 'failed');
    const { problem } = seen as { problem: { kind: string; message: string; nextAction: string } };
    assert.equal(problem.kind, 'busy');
    assert.equal((synthesis as { problem: { kind: string } }).problem.kind, 'busy');
    assert.match(
      problem.message,
      new RegExp(
        `^Another one is at work in this project: The test plans the deploy of account-b-bucket \\(process ${process.pid} on `,
      ),
    );
    assert.match(problem.nextAction, /delete \.fsx-lustre-kms\/deploy\.lock\.$/);
    await planned(two, 'bucket');
  });

  it('gives the lock back when the plan failed', async () => {
    const folder = walkProject();
    const walk = await open(folder);
    await walk.synthesize();
    world.planProblem = problemWith('state-locked', 'Locked.');
    assert.equal((await walk.plan('bucket', 'deploy')).status, 'failed');
    assert.equal(existsSync(join(folder, '.fsx-lustre-kms', 'deploy.lock')), false);
  });

  it('puts a broken journey aside, keeps what can be read of it, and says so', async () => {
    const folder = walkProject();
    const walk = await open(folder);
    await deploy(walk, 1);
    const file = join(folder, '.fsx-lustre-kms', 'journey.json');
    const broken = readFileSync(file, 'utf8').replace('"proofs": {}', '"proofs": { "grant": 7 }');
    writeFileSync(file, broken);
    assert.equal((await walk.view()).journeyProblems.length, 1);
    assert.equal(readFileSync(file, 'utf8'), broken);
    await walk.verify(1);
    assert.equal(readFileSync(`${file}.broken-1`, 'utf8'), broken);
    assert.match(messages.join(), /it is kept as .*journey\.json\.broken-1/);
    const view = await walk.view();
    assert.deepEqual([view.journeyProblems, view.stacks[1]?.record?.status], [[], 'deployed']);
  });

  it('proves with the outputs of the stacks that stand, and keeps no proof that was broken off', async () => {
    const walk = await open(walkProject());
    await deploy(walk, 2);
    world.calls.length = 0;
    world.checks = [check('failed', 'It is not there.')];
    assert.equal((await walk.verify(2)).status, 'failed');
    assert.deepEqual(world.calls, ['verify 2 with bucket, key']);
    assert.deepEqual((await walk.view()).steps[1]?.state, 'failed');
    const controller = new AbortController();
    controller.abort();
    world.checks = [check('passed')];
    await walk.verify(2, { signal: controller.signal });
    assert.deepEqual((await walk.view()).steps[1]?.state, 'failed');
  });

  it('asks nothing of another account: the proof is unknown, and not kept', async () => {
    const walk = await open(walkProject());
    world.identities = world.identities.map(({ account, expectedId }) => ({
      ...{ account, expectedId, status: 'other-account', id: '9', arn: 'arn:x' },
      ...{ message: 'Not that one.', nextAction: 'Sign in.' },
    }));
    const { status, checks } = await walk.verify(1);
    assert.deepEqual([status, checks[0]?.message], ['unknown', 'Not that one. Sign in.']);
    assert.deepEqual([world.calls, (await walk.view()).steps[0]?.proof], [[], undefined]);
  });

  it('names the buckets of a destroy by what was deployed, not by what cdktf.json names by now', async () => {
    const folder = walkProject();
    const walk = await open(folder);
    await deploy(walk, 1);
    const file = join(folder, 'cdktf.out/stacks/account-b-bucket/cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('team-data', 'somebody-elses'));
    const plan = await planned(walk, 'bucket', 'destroy');
    assert.deepEqual(await walk.bucketsOf(plan), ['team-data']);
  });

  it('starts a sandbox, whose way is another one, and ends it', async () => {
    const folder = walkProject();
    await deploy(await open(folder), 1);
    const walk = await open(folder, 'sandbox');
    assert.deepEqual(walk.target, { kind: 'sandbox', folder: join(folder, '.fsx-lustre-kms/sandbox') });
    assert.equal((await walk.view()).steps[0]?.state, 'next');
    await walk.close();
    assert.deepEqual(
      world.calls.filter((call) => call.startsWith('sandbox')),
      ['sandbox starts', 'sandbox stops'],
    );
    assert.equal(readFileSync(join(folder, '.fsx-lustre-kms', '.gitignore'), 'utf8'), '*\n');
  });

  it('takes the sandbox of another project for none of its own, and ends what it has started', async () => {
    const [one, other, sandboxFolder] = [walkProject(), walkProject(), temporaryFolder()];
    const options = { target: 'sandbox', sandboxFolder, cli: 'unused' } as const;
    const first = await openWalk({ ...options, folder: one }, world.parts);
    assert.equal(first.status, 'open');
    await first.walk.close();
    world.calls.length = 0;
    const second = await openWalk({ ...options, folder: other }, world.parts);
    assert.equal(second.status, 'refused');
    assert.match(second.message, new RegExp(`is that of another project, ${one}: .* This is ${other}\\.`));
    assert.deepEqual(world.calls, []);
    // Whoever is quicker has it: the other one has started nothing that stays.
    world.whileStarting = () => {
      writeFileSync(join(sandboxFolder, 'project.json'), '{"projectId":"x","folder":"/x"}');
    };
    rmSync(join(sandboxFolder, 'project.json'));
    const late = await openWalk({ ...options, folder: other }, world.parts);
    assert.deepEqual([late.status, world.calls], ['refused', ['sandbox starts', 'sandbox stops']]);
  });

  it('is refused by a sandbox with other accounts, before it is started', async () => {
    const [folder, sandboxFolder] = [walkProject(), temporaryFolder()];
    const ids = { fileSystem: '1', bucket: '2', key: '3' };
    writeFileSync(join(sandboxFolder, 'accounts.json'), JSON.stringify({ ids }));
    const options = { folder, target: 'sandbox', sandboxFolder, cli: 'unused' } as const;
    const opened = await openWalk(options, world.parts);
    assert.equal(opened.status, 'refused');
    assert.match(opened.message, /has the accounts 1, 2 and 3, and cdktf\.json here 111111111111, /);
    assert.ok(opened.nextAction.includes(`sandbox --data ${sandboxFolder} --reset`), opened.nextAction);
    assert.deepEqual([world.calls, readdirSync(sandboxFolder)], [[], ['accounts.json']]);
  });

  it('starts no sandbox for a view alone', async () => {
    const folder = walkProject();
    const options = { folder, target: 'sandbox', cli: 'unused', viewOnly: true } as const;
    const opened = await openWalk(options, world.parts);
    assert.equal(opened.status, 'open');
    await opened.walk.view();
    assert.deepEqual([world.calls, readdirSync(folder)], [[], ['cdktf.json']]);
  });
});
