import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { summarizeStack } from '../../core/terraform/stack-summary';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../support/deployments';
import { needs } from '../support/requirements';
import { bootstrapBackend, bootstrapStack } from '../support/run-roles';
import { startStsStub, type StsStub } from '../support/sts-stub';
import { synthesizeSample } from '../support/synthesize';
import { atOnce, plan, providerOf, terraformFolder } from '../support/terraform';

const ACCOUNT_IDS: Record<AccountRole, string> = { fileSystem: ACCOUNT_A, bucket: ACCOUNT_B, key: ACCOUNT_C };

/** Where HCP Terraform comes in: its roles planned by the real provider, its settings read by the real Terraform. */
describe('HCP Terraform', function () {
  this.timeout(10 * 60_000);
  let sts: StsStub | undefined;
  let outdir = '';

  before(async function () {
    needs(this, 'terraform', 'provider');
    sts = await startStsStub();
    ({ outdir } = synthesizeSample({ backend: bootstrapBackend({ separatePlanRole: true }) }));
  });
  after(() => {
    sts?.close();
  });

  const fileOf = (stack: string) => join(outdir, 'stacks', stack, 'cdk.tf.json');

  for (const account of ['key', 'bucket', 'fileSystem'] as const) {
    it(`${ACCOUNTS[account].stack}-bootstrap is planned as it stands`, async () => {
      const folder = terraformFolder(
        fileOf(`${ACCOUNTS[account].stack}-bootstrap`),
        providerOf(ACCOUNT_IDS[account]),
        { AWS_ENDPOINT_URL_STS: sts?.url ?? '' },
      );
      const { resource_changes: changes = [] } = await atOnce(() => plan(folder));
      assert.equal(changes.length, summarizeStack(bootstrapStack(outdir, account)).resources);
      assert.deepEqual(new Set(changes.map(({ change }) => change.actions.join())), new Set(['create']));
      const provider = changes.find(({ type }) => type === 'aws_iam_openid_connect_provider');
      assert.equal(provider?.change.after['url'], 'https://app.terraform.io');
      const roles = changes.filter(({ type }) => type === 'aws_iam_role');
      assert.deepEqual(
        roles.map(({ change }) => change.after['name']).sort(),
        ['apply', 'plan'].map((name) => `fsx-lustre-kms-${ACCOUNTS[account].stack}-${name}`),
      );
    });
  }

  describe('the cloud block', () => {
    /** Nothing listens there: Terraform gets as far as asking, once it has read the whole block. */
    const backend = {
      type: 'cloud',
      organization: 'acme',
      project: 'lustre',
      hostname: 'localhost:1',
    } as const;
    const init = async (stack: string, overrides: Record<string, unknown> = {}) => {
      const file = join(synthesizeSample({ backend }).outdir, 'stacks', stack, 'cdk.tf.json');
      return terraformFolder(file, {}, {}, overrides).run('init', '-input=false', '-no-color');
    };

    for (const { stack } of Object.values(ACCOUNTS)) {
      it(`of ${stack} is read by Terraform`, async () => {
        await assert.rejects(
          init(stack),
          /Failed to request discovery document: Get "https:\/\/localhost:1\/\.well-known\/terraform\.json"/,
        );
      });
    }

    it('with an argument that it does not have is refused before', async () => {
      const terraform = { cloud: { organization: 'acme', workspaces: { name: 'w' }, region: 'eu' } };
      await assert.rejects(
        init('account-c-key', { terraform }),
        /No argument or block type is named\s+"region"/,
      );
    });
  });
});
