import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { AWS_PROVIDER_VERSIONS } from '../../cdktf/account-stack';
import { CONTEXT_KEY, FsxLustreKmsApp, InvalidDeploymentError } from '../../cdktf/app';
import { CREATED_AT } from '../../cdktf/created-at';
import { addThreeAccounts } from '../../cdktf/three-accounts';
import type { DeploymentInput } from '../../core/deployment/schema';
import type { AccountRole } from '../../core/journey/steps';
import { deployment, sampleInput } from '../support/deployments';
import { synthesizeSample } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';

const app = (input: unknown) =>
  new FsxLustreKmsApp({ outdir: join(temporaryFolder(), 'out'), context: { [CONTEXT_KEY]: input } });

describe('FsxLustreKmsApp', () => {
  it('refuses a deployment with mistakes, and tells them', () => {
    assert.throws(
      () => app({ ...sampleInput(), throughStep: 8 }),
      (error) =>
        error instanceof InvalidDeploymentError &&
        error.message.includes('context.fsxLustreKms.throughStep = 8'),
    );
  });

  it('refuses a cdktf.json without a deployment', () => {
    assert.throws(() => app(undefined), /context\.fsxLustreKms\n {4}is missing/);
  });

  it('allows each stack its own account only, with the provider versions of both majors', () => {
    const { stacks } = synthesizeSample();
    for (const [account, id] of Object.entries({
      fileSystem: '111111111111',
      bucket: '222222222222',
      key: '333333333333',
    })) {
      const stack = stacks[account as AccountRole];
      assert.deepEqual(stack.provider.aws, [{ allowed_account_ids: [id], region: 'us-east-1' }]);
      assert.equal(stack.terraform.required_providers.aws.version, AWS_PROVIDER_VERSIONS);
    }
  });

  it('passes profile, role, endpoints and tags to the provider', () => {
    const { stacks } = synthesizeSample({
      tags: { project: 'genomics' },
      accounts: {
        ...sampleInput().accounts,
        bucket: {
          id: '222222222222',
          profile: 'b',
          assumeRoleArn: 'arn:aws:iam::222222222222:role/deployer',
          externalId: 'ext',
          endpoints: { s3: 'http://127.0.0.1:5000' },
        },
      },
    });
    assert.deepEqual(stacks.bucket.provider.aws, [
      {
        allowed_account_ids: ['222222222222'],
        assume_role: [{ external_id: 'ext', role_arn: 'arn:aws:iam::222222222222:role/deployer' }],
        default_tags: [{ tags: { project: 'genomics' } }],
        endpoints: [{ s3: 'http://127.0.0.1:5000' }],
        profile: 'b',
        region: 'us-east-1',
        s3_use_path_style: true,
      },
    ]);
  });

  it('makes stacks that deploy alone: no stack depends on another', () => {
    const { outdir } = synthesizeSample();
    const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { dependencies: unknown[] }>;
    };
    assert.deepEqual(
      Object.values(stacks).map(({ dependencies }) => dependencies),
      [[], [], []],
    );
  });

  describe('backends', () => {
    const backends = (backend: DeploymentInput['backend']) => {
      const { stacks } = synthesizeSample({ backend });
      return { c: stacks.key.terraform.backend, stacks };
    };

    it('local: a file for each stack, which the others read', () => {
      const { folder, stacks } = synthesizeSample();
      const path = join(folder, 'terraform.account-c-key.tfstate');
      assert.deepEqual(stacks.key.terraform.backend, { local: { path } });
      assert.deepEqual(stacks.fileSystem.data?.['terraform_remote_state']?.['account-c'], {
        backend: 'local',
        config: { path },
        workspace: '${terraform.workspace}',
      });
    });

    it('s3: an object for each stack', () => {
      const { c, stacks } = backends({ type: 's3', bucket: 'state-bucket', profile: 'p' });
      const config = {
        bucket: 'state-bucket',
        encrypt: true,
        key: 'fsx-lustre-kms/account-c-key.tfstate',
        profile: 'p',
        region: 'us-east-1',
      };
      assert.deepEqual(c, { s3: { ...config, use_lockfile: true } });
      const remote = stacks.bucket.data?.['terraform_remote_state']?.['account-c'];
      assert.equal(remote?.['backend'], 's3');
      assert.deepEqual(remote['config'], config);
    });

    it('cloud: a named workspace for each stack', () => {
      const { stacks } = backends({
        type: 'cloud',
        organization: 'acme',
        project: 'lustre',
        workspaces: { key: 'keys' },
      });
      const cloud = (account: AccountRole) =>
        (stacks[account].terraform as unknown as { cloud: unknown }).cloud;
      assert.deepEqual(cloud('key'), {
        organization: 'acme',
        workspaces: { name: 'keys', project: 'lustre' },
      });
      assert.deepEqual(cloud('bucket'), {
        organization: 'acme',
        workspaces: { name: 'fsx-lustre-kms-account-b-bucket', project: 'lustre' },
      });
      assert.deepEqual(stacks.bucket.data?.['terraform_remote_state']?.['account-c'], {
        backend: 'remote',
        config: { organization: 'acme', workspaces: { name: 'keys' } },
      });
    });
  });
});

describe('addThreeAccounts', () => {
  it('puts several deployments into one app, each reading its own state', () => {
    const several = Testing.app();
    const first = addThreeAccounts(several, deployment(), { stackPrefix: 'one-' });
    const second = addThreeAccounts(several, deployment(), { stackPrefix: 'two-' });
    assert.deepEqual([first.key.node.id, second.key.node.id], ['one-account-c-key', 'two-account-c-key']);
    const json = JSON.parse(Testing.synth(second.bucket)) as {
      data: { terraform_remote_state: Record<string, { config: { path: string } }> };
    };
    assert.match(
      json.data.terraform_remote_state['account-c']?.config.path ?? '',
      /terraform\.two-account-c-key\.tfstate$/,
    );
  });

  it('records where each construct was created', () => {
    const { fileSystem } = addThreeAccounts(Testing.app(), deployment());
    const grants = fileSystem.node.findChild('grants');
    const [entry] = grants.node.metadata.filter(({ type }) => type === CREATED_AT);
    assert.match(String(entry?.trace?.[0]), /account-a-file-system\.ts:\d+/);
    const [ofStack] = fileSystem.node.metadata.filter(({ type }) => type === CREATED_AT);
    assert.match(String(ofStack?.trace?.[0]), /three-accounts\.ts:\d+/);
  });
});
