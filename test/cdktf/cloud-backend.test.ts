import assert from 'node:assert/strict';
import type { AccountRole } from '../../core/journey/steps';
import { ACCOUNTS } from '../../core/journey/steps';
import { bootstrapBackend } from '../support/run-roles';
import { sampleInput } from '../support/deployments';
import { synthesizeSample, type TerraformJson } from '../support/synthesize';

const accounts = Object.keys(ACCOUNTS) as AccountRole[];

/**
 * The forms that HashiCorp documents: Terraform, "HCP Terraform settings" (the cloud block) and "The terraform_remote_state
 * data source" with the backend `remote`. Only these names may stand there.
 */
const CLOUD_BLOCK = {
  organization: 'string',
  hostname: 'string',
  workspaces: { name: 'string', project: 'string' },
};
const REMOTE_STATE = {
  backend: 'string',
  config: { organization: 'string', hostname: 'string', workspaces: { name: 'string' } },
};

/** The form of a value: names and types. */
function formOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, formOf(child)]));
}

/** A form without what is optional. */
function without(form: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form)
      .filter(([key]) => key !== name)
      .map(([key, child]) => [
        key,
        typeof child === 'object' ? without(child as Record<string, unknown>, name) : child,
      ]),
  );
}

const cloudOf = ({ terraform }: TerraformJson) => (terraform as unknown as { cloud: object }).cloud;
const remoteStateOf = ({ data }: TerraformJson) => data?.['terraform_remote_state']?.['account-c'];

describe('backend cloud', () => {
  it('has the documented form, with a host of Terraform Enterprise', () => {
    const backend = {
      type: 'cloud',
      organization: 'acme',
      project: 'lustre',
      hostname: 'tfe.example.com',
    } as const;
    const { stacks } = synthesizeSample({ backend });
    for (const account of accounts) assert.deepEqual(formOf(cloudOf(stacks[account])), CLOUD_BLOCK, account);
    for (const account of ['bucket', 'fileSystem'] as const) {
      assert.deepEqual(formOf(remoteStateOf(stacks[account])), REMOTE_STATE, account);
    }
  });

  it('leaves out what is not given: host and project', () => {
    const { stacks } = synthesizeSample({ backend: { type: 'cloud', organization: 'acme' } });
    const expected = without(without(CLOUD_BLOCK, 'hostname'), 'project');
    for (const account of accounts) assert.deepEqual(formOf(cloudOf(stacks[account])), expected, account);
    assert.deepEqual(formOf(remoteStateOf(stacks.bucket)), without(REMOTE_STATE, 'hostname'));
  });

  it('gives each stack a workspace of its own, and the others read the key’s', () => {
    const workspaces = { key: 'c', fileSystem: 'a' };
    const { stacks } = synthesizeSample({ backend: { type: 'cloud', organization: 'acme', workspaces } });
    assert.deepEqual(
      accounts.map((account) => (cloudOf(stacks[account]) as { workspaces: object }).workspaces),
      [{ name: 'a' }, { name: 'fsx-lustre-kms-account-b-bucket' }, { name: 'c' }],
    );
    for (const account of ['bucket', 'fileSystem'] as const) {
      assert.deepEqual(remoteStateOf(stacks[account])?.['config'], {
        organization: 'acme',
        workspaces: { name: 'c' },
      });
    }
  });

  it('has no other backend beside it', () => {
    const { stacks } = synthesizeSample({ backend: bootstrapBackend() });
    for (const account of accounts) assert.equal(stacks[account].terraform.backend, undefined, account);
  });

  it("with bootstrap leaves the administrator's profile and role to the bootstrap stacks", () => {
    const bucket = {
      id: '222222222222',
      profile: 'b-admin',
      assumeRoleArn: 'arn:aws:iam::222222222222:role/admin',
    };
    const changes = { accounts: { ...sampleInput().accounts, bucket } };
    const run = synthesizeSample({ ...changes, backend: bootstrapBackend() }).stacks.bucket.provider.aws;
    assert.deepEqual(run, [{ allowed_account_ids: ['222222222222'], region: 'us-east-1' }]);
  });
});
