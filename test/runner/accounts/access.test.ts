import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountAccess } from '../../../runner/accounts/access';
import { readSandboxProfile } from '../../../runner/accounts/sandbox-profile';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, deployment } from '../../support/deployments';
import { temporaryFolder } from '../../support/temporary-folder';

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
    const access = accountAccess(real, { kind: 'sandbox', folder }, 'key');
    assert.equal(access.endpointOf('kms'), 'http://127.0.0.1:2/x=y');
    assert.equal(access.endpointOf('cloudtrail'), 'http://127.0.0.1:2/x=y');
    assert.deepEqual([access.profile, access.forcePathStyle], ['account-c-key', true]);
    const { accessKeyId, secretAccessKey } = await access.credentials();
    assert.deepEqual([accessKeyId, secretAccessKey], ['AKIA1', 's']);
  });

  it('throws for a folder in which no sandbox has run', () => {
    assert.throws(
      () => accountAccess(deployment(), { kind: 'sandbox', folder: '/nowhere' }, 'key'),
      /^Error: No sandbox has run in \/nowhere\.$/,
    );
  });

  it('has the deployment’s endpoints and profile for AWS', () => {
    const accounts = {
      fileSystem: { id: ACCOUNT_A },
      bucket: { id: ACCOUNT_B, profile: 'b', endpoints: { s3: 'https://s3.example.com' } },
      key: { id: ACCOUNT_C },
    };
    const bucket = accountAccess(deployment({ accounts }), { kind: 'aws' }, 'bucket');
    assert.deepEqual(
      [bucket.id, bucket.region, bucket.profile, bucket.forcePathStyle],
      [ACCOUNT_B, 'us-east-1', 'b', true],
    );
    assert.equal(bucket.endpointOf('s3'), 'https://s3.example.com');
    assert.equal(bucket.endpointOf('sts'), undefined);
    const key = accountAccess(deployment({ accounts }), { kind: 'aws' }, 'key');
    assert.deepEqual([key.profile, key.forcePathStyle], [undefined, false]);
  });
});
