import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { adopt } from '../../cli/commands/adopt';
import { parseDeployment } from '../../core/deployment/parse';
import { needs } from '../support/requirements';
import { liveAccounts, liveTestIo, type LiveAccounts } from './live-accounts';

describe('adopt', function () {
  this.timeout(60_000);
  let live: LiveAccounts;

  before(async function () {
    needs(this, 'moto');
    live = await liveAccounts();
  });
  after(() => (live as LiveAccounts | undefined)?.stop());

  it('writes what is there, and says what it could not know', async () => {
    const { io, written, path } = liveTestIo();
    assert.equal(await adopt('.', live.options, io), 0, written.stderr);
    const { context } = JSON.parse(readFileSync(path('cdktf.json'), 'utf8')) as {
      context: { fsxLustreKms: Record<string, unknown> };
    };
    const { fsxLustreKms: deployment } = context;
    const { fileSystem } = live.setUp;
    assert.deepEqual(
      { ...deployment, accounts: undefined },
      {
        accounts: undefined,
        region: 'us-east-1',
        fileSystem: { existingId: fileSystem.id, existingMountName: fileSystem.mountName },
        client: { enabled: false },
        keys: [{ name: 'data', existingArn: live.setUp.keyArn }],
        buckets: [
          {
            name: 'data',
            bucketName: 'linked-bucket',
            existing: {},
            key: 'data',
            bucketKeyEnabled: false,
            fileSystemPath: '/',
            autoImport: ['NEW', 'CHANGED', 'DELETED'],
            autoExport: [],
          },
        ],
      },
    );
    assert.equal(parseDeployment(deployment).status, 'valid');
    assert.match(written.stderr, /What could not be known\n {2}- Which instance has it mounted/);
    assert.match(written.stderr, /There are grants already/);
  });

  it('leaves a cdktf.json that is there as it is', async () => {
    const { io, written, path } = liveTestIo();
    writeFileSync(path('cdktf.json'), '{}');
    assert.equal(await adopt('.', live.options, io), 2);
    assert.match(written.stderr, /cdktf\.json is there already, and is left as it is/);
    assert.equal(readFileSync(path('cdktf.json'), 'utf8'), '{}');
  });

  it('has the stack set what is not set: an encryption that is another, a policy that is not there', async () => {
    const { setUp, options } = live;
    await setUp.encryptWith({ SSEAlgorithm: 'AES256' });
    await setUp.deleteBucketPolicy();
    const { io, written } = liveTestIo();
    assert.equal(await adopt('.', { ...options, key: [setUp.keyArn], dryRun: true }, io), 0, written.stderr);
    assert.match(written.stdout, /"existing": \{\s+"managePolicy": true,\s+"manageEncryption": true\s+\}/);
    await setUp.mend();
  });

  it('does not guess the account of a bucket that it may not look at', async () => {
    const { bucketProfile: _, keyProfile: __, ...options } = live.options;
    const short = liveTestIo();
    assert.equal(await adopt('.', { ...options, key: [live.setUp.keyArn] }, short.io), 2);
    assert.match(short.written.stderr, /The account of the buckets is not known: .* --bucket-account\./);
    const told = liveTestIo();
    const more = { key: [live.setUp.keyArn], bucketAccount: live.sandbox.accounts.bucket.id };
    assert.equal(await adopt('.', { ...options, ...more }, told.io), 0, told.written.stderr);
  });
});
