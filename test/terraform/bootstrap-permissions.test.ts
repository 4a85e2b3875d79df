import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { SANDBOX_VARIABLE } from '../../core/deployment/sandbox';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { PolicyDocument, PolicyStatement } from '../../core/policies/document';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { ready, stsClient } from '../sandbox/clients';
import { iam } from '../sandbox/signed';
import { needs } from '../support/requirements';
import { rolePolicies, type RolePolicies } from '../support/run-roles';
import { synthesizeSample } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';
import { terraformFolder, type Plan, type TerraformFolder } from '../support/terraform';

/** The sandbox judges these services by action on `*`, and without their condition keys. */
const JUDGED_BY_ACTION = ['ec2', 'iam', 'logs', 'ssm'];

const isJudgedByAction = (action: string) => JUDGED_BY_ACTION.includes(action.split(':')[0] ?? '');

/** A document as the sandbox can judge it: actions that it narrows by nothing are allowed on everything. */
function forSandbox({ Version, Statement }: PolicyDocument): PolicyDocument {
  return {
    Version,
    Statement: Statement.flatMap((statement): PolicyStatement[] => {
      const actions = [statement.Action].flat();
      const wide = actions.filter(isJudgedByAction);
      if (statement.Effect === 'Deny' || wide.length === 0) return [statement];
      const narrow = actions.filter((action) => !isJudgedByAction(action));
      return [
        ...(narrow.length > 0 ? [{ ...statement, Action: narrow }] : []),
        { Sid: `${statement.Sid}Wide`, Effect: 'Allow', Action: wide, Resource: '*' },
      ];
    }),
  };
}

/** The same without one action. */
function without(action: string, { permissions, boundary }: RolePolicies): RolePolicies {
  let found = false;
  const left = permissions.map(({ Version, Statement }) => ({
    Version,
    Statement: Statement.map((statement) => {
      const actions = [statement.Action].flat();
      found ||= actions.includes(action);
      return { ...statement, Action: actions.filter((one) => one !== action) };
    }).filter(({ Action }) => Action.length > 0),
  }));
  assert.ok(found, `${action} is in none of the statements`);
  return { permissions: left, boundary };
}

/** What a run does with the derived role, in the sandbox, which enforces what the role may do. */
describe('the role of a run deploys its stack', function () {
  this.timeout(10 * 60_000);
  let sandbox: RunningSandbox;
  let outdir: string;
  const folders: Partial<Record<AccountRole | 'plan', TerraformFolder>> = {};
  let roles = 0;
  let fileSystem: Promise<void> | undefined;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto');
    sandbox = await ready({ dataDir: temporaryFolder() });
    process.env[SANDBOX_VARIABLE] = sandbox.folder;
    try {
      ({ outdir } = synthesizeSample());
    } finally {
      process.env[SANDBOX_VARIABLE] = '';
    }
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  /** Makes the role as its stack would, but that the account's administrator may take it, and takes it. */
  async function provider(account: AccountRole, { permissions, boundary }: RolePolicies) {
    const administrator = sandbox.accounts[account];
    const name = `run-${(roles += 1)}`;
    const policyArn = (policy: string) => `arn:aws:iam::${administrator.id}:policy/${policy}`;
    const documents = { boundary, ...Object.fromEntries(permissions.map((one, index) => [`${index}`, one])) };
    for (const [policy, document] of Object.entries(documents)) {
      await iam(sandbox, administrator, 'CreatePolicy', {
        PolicyName: `${name}-${policy}`,
        PolicyDocument: JSON.stringify(forSandbox(document)),
      });
    }
    await iam(sandbox, administrator, 'CreateRole', {
      RoleName: name,
      PermissionsBoundary: policyArn(`${name}-boundary`),
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${administrator.id}:root` },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    });
    for (const index of permissions.keys()) {
      const policy = { RoleName: name, PolicyArn: policyArn(`${name}-${index}`) };
      await iam(sandbox, administrator, 'AttachRolePolicy', policy);
    }
    const { Credentials } = await stsClient(sandbox, administrator).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${administrator.id}:role/${name}`,
        RoleSessionName: 'terraform-run',
      }),
    );
    return {
      access_key: Credentials?.AccessKeyId,
      secret_key: Credentials?.SecretAccessKey,
      token: Credentials?.SessionToken,
    };
  }

  async function folderOf(account: AccountRole, policies: RolePolicies): Promise<TerraformFolder> {
    const file = join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json');
    const folder = terraformFolder(file, await provider(account, policies));
    await folder.run('init', '-input=false', '-no-color');
    return folder;
  }

  const apply = (folder: TerraformFolder) =>
    folder.run('apply', '-auto-approve', '-input=false', '-no-color');

  const destroy = (folder: TerraformFolder | undefined) =>
    folder?.run('destroy', '-auto-approve', '-input=false', '-no-color');

  async function deploys(account: AccountRole): Promise<void> {
    const folder = await folderOf(account, rolePolicies(account));
    folders[account] = folder;
    assert.match(await apply(folder), /Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
  }

  it('not without one of its actions', async () => {
    const folder = await folderOf('key', without('kms:CreateAlias', rolePolicies('key')));
    await assert.rejects(
      apply(folder),
      /is not authorized to perform: kms:CreateAlias .*because no identity-based policy allows/s,
    );
  });

  it('account-c-key: what was missing', () => deploys('key'));

  it('account-b-bucket: all of it', async () => {
    await deploys('bucket');
    // It mostly waits, for FSx and for the provider's own pauses.
    fileSystem = deploys('fileSystem');
    fileSystem.catch(() => undefined);
  });

  it('account-c-key: the role of plans reads all of it', async () => {
    const folder = await folderOf('key', rolePolicies('key', 'plan'));
    await folder.run('plan', '-input=false', '-no-color', '-lock=false', '-out=again');
    const { resource_changes: changes = [] } = JSON.parse(await folder.run('show', '-json', 'again')) as Plan;
    assert.deepEqual(
      changes.map(({ change }) => change.actions.join()),
      ['no-op', 'no-op'],
    );
    folders.plan = folder;
  });

  it('account-a-file-system: all of it', () => fileSystem);

  // Account A's file system stays: the provider waits ten minutes before it looks whether one is gone.
  it('account-b-bucket: is destroyed by it', async () => {
    assert.match((await destroy(folders.bucket)) ?? '', /Destroy complete! Resources: \d+ destroyed/);
  });

  it('account-c-key: is destroyed by it, and not by the role of plans', async () => {
    await assert.rejects(
      async () => destroy(folders.plan),
      /is not authorized to perform: kms:(DeleteAlias|ScheduleKeyDeletion)/,
    );
    assert.match((await destroy(folders.key)) ?? '', /Destroy complete! Resources: \d+ destroyed/);
  });
});
