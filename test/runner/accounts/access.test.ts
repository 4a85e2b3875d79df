import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountAccess } from '../../../runner/accounts/access';
import { readSandboxProfile } from '../../../runner/accounts/sandbox-profile';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, deployment } from '../../support/deployments';
import { temporaryFolder } from '../../support/temporary-folder';
import { withEnvironment } from '../../support/environment';

/** A folder in which a sandbox has run. */
function sandboxFolder(config: string, credentials = ''): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'aws'));
  writeFileSync(join(folder, 'aws', 'config'), config);
  writeFileSync(join(folder, 'aws', 'credentials'), credentials);
  return folder;
}

const CONFIG = `[profile account-b-bucket]
region = us-east-1
endpoint_url = http://127.0.0.1:1

[profile account-c-key]
region = us-east-1
endpoint_url = http://127.0.0.1:2/x=y
s3 =
  addressing_style = path
`;

describe('readSandboxProfile', () => {
  it('reads the address of the account’s own profile', () => {
    const folder = sandboxFolder(CONFIG);
    assert.equal(readSandboxProfile(folder, 'key')?.endpoint, 'http://127.0.0.1:2/x=y');
    assert.equal(readSandboxProfile(folder, 'bucket')?.endpoint, 'http://127.0.0.1:1');
  });

  it('is undefined where no sandbox has run, or the account has no address', () => {
    assert.equal(readSandboxProfile(temporaryFolder(), 'key'), undefined);
    assert.equal(readSandboxProfile(sandboxFolder(CONFIG), 'fileSystem'), undefined);
    const without = sandboxFolder('[profile account-c-key]\n[profile account-b-bucket]\nendpoint_url = x\n');
    assert.equal(readSandboxProfile(without, 'key'), undefined);
  });
});

describe('accountAccess', () => {
  it('takes a sandbox’s own address and keys, and nothing of the real account', async () => {
    const folder = sandboxFolder(
      CONFIG,
      '[account-c-key]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n',
    );
    const real = deployment({
      accounts: {
        fileSystem: { id: ACCOUNT_A },
        bucket: { id: ACCOUNT_B },
        key: {
          id: ACCOUNT_C,
          profile: 'production',
          assumeRoleArn: `arn:aws:iam::${ACCOUNT_C}:role/deployer`,
          endpoints: { kms: 'https://kms.example.com' },
        },
      },
    });
    const access = await accountAccess(real, { kind: 'sandbox', folder }, 'key');
    assert.equal(access.endpointOf('kms'), 'http://127.0.0.1:2/x=y');
    assert.equal(access.endpointOf('cloudtrail'), 'http://127.0.0.1:2/x=y');
    assert.deepEqual([access.profile, access.forcePathStyle], ['account-c-key', true]);
    const { accessKeyId, secretAccessKey } = await access.credentials();
    assert.deepEqual([accessKeyId, secretAccessKey], ['AKIA1', 's']);
  });

  it('rejects for a folder in which no sandbox has run', async () => {
    await assert.rejects(
      accountAccess(deployment(), { kind: 'sandbox', folder: '/nowhere' }, 'key'),
      /^Error: No sandbox has run in \/nowhere\.$/,
    );
  });

  it('has the deployment’s endpoints and profile for AWS', async () => {
    const accounts = {
      fileSystem: { id: ACCOUNT_A },
      bucket: { id: ACCOUNT_B, profile: 'b', endpoints: { s3: 'https://s3.example.com' } },
      key: { id: ACCOUNT_C },
    };
    const bucket = await accountAccess(deployment({ accounts }), { kind: 'aws' }, 'bucket');
    assert.deepEqual(
      [bucket.id, bucket.region, bucket.profile, bucket.forcePathStyle],
      [ACCOUNT_B, 'us-east-1', 'b', true],
    );
    assert.equal(bucket.endpointOf('s3'), 'https://s3.example.com');
    assert.equal(bucket.endpointOf('sts'), undefined);
    const key = await accountAccess(deployment({ accounts }), { kind: 'aws' }, 'key');
    assert.deepEqual([key.profile, key.forcePathStyle], [undefined, false]);
  });

  it('goes where the profile says, unless the deployment says otherwise', async () => {
    const folder = sandboxFolder(
      '[profile b]\nendpoint_url = http://127.0.0.1:1\n[profile c]\nregion = us-east-1\n',
    );
    const accounts = {
      fileSystem: { id: ACCOUNT_A },
      bucket: { id: ACCOUNT_B, profile: 'b', endpoints: { kms: 'https://kms.example.com' } },
      key: { id: ACCOUNT_C, profile: 'c' },
    };
    await withEnvironment({ AWS_CONFIG_FILE: join(folder, 'aws', 'config') }, async () => {
      const bucket = await accountAccess(deployment({ accounts }), { kind: 'aws' }, 'bucket');
      assert.deepEqual((['kms', 's3', 'sts', 'cloudtrail'] as const).map(bucket.endpointOf), [
        'https://kms.example.com',
        ...Array<string>(3).fill('http://127.0.0.1:1'),
      ]);
      assert.equal(bucket.forcePathStyle, true);
      const key = await accountAccess(deployment({ accounts }), { kind: 'aws' }, 'key');
      assert.deepEqual([key.endpointOf('kms'), key.forcePathStyle], [undefined, false]);
    });
  });
});
