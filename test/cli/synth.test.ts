import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../support/cli';
import { cdktfProject } from '../support/project';
import { temporaryFolder } from '../support/temporary-folder';

describe('fsx-lustre-kms synth', function () {
  this.timeout(60_000);

  it('without a cdktf.json says where it looked, and ends with 2', async () => {
    const folder = temporaryFolder();
    const { exitCode, stdout, stderr } = await cli(folder, 'synth');
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.ok(stderr.startsWith(`${join(folder, 'cdktf.json')} cannot be read`), stderr);
  });

  it('with a cdktf.json that is not JSON says so, and ends with 2', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'cdktf.json'), '{ "app": ');
    const { exitCode, stderr } = await cli(folder, 'synth');
    assert.equal(exitCode, 2);
    assert.match(stderr, /cdktf\.json is not JSON: /);
  });

  it('with mistakes in the deployment lists them without a stack trace, and ends with 1', async () => {
    const { exitCode, stderr } = await cli(cdktfProject({ throughStep: 8, regoin: 'x' }), 'synth');
    assert.equal(exitCode, 1);
    assert.match(stderr, /^cdktf\.json: 2 mistakes in the deployment\n/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });

  it('with an app that does not start says what was tried, and ends with 1', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'no-such-command --x' }));
    const { exitCode, stderr } = await cli(folder, 'synth');
    assert.equal(exitCode, 1);
    assert.match(stderr, /no-such-command/);
  });

  it('shows each stack with its account, resources and Terraform', async () => {
    const { exitCode, stdout } = await cli(cdktfProject(), 'synth');
    assert.equal(exitCode, 0);
    assert.equal(
      stdout,
      `stack                  account       holds                       resources  Terraform
account-c-key          333333333333  KMS key                     2          cdktf.out/stacks/account-c-key/cdk.tf.json
account-b-bucket       222222222222  S3 bucket                   7          cdktf.out/stacks/account-b-bucket/cdk.tf.json
account-a-file-system  111111111111  FSx for Lustre file system  31         cdktf.out/stacks/account-a-file-system/cdk.tf.json
`,
    );
  });

  it('shows what a stack does not hold yet', async () => {
    const { stdout } = await cli(cdktfProject({ throughStep: 1 }), 'synth');
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((row) => row.split(/\s{2,}/)[3]),
      ['none yet', '5', 'none yet'],
    );
  });

  it('ends with 2 on an unknown command', async () => {
    const { exitCode, stderr } = await cli(temporaryFolder(), 'sinth');
    assert.equal(exitCode, 2);
    assert.match(stderr, /unknown command 'sinth'/);
  });
});
