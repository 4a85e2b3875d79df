import assert from 'node:assert/strict';
import { SANDBOX_VARIABLE } from '../../core/deployment/sandbox';
import type { DeploymentInput } from '../../core/deployment/schema';
import type { AccountRole } from '../../core/journey/steps';
import { sampleInput } from '../support/deployments';
import { synthesizeSample, type Synthesized } from '../support/synthesize';

/** As the environment variable has it while the stacks are made. */
function inSandbox(folder: string, changes: Partial<DeploymentInput> = {}): Synthesized {
  process.env[SANDBOX_VARIABLE] = folder;
  try {
    return synthesizeSample(changes);
  } finally {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete process.env[SANDBOX_VARIABLE];
  }
}

const PROFILES: readonly (readonly [AccountRole, string, string])[] = [
  ['fileSystem', '111111111111', 'account-a-file-system'],
  ['bucket', '222222222222', 'account-b-bucket'],
  ['key', '333333333333', 'account-c-key'],
];

describe('stacks for a sandbox', () => {
  it('reach it by the profiles in its folder, and nothing of the real accounts', () => {
    const { accounts } = sampleInput();
    const real = { profile: 'real', endpoints: { s3: 'https://vpce.example.com' } };
    const { stacks } = inSandbox('/sandbox', {
      accounts: {
        fileSystem: { ...accounts.fileSystem, ...real },
        bucket: { ...accounts.bucket, ...real },
        key: {
          ...accounts.key,
          ...real,
          assumeRoleArn: 'arn:aws:iam::333333333333:role/deployer',
          externalId: 'external',
        },
      },
      tags: { team: 'storage' },
    });
    for (const [account, id, profile] of PROFILES) {
      assert.deepEqual(stacks[account].provider.aws, [
        {
          allowed_account_ids: [id],
          default_tags: [{ tags: { team: 'storage' } }],
          max_retries: 3,
          profile,
          region: 'us-east-1',
          s3_use_path_style: true,
          shared_config_files: ['/sandbox/aws/config'],
          shared_credentials_files: ['/sandbox/aws/credentials'],
          skip_metadata_api_check: 'true',
        },
      ]);
    }
  });

  it('keep their state in its folder, whatever the backend of the real ones', () => {
    const { stacks } = inSandbox('/sandbox', { backend: { type: 's3', bucket: 'state-of-all' } });
    for (const [account, , stack] of PROFILES) {
      assert.deepEqual(stacks[account].terraform.backend, {
        local: { path: `/sandbox/terraform/terraform.${stack}.tfstate` },
      });
    }
    const remote = stacks.fileSystem.data?.['terraform_remote_state'];
    assert.deepEqual(
      Object.values(remote ?? {}).map(({ config }) => (config as { path: string }).path),
      ['/sandbox/terraform/terraform.account-c-key.tfstate'],
    );
  });

  it('hold the same resources as those for AWS', () => {
    const { stacks } = inSandbox('/sandbox');
    const forAws = synthesizeSample().stacks;
    for (const [account] of PROFILES) {
      assert.deepEqual(stacks[account].resource, forAws[account].resource);
    }
  });

  it('need an absolute path', () => {
    assert.throws(() => inSandbox('sandbox'), /FSX_LUSTRE_KMS_SANDBOX is an absolute path, not sandbox\./);
  });
});
