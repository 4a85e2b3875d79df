import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { planStack } from '../../../runner/deploy/plan';
import { platformProblem } from '../../../runner/deploy/platform';
import { ACCOUNT_A, ACCOUNT_C } from '../../support/deployments';
import { temporaryFolder } from '../../support/temporary-folder';
import { fakeProject, planError, planOutput, withPath, type FakeProject } from './fake-tools';

const plan = (fake: FakeProject, verb: 'deploy' | 'destroy' = 'deploy', signal?: AbortSignal) =>
  withPath(fake.path, () => planStack({ ...fake.run, verb, ...(signal ? { signal } : {}) }));

describe('planStack', () => {
  it('initializes, plans, and gives the changes with the hash of what was planned', async () => {
    const fake = fakeProject({
      plan: {
        stdout: planOutput(
          [
            ['create', 'aws_kms_key.key'],
            ['read', 'data.aws_vpc.vpc'],
            ['noop', 'aws_kms_alias.same'],
            ['replace', 'aws_kms_alias.alias'],
          ],
          { key_arn_data: 'create' },
        ),
      },
    });
    const end = await plan(fake);
    const text = readFileSync(join(fake.stackFolder, 'cdk.tf.json'));
    assert.deepEqual(end, {
      status: 'planned',
      plan: {
        verb: 'deploy',
        account: 'key',
        stack: 'account-c-key',
        accountId: ACCOUNT_C,
        hash: createHash('sha256').update(text).digest('hex'),
        changes: [
          { address: 'aws_kms_key.key', type: 'aws_kms_key', action: 'create' },
          { address: 'aws_kms_alias.alias', type: 'aws_kms_alias', action: 'replace' },
        ],
        outputsOnly: false,
      },
    });
    assert.deepEqual(fake.calls(), [
      'terraform init -input=false -no-color',
      'terraform plan -input=false -json',
    ]);
    assert.deepEqual(
      fake.events.flatMap((event) => (event.kind === 'phase' ? [event.phase] : [])),
      ['init', 'plan'],
    );
  });

  it('initializes once, and again only when Terraform asks for it', async () => {
    const fake = fakeProject({
      plan: [
        { stdout: planOutput([]) },
        { stdout: planError('Required plugins are not installed', 'run:\n  terraform init'), exit: 1 },
        { stdout: planOutput([['create', 'aws_kms_key.key']]) },
      ],
    });
    await plan(fake);
    const end = await plan(fake);
    assert.equal(end.status, 'planned');
    assert.deepEqual(
      fake.calls().map((call) => call.split(' ')[1]),
      ['init', 'plan', 'plan', 'init', 'plan'],
    );
  });

  it('upgrades the lock file when it holds a version that is no longer allowed', async () => {
    const locked =
      'Error: Failed to query available provider packages\n\nlocked provider registry.terraform.io/hashicorp/aws 5.1.0 does not match\nconfigured version constraint >= 5.100.0; must use terraform init -upgrade';
    const fake = fakeProject({ init: [{ stderr: locked, exit: 1 }, {}], plan: { stdout: planOutput([]) } });
    assert.equal((await plan(fake)).status, 'planned');
    assert.deepEqual(fake.calls().slice(0, 2), [
      'terraform init -input=false -no-color',
      'terraform init -input=false -no-color -upgrade',
    ]);
  });

  it('says when outputs alone change', async () => {
    const fake = fakeProject({ plan: { stdout: planOutput([], { key_arn_data: 'update' }) } });
    const end = await plan(fake);
    assert.deepEqual(end.status === 'planned' && [end.plan.changes, end.plan.outputsOnly], [[], true]);
  });

  it('plans a destroy of what is deployed', async () => {
    const fake = fakeProject({ plan: { stdout: planOutput([['delete', 'aws_kms_key.key']]) } });
    fake.deployed();
    const end = await plan(fake, 'destroy');
    assert.deepEqual(end.status === 'planned' && [end.plan.verb, end.plan.changes.length], ['destroy', 1]);
    assert.equal(fake.calls().at(-1), 'terraform plan -input=false -json -destroy');
  });

  it('runs nothing when there is nothing to destroy, or nothing to hold yet', async () => {
    const gone = fakeProject();
    assert.deepEqual(await plan(gone, 'destroy'), { status: 'empty' });
    const empty = fakeProject();
    empty.synthesize({ resource: {}, output: {} });
    assert.deepEqual(await plan(empty), { status: 'empty' });
    assert.deepEqual([...gone.calls(), ...empty.calls()], []);
  });

  it('plans an empty stack of which something is deployed', async () => {
    const fake = fakeProject({ plan: { stdout: planOutput([['delete', 'aws_kms_key.key']]) } });
    fake.synthesize({ resource: {}, output: {} });
    fake.deployed();
    assert.equal((await plan(fake)).status, 'planned');
    fake.scenario({ plan: { stdout: planOutput([]) } });
    assert.deepEqual(await plan(fake), { status: 'empty' });
  });

  it('says what an error of Terraform means', async () => {
    const fake = fakeProject({
      plan: { stdout: planError(`AWS account ID not allowed: ${ACCOUNT_A}`), exit: 1 },
    });
    const end = await plan(fake);
    assert.deepEqual(end.status === 'failed' && [end.problem.kind, end.problem.output], [
      'wrong-account',
      `Error: AWS account ID not allowed: ${ACCOUNT_A}`,
    ]);
  });

  it('says when Terraform is not there', async () => {
    const fake = fakeProject();
    const end = await withPath(temporaryFolder(), () => planStack({ ...fake.run, verb: 'deploy' }));
    assert.deepEqual(end.status === 'failed' && [end.problem.kind, end.problem.output], [
      'terraform-missing',
      'terraform could not be started: spawn terraform ENOENT',
    ]);
  });

  it('is cancelled while Terraform plans', async () => {
    const fake = fakeProject({ plan: { stdout: 'x\n', until: ['SIGINT'], exit: 1 } });
    const cancel = new AbortController();
    fake.run.onEvent = (event) => {
      if (event.kind === 'phase' && event.phase === 'plan') cancel.abort();
    };
    assert.deepEqual(await plan(fake, 'deploy', cancel.signal), { status: 'cancelled' });
  });

  const unusable: [what: string, change: (fake: FakeProject) => void, kind: string, message: RegExp][] = [
    [
      'is not synthesized',
      ({ stackFolder }) => {
        rmSync(join(stackFolder, 'cdk.tf.json'));
      },
      'other',
      /^account-c-key is not synthesized: there is no .*cdk\.tf\.json\.$/,
    ],
    [
      'is synthesized for another account',
      ({ synthesize }) => {
        synthesize({ provider: { aws: [{ allowed_account_ids: [ACCOUNT_A] }] } });
      },
      'wrong-account',
      /^account-c-key is synthesized for account 111111111111, and cdktf.json says 333333333333\.$/,
    ],
    [
      'is synthesized for any account',
      ({ synthesize }) => {
        synthesize({ provider: { aws: [{}] } });
      },
      'wrong-account',
      /^account-c-key is synthesized for any account, and cdktf.json says 333333333333\.$/,
    ],
    [
      'is synthesized for a sandbox, and is to go to AWS',
      ({ synthesize }) => {
        synthesize({
          provider: {
            aws: [
              {
                allowed_account_ids: [ACCOUNT_C],
                profile: 'account-c-key',
                shared_config_files: ['/box/aws/config'],
              },
            ],
          },
        });
      },
      'other',
      /^account-c-key is synthesized for the sandbox in \/box, and is to go to AWS\.$/,
    ],
    [
      'is no JSON',
      ({ synthesize }) => {
        synthesize({ provider: 1 });
      },
      'other',
      /is not the Terraform of a stack of ours\.$/,
    ],
  ];
  for (const [what, change, kind, message] of unusable) {
    it(`refuses a stack that ${what}`, async () => {
      const fake = fakeProject();
      change(fake);
      const end = await plan(fake);
      assert.ok(end.status === 'failed');
      assert.equal(end.problem.kind, kind);
      assert.match(end.problem.message, message);
      assert.deepEqual(fake.calls(), []);
    });
  }

  it('refuses a stack that is synthesized for AWS, and is to go to a sandbox', async () => {
    const fake = fakeProject();
    // The sandbox's folder holds what was synthesized for AWS.
    const folder = join(fake.run.project.folder);
    const end = await plan({ ...fake, run: { ...fake.run, target: { kind: 'sandbox', folder } } });
    assert.ok(end.status === 'failed');
    assert.equal(
      end.problem.message,
      `account-c-key is synthesized for AWS, and is to go to the sandbox in ${folder}.`,
    );
  });

  it('refuses Windows, with the way out', () => {
    assert.equal(platformProblem('win32')?.kind, 'unsupported-platform');
    assert.match(platformProblem('win32')?.nextAction ?? '', /WSL/);
    for (const platform of ['linux', 'darwin'] as const) assert.equal(platformProblem(platform), undefined);
  });
});
