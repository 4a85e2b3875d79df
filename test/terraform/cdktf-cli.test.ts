import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../runner/run-process';
import { terraformEnvironment } from '../../runner/terraform/environment';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../support/deployments';
import { startMoto, type Moto } from '../support/moto';
import { cdktfProject } from '../support/project';
import { needs } from '../support/requirements';
import { temporaryFolder } from '../support/temporary-folder';

/** The cdktf command itself with our cdktf.json, one stack alone, against moto. */
describe('cdktf', function () {
  this.timeout(10 * 60_000);
  let moto: Moto | undefined;
  let folder = '';

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto');
    moto = await startMoto();
    const { url } = moto;
    folder = cdktfProject({
      accounts: {
        fileSystem: { id: ACCOUNT_A },
        bucket: { id: ACCOUNT_B },
        key: {
          id: ACCOUNT_C,
          assumeRoleArn: `arn:aws:iam::${ACCOUNT_C}:role/deployer`,
          endpoints: { iam: url, kms: url, sts: url },
        },
      },
    });
  });

  after(async () => {
    await moto?.close();
  });

  async function cdktf(...args: string[]): Promise<string> {
    const env = {
      ...terraformEnvironment(process.env, temporaryFolder()),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      CI: '1',
    };
    const command = join(process.cwd(), 'node_modules', '.bin', 'cdktf');
    const end = await runProcess(command, [...args, '--no-color'], { cwd: folder, env });
    assert.equal(end.status, 'ended');
    assert.equal(end.exitCode, 0, end.stdout + end.stderr);
    return end.stdout;
  }

  it('synth makes the three stacks', async () => {
    assert.match(await cdktf('synth'), /account-a-file-system/);
    for (const stack of ['account-a-file-system', 'account-b-bucket', 'account-c-key']) {
      assert.ok(existsSync(join(folder, 'cdktf.out', 'stacks', stack, 'cdk.tf.json')), stack);
    }
  });

  it('diff plans one stack', async () => {
    assert.match(await cdktf('diff', 'account-c-key'), /Plan: 2 to add, 0 to change, 0 to destroy\./);
  });

  it('deploy applies one stack without the others', async () => {
    await cdktf('deploy', 'account-c-key', '--auto-approve', '--outputs-file', 'outputs.json');
    const outputs = JSON.parse(readFileSync(join(folder, 'outputs.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    assert.match(
      outputs['account-c-key']?.['key_arn_data'] ?? '',
      /^arn:aws:kms:us-east-1:333333333333:key\//,
    );
    assert.equal(outputs['account-c-key']?.['key_alias_data'], 'alias/fsx-lustre-kms-data');
  });

  it('destroy removes it again', async () => {
    assert.match(
      await cdktf('destroy', 'account-c-key', '--auto-approve'),
      /Destroy complete! Resources: 2 destroyed/,
    );
  });
});
