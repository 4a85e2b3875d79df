import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StackPlan } from '../../../core/journey/plan';
import { deployStack, type DeployEnd } from '../../../runner/deploy/deploy';
import { planStack } from '../../../runner/deploy/plan';
import { fakeProject, planOutput, withPath, type Answer, type FakeProject } from './fake-tools';

const TO_CREATE: Answer = {
  stdout: planOutput([
    ['create', 'aws_kms_key.key'],
    ['create', 'aws_kms_alias.alias'],
  ]),
};
const OUTPUTS: Answer = {
  stdout: JSON.stringify({ key_arn_data: { value: 'arn' }, ports: { value: [988] } }),
};

async function approved(fake: FakeProject, verb: 'deploy' | 'destroy' = 'deploy'): Promise<StackPlan> {
  const end = await withPath(fake.path, () => planStack({ ...fake.run, verb }));
  assert.ok(end.status === 'planned', JSON.stringify(end));
  return end.plan;
}

const deploy = (fake: FakeProject, plan: StackPlan, more: Partial<FakeProject['run']> = {}) =>
  withPath(fake.path, () => deployStack({ ...fake.run, ...more, approved: plan }));

/** The calls of the tools after the plan that was approved. */
const callsAfterPlan = (fake: FakeProject) =>
  fake
    .calls()
    .slice(2)
    .filter((call) => !call.startsWith('cdktf runs as '));

function problemIn(end: DeployEnd) {
  assert.ok('problem' in end, JSON.stringify(end));
  return end.problem;
}

