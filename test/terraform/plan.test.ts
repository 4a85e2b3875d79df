import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentInput } from '../../core/deployment/schema';
import { ACCOUNTS, STEPS, type AccountRole } from '../../core/journey/steps';
import { summarizeStack } from '../../core/terraform/stack-summary';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../support/deployments';
import { needs } from '../support/requirements';
import { startStsStub, type StsStub } from '../support/sts-stub';
import { synthesizeSample } from '../support/synthesize';
import { atOnce, plan, providerOf, terraformFolder, writeState, type Plan } from '../support/terraform';

const KEY_ARN = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const ACCOUNT_IDS: Record<AccountRole, string> = { fileSystem: ACCOUNT_A, bucket: ACCOUNT_B, key: ACCOUNT_C };
let sts: StsStub | undefined;

/** A stack's Terraform, run by an administrator of an account; the stack's own, if nothing else is said. */
function folderOf(account: AccountRole, file: string, administratorOf = ACCOUNT_IDS[account]) {
  return terraformFolder(file, providerOf(administratorOf), { AWS_ENDPOINT_URL_STS: sts?.url ?? '' });
}

/** Plans of texts that are alike but for their temporary folder: each is planned once. */
const plans = new Map<string, Promise<Plan>>();

function planOf(
  account: AccountRole,
  changes: Partial<DeploymentInput>,
): { planned: Promise<Plan>; resources: number } {
  const { folder, outdir } = synthesizeSample(changes);
  writeState(folder, ACCOUNTS.key.stack, { key_arn_data: KEY_ARN });
  const file = join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json');
  const text = readFileSync(file, 'utf8');
  const id = text.replaceAll(folder, '');
  const planned = plans.get(id) ?? atOnce(() => plan(folderOf(account, file)));
  plans.set(id, planned);
  return { planned, resources: summarizeStack(JSON.parse(text)).resources };
}

const managed = ({ resource_changes: changes = [] }: Plan) =>
  changes.filter(({ mode }) => mode === 'managed');

describe('terraform plan with the real AWS provider', function () {
  this.timeout(10 * 60_000);

  before(async function () {
    needs(this, 'terraform', 'provider');
    sts = await startStsStub();
    // Started together, so that those that wait for a process run side by side.
    for (const { number } of STEPS)
      for (const account of accounts)
        void planOf(account, { throughStep: number }).planned.catch(() => undefined);
  });

  after(() => {
    sts?.close();
  });

  const accounts: AccountRole[] = ['key', 'bucket', 'fileSystem'];
  for (const { number } of STEPS) {
    for (const account of accounts) {
      it(`step ${number}: ${ACCOUNTS[account].stack} creates what it holds`, async () => {
        const { planned, resources } = planOf(account, { throughStep: number });
        const changes = managed(await planned);
        assert.deepEqual(
          new Set(changes.map(({ change }) => change.actions.join())),
          new Set(resources ? ['create'] : []),
        );
        assert.equal(changes.length, resources);
      });
    }
  }

  const VARIANTS: [name: string, account: AccountRole, changes: Partial<DeploymentInput>][] = [
    [
      'HDD with a narrowed grant',
      'fileSystem',
      {
        fileSystem: { deploymentType: 'PERSISTENT_1', storageType: 'HDD' },
        grant: { constrainToBucket: true },
      },
    ],
    [
      'EFA and metadata in an existing network',
      'fileSystem',
      {
        fileSystem: { metadata: { mode: 'AUTOMATIC' }, efa: true, throughputMBpsPerTiB: 1000 },
        network: { vpcId: 'vpc-0123456789abcdef0', subnetId: 'subnet-0123456789abcdef0' },
      },
    ],
    [
      'an existing file system',
      'fileSystem',
      {
        fileSystem: { existingId: 'fs-0123456789abcdef0' },
        client: { enabled: false },
        buckets: [{ name: 'data', key: 'data', associate: true, autoExport: ['NEW'] }],
      },
    ],
    [
      'GovCloud in exact mode',
      'key',
      {
        region: 'us-gov-west-1',
        serviceLinkedRole: 'fs-0123456789abcdef0',
        fileSystem: { creatorPrincipalArn: 'arn:aws-us-gov:iam::111111111111:role/x' },
      },
    ],
  ];
  for (const [name, account, changes] of VARIANTS) {
    it(`${ACCOUNTS[account].stack}: ${name}`, async () => {
      const { planned, resources } = planOf(account, changes);
      assert.equal(managed(await planned).length, resources);
    });
  }

  it('is never planned for another account', async () => {
    const { outdir } = synthesizeSample({ throughStep: 2 });
    const file = join(outdir, 'stacks', ACCOUNTS.key.stack, 'cdk.tf.json');
    await assert.rejects(
      atOnce(() => plan(folderOf('key', file, ACCOUNT_A))),
      /AWS account ID not allowed: 111111111111/,
    );
  });

  it("takes the key's ARN from account C's state into the grant", async () => {
    const { planned } = planOf('fileSystem', {});
    const grant = managed(await planned).find(({ type }) => type === 'aws_kms_grant');
    assert.equal(grant?.change.after['key_id'], KEY_ARN);
    assert.equal(grant.change.after_unknown['grantee_principal'], true);
  });

  it('replaces the grant when the file system is replaced', async () => {
    const { folder, outdir } = synthesizeSample({
      client: { enabled: false },
      network: {
        vpcId: 'vpc-0123456789abcdef0',
        subnetId: 'subnet-0123456789abcdef0',
        securityGroupIds: ['sg-0123456789abcdef0'],
      },
    });
    writeState(folder, ACCOUNTS.key.stack, { key_arn_data: KEY_ARN });
    const file = join(outdir, 'stacks', ACCOUNTS.fileSystem.stack, 'cdk.tf.json');
    const { resource } = JSON.parse(readFileSync(file, 'utf8')) as {
      resource: Record<string, Record<string, unknown>>;
    };
    const inState = (type: string, attributes: Record<string, unknown>) => ({
      mode: 'managed',
      type,
      name: Object.keys(resource[type] ?? {})[0],
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: 0, attributes }],
    });
    const id = 'fs-0123456789abcdef0';
    const role = `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${id}`;
    writeState(folder, ACCOUNTS.fileSystem.stack, {}, [
      // As it stood in another subnet: the subnet cannot be changed in place.
      inState('aws_fsx_lustre_file_system', {
        id,
        deployment_type: 'PERSISTENT_2',
        storage_capacity: 1200,
        storage_type: 'SSD',
        per_unit_storage_throughput: 125,
        file_system_type_version: '2.15',
        subnet_ids: ['subnet-00000000000000000'],
        security_group_ids: ['sg-0123456789abcdef0'],
      }),
      inState('aws_kms_grant', {
        id: `${KEY_ARN}:1`,
        grant_id: '1',
        key_id: KEY_ARN,
        name: 'fsx-lustre-kms-data',
        grantee_principal: role,
        operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
      }),
    ]);
    const terraform = folderOf('fileSystem', file);
    await terraform.run('init', '-input=false', '-no-color');
    await atOnce(() =>
      terraform.run('plan', '-input=false', '-no-color', '-lock=false', '-refresh=false', '-out=plan'),
    );
    const { resource_changes: changes = [] } = JSON.parse(
      await terraform.run('show', '-json', 'plan'),
    ) as Plan;
    const actions = Object.fromEntries(changes.map(({ type, change }) => [type, change.actions.join()]));
    assert.equal(actions['aws_fsx_lustre_file_system'], 'delete,create');
    assert.equal(actions['aws_kms_grant'], 'delete,create');
  });
});
