import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DeploymentInput } from '../../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import { rehearse } from '../../../core/rehearsal/rehearse';
import type { Rehearsal } from '../../../core/rehearsal/result';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { readAs } from '../../../core/syntax/read-file';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../../support/deployments';
import { needs } from '../../support/requirements';
import { startStsStub, type StsStub } from '../../support/sts-stub';
import { synthesizeSample } from '../../support/synthesize';
import { atOnce, plan, providerOf, terraformFolder, writeState } from '../../support/terraform';
import { rehearseStacks } from './rehearse-stacks';

const KEY_ARN = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ACCOUNT_IDS: Record<AccountRole, string> = { key: ACCOUNT_C, bucket: ACCOUNT_B, fileSystem: ACCOUNT_A };

/** What is decided, with the key's ARN left aside: only plans of A and B know one. */
function decisions({ steps }: Rehearsal) {
  return steps.map(({ step, outcome, asExpected, requests }) => ({
    step,
    outcome,
    asExpected,
    requests: requests.map(({ principal, action, resource, decision, denial, because }) => ({
      principal,
      action,
      resource: resource.replace(/:key\/.*/, ':key/…'),
      decision,
      denial,
      because,
    })),
  }));
}

describe('a rehearsal of plans made by real Terraform', function () {
  this.timeout(10 * 60_000);
  let sts: StsStub | undefined;

  before(async function () {
    needs(this, 'terraform', 'provider');
    sts = await startStsStub();
  });
  after(() => {
    sts?.close();
  });

  const CASES: readonly (readonly [string, Partial<DeploymentInput>])[] = [['all seven steps', {}]];
  for (const [name, changes] of CASES) {
    it(`is that of the synthesized stacks: ${name}`, async () => {
      const { folder, outdir, stacks } = synthesizeSample(changes);
      writeState(folder, ACCOUNTS.key.stack, { key_arn_data: KEY_ARN });
      const files = [];
      for (const account of Object.keys(ACCOUNT_IDS) as AccountRole[]) {
        const file = join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json');
        const env = { AWS_ENDPOINT_URL_STS: sts?.url ?? '' };
        const planned = await atOnce(() =>
          plan(terraformFolder(file, providerOf(ACCOUNT_IDS[account]), env)),
        );
        const path = `${account}.json`;
        files.push(readAs('plan', { path, text: JSON.stringify(planned) }, undefined, undefined));
      }
      assert.deepEqual(decisions(rehearse(readWorld(files), 7)), decisions(rehearseStacks(stacks)));
    });
  }
});
