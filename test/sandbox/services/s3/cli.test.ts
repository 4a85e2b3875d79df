import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ready } from '../../clients';

const run = promisify(execFile);

describe('S3 by the aws CLI', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;

  before(async function () {
    needs(this, 'moto', 'aws');
    sandbox = await ready();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function aws(...args: string[]): Promise<string> {
    const { accessKeyId, secretAccessKey } = sandbox.accounts.bucket;
    const { stdout } = await run('aws', args, {
      env: {
        PATH: process.env['PATH'],
        HOME: temporaryFolder(),
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: sandbox.endpoint,
        AWS_MAX_ATTEMPTS: '1',
      },
    });
    return stdout;
  }

  it('uploads in parts, lists, downloads, and empties a versioned bucket as the snippet does', async () => {
    await aws('s3', 'mb', 's3://cli-bucket');
    await aws(
      's3api',
      'put-bucket-versioning',
      '--bucket',
      'cli-bucket',
      '--versioning-configuration',
      'Status=Enabled',
    );
    const folder = temporaryFolder();
    const bytes = randomBytes(9 * 1024 * 1024);
    writeFileSync(join(folder, 'large'), bytes);
    await aws('s3', 'cp', join(folder, 'large'), 's3://cli-bucket/data/large');
    const head = JSON.parse(
      await aws('s3api', 'head-object', '--bucket', 'cli-bucket', '--key', 'data/large'),
    ) as Record<string, unknown>;
    assert.equal(head['ContentLength'], bytes.length);
    assert.match(String(head['ETag']), /^"[0-9a-f]{32}-2"$/);
    assert.match(await aws('s3', 'ls', 's3://cli-bucket/data/'), / 9437184 large\n$/);
    await aws('s3', 'cp', 's3://cli-bucket/data/large', join(folder, 'back'));
    assert.ok(readFileSync(join(folder, 'back')).equals(bytes));
    await aws('s3', 'rm', 's3://cli-bucket/data/large');
    const query = '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}, Quiet: `true`}';
    const versions = await aws(
      's3api',
      'list-object-versions',
      '--bucket',
      'cli-bucket',
      '--max-items',
      '500',
      '--output',
      'json',
      '--query',
      query,
    );
    assert.equal((JSON.parse(versions) as { Objects: unknown[] }).Objects.length, 2);
    await aws('s3api', 'delete-objects', '--bucket', 'cli-bucket', '--delete', versions);
    await aws('s3api', 'delete-bucket', '--bucket', 'cli-bucket');
    assert.equal(await aws('s3', 'ls'), '');
  });
});
