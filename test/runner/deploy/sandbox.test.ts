import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeployment } from '../../../core/deployment/parse';
import type { StackPlan } from '../../../core/journey/plan';
import { readCdktfProject } from '../../../runner/cdktf-project';
import { checkIdentities } from '../../../runner/accounts/identity';
import { deployStack } from '../../../runner/deploy/deploy';
import { outdirOf, targetEnvironment } from '../../../runner/deploy/outdir';
import { readOutputs } from '../../../runner/deploy/outputs';
import { planStack } from '../../../runner/deploy/plan';
import type { StackRun } from '../../../runner/deploy/stack-run';
import { runProcess } from '../../../runner/run-process';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { ready } from '../../sandbox/clients';
import { cdktfProject } from '../../support/project';
import { needs } from '../../support/requirements';
import { temporaryFolder } from '../../support/temporary-folder';

/** Account C's stack with the real cdktf, Terraform and provider, in a sandbox. Each test stands on the one before. */
describe('a stack from plan to deploy, in the sandbox', function () {
  this.timeout(10 * 60_000);
  let sandbox: RunningSandbox | undefined;
  let run: StackRun;
  let first: StackPlan;
  let hasFailed = false;
  let isKeyThere = false;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto');
    sandbox = await ready({ dataDir: temporaryFolder() });
    const folder = cdktfProject({ throughStep: 7 });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    const read = readCdktfProject(folder);
    assert.ok(read.status === 'read');
    const parsed = parseDeployment(read.project.context['fsxLustreKms']);
    assert.ok(parsed.status === 'valid');
    const target = { kind: 'sandbox', folder: sandbox.folder } as const;
    run = { project: read.project, deployment: parsed.deployment, target, account: 'key' };
    const synth = await runProcess(process.execPath, [join(process.cwd(), 'cdktf', 'run.mjs')], {
      cwd: folder,
      env: {
        ...targetEnvironment(target),
        CDKTF_OUTDIR: outdirOf(read.project, target),
        CDKTF_CONTEXT_JSON: JSON.stringify(read.project.context),
      },
    });
    assert.equal(synth.status === 'ended' && synth.exitCode, 0);
  });
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === 'failed';
  });
  after(() => sandbox?.stop());

  async function plan(): Promise<StackPlan> {
    const end = await planStack({ ...run, verb: 'deploy' });
    assert.ok(end.status === 'planned', JSON.stringify(end));
    return end.plan;
  }

  it('knows who it is in each account', async () => {
    const identities = await checkIdentities(run.deployment, run.target);
    assert.deepEqual(
      identities.map(({ status }) => status),
      ['matches', 'matches', 'matches'],
    );
  });

  it('has nothing to destroy, and no outputs, before the first deploy', async () => {
    assert.deepEqual(await planStack({ ...run, verb: 'destroy' }), { status: 'empty' });
    assert.equal(await readOutputs(run), undefined);
  });

  it('plans what is to be created', async () => {
    first = await plan();
    assert.deepEqual(first.changes.map(({ type, action }) => `${action} ${type}`).sort(), [
      'create aws_kms_alias',
      'create aws_kms_key',
    ]);
    assert.deepEqual([first.stack, first.accountId], ['account-c-key', '333333333333']);
  });

  it('is interrupted while it creates the key, says so, and leaves no lock', async () => {
    const cancel = new AbortController();
    const end = await deployStack({
      ...run,
      approved: first,
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.kind === 'resource' && event.action === 'create') cancel.abort();
      },
    });
    assert.ok(end.status === 'interrupted', JSON.stringify(end));
    // A busy machine may make the key before the interrupt reaches Terraform.
    const said = /^Interrupted\. aws_kms_key\.\S+ (was being|is) created\.$/.exec(end.problem.message);
    assert.ok(said !== null, end.problem.message);
    isKeyThere = said[1] === 'is';
    assert.match(end.problem.nextAction, /^Deploy account-c-key again: it goes on from what is there\./);
  });

  it('goes on from there with a new approval, and gives the outputs', async () => {
    const approved = await plan();
    const events = new Set<string>();
    const end = await deployStack({
      ...run,
      approved,
      onEvent: (event) => {
        if (event.kind === 'resource')
          events.add(`${event.action} ${event.address.split('.')[0] ?? ''} ${event.state}`);
      },
    });
    assert.ok(end.status === 'deployed', JSON.stringify(end));
    assert.match(end.outputs['key_arn_data'] ?? '', /^arn:aws:kms:us-east-1:333333333333:key\//);
    for (const type of isKeyThere ? ['aws_kms_alias'] : ['aws_kms_key', 'aws_kms_alias']) {
      // A key that was there when the interrupt came is only completed.
      const isDone = ['create', 'update'].some(
        (action) => events.has(`${action} ${type} begun`) && events.has(`${action} ${type} done`),
      );
      assert.ok(isDone, [...events].join());
    }
    assert.deepEqual(await readOutputs(run), end.outputs);
  });

  it('refuses the approval of before: what it would change is no longer what was approved', async () => {
    const end = await deployStack({ ...run, approved: first });
    assert.ok(end.status === 'refused', JSON.stringify(end));
    assert.equal(end.problem.kind, 'changed-since-approval');
  });

  it('applies nothing the second time', async () => {
    const phases: string[] = [];
    const end = await deployStack({
      ...run,
      approved: { ...first, changes: [] },
      onEvent: (event) => {
        if (event.kind === 'phase') phases.push(event.phase);
      },
    });
    assert.equal(end.status, 'unchanged');
    assert.deepEqual(phases, ['plan', 'outputs']);
  });

  it('plans its destruction', async () => {
    const end = await planStack({ ...run, verb: 'destroy' });
    assert.ok(end.status === 'planned', JSON.stringify(end));
    assert.deepEqual(end.plan.changes.map(({ type, action }) => `${action} ${type}`).sort(), [
      'delete aws_kms_alias',
      'delete aws_kms_key',
    ]);
  });
});