describe('deployStack', function () {
  this.timeout(30_000);

  it('plans again, runs the project’s cdktf for this stack alone, and reads the outputs', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: {
        stdout:
          'aws_kms_key.key (key): Creating...\naws_kms_key.key (key): Creation complete after 4s [id=1]\n',
      },
      output: OUTPUTS,
    });
    const plan = await approved(fake);
    fake.deployed();
    fake.events.length = 0;
    const end = await deploy(fake, plan);
    assert.deepEqual(end, { status: 'deployed', outputs: { key_arn_data: 'arn', ports: '[988]' } });
    assert.deepEqual(
      callsAfterPlan(fake).map((call) => call.replace(' --skip-provider-lock', '')),
      [
        'terraform plan -input=false -json',
        'cdktf deploy account-c-key --auto-approve --no-color --skip-synth --output OUTDIR',
        'terraform apply -auto-approve',
        'terraform output -json -no-color',
      ],
    );
    assert.deepEqual(
      fake.events.filter(({ kind }) => kind !== 'line'),
      [
        { kind: 'phase', phase: 'plan' },
        { kind: 'phase', phase: 'apply' },
        { kind: 'resource', address: 'aws_kms_key.key', action: 'create', state: 'begun' },
        { kind: 'resource', address: 'aws_kms_key.key', action: 'create', state: 'done', seconds: 4 },
        { kind: 'phase', phase: 'outputs' },
      ],
    );
  });

  it('applies nothing when nothing has changed', async () => {
    const fake = fakeProject({ plan: { stdout: planOutput([]) }, output: OUTPUTS });
    fake.deployed();
    const end = await deploy(fake, await approved(fake));
    assert.equal(end.status, 'unchanged');
    assert.deepEqual(
      callsAfterPlan(fake).map((call) => call.split(' ').slice(0, 2).join(' ')),
      ['terraform plan', 'terraform output'],
    );
  });

  it('writes new outputs into the state, and calls that unchanged', async () => {
    const fake = fakeProject({ plan: { stdout: planOutput([], { x: 'create' }) }, output: OUTPUTS });
    fake.deployed();
    const end = await deploy(fake, await approved(fake));
    assert.equal(end.status, 'unchanged');
    assert.ok(fake.calls().includes('terraform apply -auto-approve'));
  });

  it('destroys what was approved to be destroyed', async () => {
    const fake = fakeProject({ plan: { stdout: planOutput([['delete', 'aws_kms_key.key']]) } });
    fake.deployed();
    const end = await deploy(fake, await approved(fake, 'destroy'));
    assert.deepEqual(end, { status: 'deployed', outputs: {} });
    assert.deepEqual(callsAfterPlan(fake)[0], 'terraform plan -input=false -json -destroy');
    assert.match(callsAfterPlan(fake)[1] ?? '', /^cdktf destroy account-c-key --auto-approve /);
  });

  it('refuses Terraform other than what was approved, without starting anything', async () => {
    const fake = fakeProject({ plan: TO_CREATE });
    const plan = await approved(fake);
    fake.synthesize({ resource: { aws_kms_key: { other: {} } } });
    assert.deepEqual(await deploy(fake, plan), {
      status: 'refused',
      problem: {
        kind: 'changed-since-approval',
        message:
          'account-c-key has changed since it was approved: its Terraform is another one. Nothing was changed.',
        nextAction: 'Plan again, look at the changes, and approve those.',
        output: '',
      },
    });
    assert.deepEqual(callsAfterPlan(fake), []);
  });

  it('refuses when the account has changed so that other resources would be changed', async () => {
    const now = planOutput([
      ['create', 'aws_kms_alias.alias'],
      ['replace', 'aws_kms_key.key'],
    ]);
    const fake = fakeProject({ plan: [TO_CREATE, { stdout: now }] });
    const problem = problemIn(await deploy(fake, await approved(fake)));
    assert.equal(
      problem.message,
      'account-c-key has changed since it was approved: a new plan would also replace aws_kms_key.key; it would no longer create aws_kms_key.key. Nothing was changed.',
    );
    assert.ok(!fake.calls().some((call) => call.startsWith('cdktf')));
  });

  it('refuses a plan of another stack', async () => {
    const fake = fakeProject({ plan: TO_CREATE });
    const plan = { ...(await approved(fake)), account: 'bucket' as const, stack: 'account-b-bucket' };
    assert.match(problemIn(await deploy(fake, plan)).message, /a plan of account-b-bucket was approved/);
  });

  it('says that the project has no cdktf, and how to install it', async () => {
    const fake = fakeProject({ plan: TO_CREATE });
    const plan = await approved(fake);
    const { folder } = fake.run.project;
    rmSync(join(folder, 'node_modules', '.bin', 'cdktf'));
    const problem = problemIn(await deploy(fake, plan));
    assert.deepEqual(
      [problem.kind, problem.nextAction],
      ['cdktf-missing', `Run \`npm install --save-dev cdktf-cli\` in ${folder}.`],
    );
  });

  it('says what an error means, and what was done before it', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: {
        stdout:
          'aws_kms_key.key: Creating...\naws_kms_key.key: Creation complete after 4s [id=1]\naws_kms_alias.alias: Creating...\n',
        stderr:
          'Error: creating KMS Alias: api error ThrottlingException: Rate exceeded\n\n  with aws_kms_alias.alias,\n',
        exit: 1,
      },
    });
    const end = await deploy(fake, await approved(fake));
    assert.equal(end.status, 'failed');
    const problem = problemIn(end);
    assert.equal(problem.kind, 'throttled');
    assert.match(problem.message, / Before that: aws_kms_key\.key is created\.$/);
    assert.match(
      problem.nextAction,
      /What is done stays: the next deploy of account-c-key goes on from there\.$/,
    );
    assert.match(problem.output, /^Error: creating KMS Alias/);
  });

  it('calls an unknown error after changes a partial apply', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: {
        stdout: 'aws_kms_key.key: Creating...\naws_kms_key.key: Creation complete after 4s [id=1]\n',
        stderr: 'Error: something new\n',
        exit: 1,
      },
    });
    const problem = problemIn(await deploy(fake, await approved(fake)));
    assert.equal(problem.kind, 'partial-apply');
    assert.match(problem.message, /could not deploy account-c-key: something new Before that/);
  });

  /** Terraform that is in the middle of a key when it is interrupted. */
  const IN_THE_MIDDLE: Answer = {
    stdout:
      'aws_kms_alias.alias: Creating...\naws_kms_alias.alias: Creation complete after 1s\naws_kms_key.key: Creating...\n',
    after: 'Stopping operation...\nError: execution halted\n',
    exit: 1,
  };

  it('interrupts Terraform itself, never cdktf, and says what is done and half done', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: { ...IN_THE_MIDDLE, until: ['SIGINT'] },
      state: { stdout: 'aws_kms_alias.alias\naws_kms_key.key\n' },
    });
    const plan = await approved(fake);
    const cancel = new AbortController();
    const end = await deploy(fake, plan, {
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.kind === 'resource' && event.address === 'aws_kms_key.key') cancel.abort();
      },
    });
    assert.deepEqual(end, {
      status: 'interrupted',
      problem: {
        kind: 'partial-apply',
        message: 'Interrupted. aws_kms_alias.alias is created; aws_kms_key.key was being created.',
        nextAction: 'Deploy account-c-key again: it goes on from what is there.',
        output: 'Error: execution halted\nInvoking Terraform CLI failed with exit code 1',
      },
    });
    assert.deepEqual(
      fake.calls().filter((call) => call.includes(' got ')),
      ['terraform got SIGINT'],
    );
    assert.equal(fake.calls().at(-1), 'terraform untaint aws_kms_key.key');
  });

  const CUT_OFF: [what: string, address: string, inState: string, untainted: boolean, lookFirst: boolean][] =
    [
      ['completes what holds data', 'aws_s3_bucket.b', 'aws_s3_bucket.b\n', true, false],
      [
        'lets what may lack something be made anew',
        'aws_security_group.g',
        'aws_security_group.g\n',
        false,
        false,
      ],
      ['sets a setting again', 'aws_s3_bucket_policy.p', '', false, false],
      ['names what may be there without a state', 'aws_security_group.g', '', false, true],
      ['names it in a module too', 'module.m.aws_vpc.v', '', false, true],
    ];
  for (const [what, address, inState, untainted, lookFirst] of CUT_OFF) {
    it(`${what}, when its creation is cut off`, async () => {
      const fake = fakeProject({
        plan: { stdout: planOutput([['create', address]]) },
        apply: { ...IN_THE_MIDDLE, stdout: `${address}: Creating...\n`, until: ['SIGINT'] },
        state: { stdout: inState },
      });
      const plan = await approved(fake);
      const cancel = new AbortController();
      const end = await deploy(fake, plan, {
        signal: cancel.signal,
        onEvent: (event) => {
          if (event.kind === 'resource' && event.address === address) cancel.abort();
        },
      });
      assert.equal(end.status, 'interrupted');
      assert.equal(fake.calls().includes(`terraform untaint ${address}`), untainted);
      assert.equal(problemIn(end).nextAction.includes(`\`terraform import ${address} ID\``), lookFirst);
    });
  }

  it('says what AWS may have made without Terraform knowing', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: { ...IN_THE_MIDDLE, until: ['SIGINT'] },
      state: { stdout: 'aws_kms_alias.alias\n' },
    });
    const plan = await approved(fake);
    const cancel = new AbortController();
    const end = await deploy(fake, plan, {
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.kind === 'resource' && event.address === 'aws_kms_key.key') cancel.abort();
      },
    });
    assert.equal(
      problemIn(end).nextAction,
      `Deploy account-c-key again: it goes on from what is there. Look first whether account 333333333333 has aws_kms_key.key already: AWS may have made it without an answer reaching Terraform, and then it would be made a second time. What is there is taken in with \`terraform import aws_kms_key.key ID\` in ${fake.stackFolder}.`,
    );
    assert.deepEqual(
      fake.calls().filter((call) => call.startsWith('terraform untaint')),
      [],
    );
  });

  it('escalates to SIGTERM, and says what a lock means', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: { ...IN_THE_MIDDLE, until: ['SIGINT', 'SIGTERM'] },
      state: { stdout: '' },
    });
    const plan = await approved(fake);
    const [cancel, escalate] = [new AbortController(), new AbortController()];
    // The made-up Terraform goes on after SIGINT: once it has got that, the second interrupt follows.
    const watch = setInterval(() => {
      if (fake.calls().includes('terraform got SIGINT')) escalate.abort();
    }, 20);
    const end = await deploy(fake, plan, {
      signal: cancel.signal,
      escalate: escalate.signal,
      onEvent: (event) => {
        if (event.kind === 'resource' && event.address === 'aws_kms_key.key') cancel.abort();
      },
    });
    clearInterval(watch);
    assert.equal(end.status, 'interrupted');
    assert.match(problemIn(end).nextAction, /`terraform force-unlock ID` in .*account-c-key lifts the lock/);
    assert.deepEqual(
      fake.calls().filter((call) => call.includes(' got ')),
      ['terraform got SIGINT', 'terraform got SIGTERM'],
    );
  });

  it('changes nothing when it is interrupted before', async () => {
    const fake = fakeProject({ plan: TO_CREATE });
    const plan = await approved(fake);
    const end = await deploy(fake, plan, { signal: AbortSignal.abort() });
    assert.deepEqual(
      [end.status, problemIn(end).message],
      ['interrupted', 'Interrupted before anything was changed.'],
    );
    assert.deepEqual(callsAfterPlan(fake), []);
  });

  it('waits for a Terraform that has outlived cdktf', async () => {
    const fake = fakeProject({
      plan: TO_CREATE,
      apply: { ...IN_THE_MIDDLE, until: ['SIGINT'] },
      state: { stdout: 'aws_kms_key.key\n' },
    });
    const plan = await approved(fake);
    const cancel = new AbortController();
    const end = await deploy(fake, plan, {
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.kind === 'resource' && event.address === 'aws_kms_key.key') killCdktf(fake);
        if (event.kind === 'line' && event.text.startsWith('cdktf has ended')) cancel.abort();
      },
    });
    assert.equal(end.status, 'interrupted');
    assert.deepEqual(
      fake.calls().filter((call) => call.includes(' got ')),
      ['terraform got SIGINT'],
    );
  });
});

/** Ends cdktf as a crash does. */
function killCdktf(fake: FakeProject): void {
  const id = fake.calls().find((call) => call.startsWith('cdktf runs as '));
  process.kill(Number(id?.split(' ').at(-1)), 'SIGKILL');
}
