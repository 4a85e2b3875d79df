import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS } from '../../core/journey/steps';
import { cli } from '../support/cli';
import { cdktfProject } from '../support/project';
import { needs } from '../support/requirements';

const BACKEND = { type: 'cloud', organization: 'acme', project: 'lustre', bootstrap: {} };
const FILE = join('terraform', 'account-b-bucket', 'cdk.tf.json');

describe('fsx-lustre-kms synth --commit', function () {
  this.timeout(60_000);

  it('writes a folder for each stack, and says what it leaves out', async function () {
    needs(this, 'terraform', 'provider');
    const folder = cdktfProject({ backend: BACKEND });
    const { exitCode, stdout, stderr } = await cli(folder, 'synth', '--commit');
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    assert.equal(
      stdout,
      `terraform/account-a-file-system  written
terraform/account-b-bucket  written
terraform/account-c-key  written
account-a-file-system-bootstrap is not committed: its state is a file of this machine.
account-b-bucket-bootstrap is not committed: its state is a file of this machine.
account-c-key-bootstrap is not committed: its state is a file of this machine.
`,
    );
    const checked = await cli(folder, 'synth', '--commit', '--check');
    assert.equal(checked.exitCode, 0, checked.stderr);
    assert.ok(!existsSync(join(folder, 'cdktf.out')), 'it leaves what is synthesized alone');
    // Another folder on the same machine: the same texts.
    const other = cdktfProject({ backend: BACKEND });
    cpSync(join(folder, 'terraform'), join(other, 'terraform'), { recursive: true });
    assert.equal((await cli(other, 'synth', '--commit', '--check')).exitCode, 0);
  });

  it('--check names the stale file, the line, and what to do, and ends with 1', async function () {
    needs(this, 'terraform', 'provider');
    const folder = cdktfProject({ backend: BACKEND });
    await cli(folder, 'synth', '--commit');
    const text = readFileSync(join(folder, FILE), 'utf8');
    const line = text.split('\n').findIndex((one) => one.includes('"bucket_key_enabled": true')) + 1;
    writeFileSync(
      join(folder, FILE),
      text.replace('"bucket_key_enabled": true', '"bucket_key_enabled": false'),
    );
    const { exitCode, stderr } = await cli(folder, 'synth', '--commit', '--check');
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      new RegExp(
        `^${FILE}:${line}\\n {2}- +"bucket_key_enabled": false,?\\n {2}\\+ +"bucket_key_enabled": true,?\\n\\nWrite anew and commit: npx fsx-lustre-kms synth --commit\\n$`,
      ),
    );
  });

  it('takes another folder', async function () {
    needs(this, 'terraform', 'provider');
    const folder = cdktfProject({ backend: BACKEND });
    await cli(folder, 'synth', '--commit', 'infra/tf');
    for (const { stack } of Object.values(ACCOUNTS)) {
      assert.ok(existsSync(join(folder, 'infra', 'tf', stack, 'cdk.tf.json')), stack);
    }
  });

  it('refuses a local backend, and says which to take instead', async () => {
    const folder = cdktfProject();
    const { exitCode, stderr } = await cli(folder, 'synth', '--commit');
    assert.equal(exitCode, 1);
    assert.match(stderr, /file of this machine.*Set backend in cdktf\.json to \{ "type": "cloud"/);
    assert.ok(!existsSync(join(folder, 'terraform')));
  });

  for (const [name, args, message] of [
    ['--check alone', ['--check'], /give both/],
    ['a sandbox', ['--commit', '--sandbox', '.'], /give --commit or --sandbox/],
  ] as const) {
    it(`ends with 2 for ${name}`, async () => {
      const folder = cdktfProject();
      mkdirSync(join(folder, 'aws'));
      const { exitCode, stderr } = await cli(folder, 'synth', ...args);
      assert.equal(exitCode, 2);
      assert.match(stderr, message);
    });
  }
});
