import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../runner/run-process';
import { terraformEnvironment } from '../../runner/terraform/environment';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, sampleInput } from '../support/deployments';
import { linkPeers } from '../support/installed';
import { needs } from '../support/requirements';
import { accessKeyOf, startStsStub, type StsStub } from '../support/sts-stub';
import { temporaryFolder } from '../support/temporary-folder';

/** CDKTF's own beginning of a TypeScript project. */
const TEMPLATE = join('node_modules', 'cdktf-cli', 'bundle', 'templates', 'typescript');

/**
 * The packed package outside of this repository, as a user has it: npm packs and installs it, and CDKTF's own command
 * synthesizes and plans. Its peers are linked: they are 800 MB, and not ours to test.
 */
describe('the packed package in a folder outside of the repository', function () {
  this.timeout(5 * 60_000);
  let tarball = '';
  let sts: StsStub | undefined;

  before(async () => {
    const folder = temporaryFolder();
    await run(process.cwd(), 'npm', ['pack', '--silent', '--pack-destination', folder]);
    const [packed = ''] = readdirSync(folder);
    tarball = join(folder, packed);
    sts = await startStsStub();
  });

  after(() => {
    sts?.close();
  });

  /** Runs a command of the folder's own, or of the machine's. @throws when it fails */
  async function run(
    cwd: string,
    command: string,
    args: string[],
    env: Record<string, string> = {},
  ): Promise<string> {
    const end = await runProcess(command, args, { cwd, env });
    assert.equal(end.status, 'ended', `${command} did not start`);
    assert.equal(end.exitCode, 0, `${command} ${args.join(' ')}\n${end.stdout}${end.stderr}`);
    return end.stdout;
  }

  /** npm unpacks it and makes its command; in a folder of its own, as a project asks for the peers too. */
  async function install(folder: string): Promise<void> {
    const beside = temporaryFolder();
    writeFileSync(join(beside, 'package.json'), '{}');
    await run(beside, 'npm', ['install', '--offline', '--silent', tarball]);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    cpSync(join(beside, 'node_modules'), join(folder, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    linkPeers(folder);
  }

  /** What Terraform needs to plan for an account without AWS. */
  function planEnvironment(accountId: string): Record<string, string> {
    return {
      ...terraformEnvironment(process.env, temporaryFolder()),
      AWS_ENDPOINT_URL_STS: sts?.url ?? '',
      AWS_ACCESS_KEY_ID: accessKeyOf(accountId),
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      CI: '1',
    };
  }

  const cdktf = (folder: string, ...args: string[]) =>
    run(folder, 'cdktf', [...args, '--no-color'], planEnvironment(ACCOUNT_B));

  describe('a project that init has written', () => {
    const folder = join(temporaryFolder(), 'my-lustre');

    before(async () => {
      const accounts = [
        '--file-system-account',
        ACCOUNT_A,
        '--bucket-account',
        ACCOUNT_B,
        '--key-account',
        ACCOUNT_C,
      ];
      const own = temporaryFolder();
      writeFileSync(join(own, 'package.json'), '{}');
      await run(own, 'npm', ['install', '--offline', '--silent', tarball]);
      const args = ['init', folder, '--yes', ...accounts, '--region', 'us-east-1', '--package', tarball];
      await run(own, 'fsx-lustre-kms', args);
      await install(folder);
    });

    it('has types', async () => {
      await run(folder, 'tsc', ['-p', '.']);
    });

    it('synthesizes with CDKTF, to the first step', async () => {
      await cdktf(folder, 'synth');
      const stacks = readdirSync(join(folder, 'cdktf.out', 'stacks')).sort();
      assert.deepEqual(stacks, ['account-a-file-system', 'account-b-bucket', 'account-c-key']);
    });

    it('is synthesized and rehearsed by its own command', async () => {
      assert.match(await run(folder, 'fsx-lustre-kms', ['synth']), /\naccount-b-bucket {7}222222222222 /);
      const rehearsed = await run(folder, 'fsx-lustre-kms', ['rehearse', '--through-step', '1']);
      assert.match(rehearsed, /\n1 step: 1 as expected\.\n/);
    });

    it('tells mistakes in its deployment without a stack trace', async () => {
      const file = join(folder, 'cdktf.json');
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, before.replace('"throughStep": 1', '"throughStep": 8'));
      try {
        const end = await runProcess('fsx-lustre-kms', ['synth'], { cwd: folder });
        assert.equal(end.status, 'ended');
        assert.equal(end.exitCode, 1);
        assert.match(end.stderr, /^cdktf\.json: 1 mistake in the deployment\n/);
        assert.doesNotMatch(end.stderr, /\n\s+at /);
      } finally {
        writeFileSync(file, before);
      }
    });

    it('is planned with CDKTF', async function () {
      needs(this, 'terraform', 'provider');
      const diff = await cdktf(folder, 'diff', 'account-b-bucket');
      assert.match(diff, /Plan: 5 to add, 0 to change, 0 to destroy\./);
    });
  });

  describe("a project of one's own, as CDKTF begins it", () => {
    const folder = temporaryFolder();

    before(async () => {
      for (const name of ['tsconfig.json', 'cdktf.json']) cpSync(join(TEMPLATE, name), join(folder, name));
      const json = readFileSync(join(folder, 'cdktf.json'), 'utf8')
        .replace('npx ts-node main.ts', 'node --import tsx main.ts')
        .replace('{{futureFlags}}', `"fsxLustreKms": ${JSON.stringify(sampleInput())}`)
        .replace(/"\{\{\w+\}\}"/g, '"false"');
      writeFileSync(join(folder, 'cdktf.json'), json);
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ private: true, dependencies: { cdktf: '0.21.0' } }),
      );
      writeFileSync(join(folder, 'main.ts'), OWN_PROJECT);
      await install(folder);
    });

    it('has types, with the options of the template', async () => {
      // The template is made for TypeScript 5, whose default for CommonJS is what 6 calls node10.
      const options = [
        '--moduleResolution',
        'node10',
        '--ignoreDeprecations',
        '6.0',
        '--noEmit',
        '--types',
        'node',
      ];
      await run(folder, 'tsc', ['-p', '.', ...options]);
    });

    it('synthesizes its own stack and the three of a deployment', async () => {
      await cdktf(folder, 'synth');
      const stacks = readdirSync(join(folder, 'cdktf.out', 'stacks')).sort();
      assert.deepEqual(stacks, [
        'lustre-account-a-file-system',
        'lustre-account-b-bucket',
        'lustre-account-c-key',
        'own',
      ]);
    });

    it('is planned with CDKTF, its own stack with a construct of ours', async function () {
      needs(this, 'terraform', 'provider');
      assert.match(await cdktf(folder, 'diff', 'own'), /Plan: 3 to add, 0 to change, 0 to destroy\./);
    });
  });
});

const OWN_PROJECT = `import { Construct } from 'constructs';
import { App, TerraformStack } from 'cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { addThreeAccounts, deploymentOf, keyPolicy, lintStacks, resolveDeployment, SharedKey } from 'fsx-lustre-kms/cdktf';

class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'us-east-1' });
    // The bindings ask for their very own version of the provider.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100, < 7');
    const deployment = resolveDeployment(deploymentOf(this));
    new SqsQueue(this, 'queue', { name: 'mine' });
    new SharedKey(this, 'key', {
      alias: 'mine',
      description: 'A key beside the three stacks',
      policy: keyPolicy(deployment, 'data'),
    });
  }
}

const app = new App();
new MyStack(app, 'own');
addThreeAccounts(app, deploymentOf(app), { stackPrefix: 'lustre-' });
lintStacks(app);
app.synth();
`;
