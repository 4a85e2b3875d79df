import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SANDBOX_FILES } from '../../core/deployment/sandbox';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { needs } from '../support/requirements';
import { ready, type Keys } from './clients';

const run = promisify(execFile);

describe('the sandbox through the aws CLI', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;

  before(async function () {
    needs(this, 'moto', 'aws');
    sandbox = await ready();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function aws(keys: Keys, ...args: string[]): Promise<{ output?: unknown; error?: string }> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken ?? '',
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_DEFAULT_REGION: sandbox.region,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_MAX_ATTEMPTS: '1',
    };
    try {
      const { stdout } = await run('aws', [...args, '--output', 'json'], { env });
      return { output: stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown) };
    } catch (error) {
      return {
        error: (error as { stderr: string }).stderr.replace(/^\s*(aws: \[ERROR\]: )?/, '').split('\n')[0],
      };
    }
  }

  it('tells the caller, makes a key, and refuses the other account in AWS’s words', async () => {
    const { fileSystem: a, key: c } = sandbox.accounts;
    const identity = await aws(c, 'sts', 'get-caller-identity');
    assert.equal((identity.output as { Arn: string }).Arn, 'arn:aws:iam::333333333333:user/administrator');
    const made = await aws(c, 'kms', 'create-key', '--description', 'by hand');
    const arn = (made.output as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
    const refused = await aws(a, 'kms', 'describe-key', '--key-id', arn);
    assert.equal(
      refused.error,
      `An error occurred (AccessDeniedException) when calling the DescribeKey operation: User: arn:aws:iam::111111111111:user/administrator is not authorized to perform: kms:DescribeKey on resource: ${arn} because no resource-based policy allows the kms:DescribeKey action`,
    );
    const missing = await aws(a, 'iam', 'get-role', '--role-name', 'nobody');
    assert.equal(
      missing.error,
      'An error occurred (NoSuchEntity) when calling the GetRole operation: Role nobody not found',
    );
    const vpcs = await aws(a, 'ec2', 'describe-vpcs');
    assert.ok((vpcs.output as { Vpcs: unknown[] }).Vpcs.length >= 1);
    const unknown = await aws(a, 'dynamodb', 'list-tables');
    assert.equal(
      unknown.error,
      'An error occurred (NotImplemented) when calling the ListTables operation: The sandbox has no service dynamodb.',
    );
  });

  it('takes the address and the keys from the profiles in the sandbox’s folder', async () => {
    for (const [name, profile] of [
      ['fileSystem', 'account-a-file-system'],
      ['bucket', 'account-b-bucket'],
      ['key', 'account-c-key'],
    ] as const) {
      const { stdout } = await run('aws', ['sts', 'get-caller-identity', '--output', 'json'], {
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: process.env['HOME'] ?? '',
          AWS_CONFIG_FILE: join(sandbox.folder, SANDBOX_FILES.config),
          AWS_SHARED_CREDENTIALS_FILE: join(sandbox.folder, SANDBOX_FILES.credentials),
          AWS_PROFILE: profile,
        },
      });
      assert.equal((JSON.parse(stdout) as { Account: string }).Account, sandbox.accounts[name].id);
    }
  });
});
