import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  GetPublicAccessBlockCommand,
  ListTagsForResourceCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
  TagResourceCommand,
} from '@aws-sdk/client-s3-control';
import { SANDBOX_FILES, sandboxProfile } from '../../../../core/deployment/sandbox';
import { openFacts } from '../../../../core/live/commands';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  seen,
  unknownFactOf,
  unseenBucket,
  type Evidence,
} from '../../../../core/live/evidence';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ready } from '../../clients';
import { s3Client } from './client';

const run = promisify(execFile);

const BUCKET = 'control-clients';
const BLOCK = {
  BlockPublicAcls: true,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** As a machine does it that leads names below `localhost` to itself. */
const lookup: LookupFunction = (name, options, answer) => {
  assert.match(name, /^222222222222\.localhost$/);
  if (options.all === true) answer(null, [{ address: '127.0.0.1', family: 4 }]);
  else answer(null, '127.0.0.1', 4);
};

describe('S3 Control by clients that put the account in front of the host', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;
  let control: S3ControlClient;
  let AccountId: string;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    const { id, ...keys } = sandbox.accounts.bucket;
    AccountId = id;
    await s3Client(sandbox, keys).send(new CreateBucketCommand({ Bucket: BUCKET }));
    control = new S3ControlClient({
      region: sandbox.region,
      credentials: keys,
      endpoint: sandbox.endpoint.replace('127.0.0.1', 'localhost'),
      requestHandler: { httpAgent: new Agent({ lookup }) },
      maxAttempts: 1,
    });
    await control.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: BLOCK }));
  });
  after(() => {
    (control as S3ControlClient | undefined)?.destroy();
    return (sandbox as RunningSandbox | undefined)?.stop();
  });

  /** What the aws CLI prints, as the administrator of the bucket's account. */
  async function aws(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<unknown> {
    const { stdout } = await run('aws', [...args, '--output', 'json'], {
      env: {
        PATH: process.env['PATH'],
        HOME: temporaryFolder(),
        AWS_CONFIG_FILE: join(sandbox.folder, SANDBOX_FILES.config),
        AWS_SHARED_CREDENTIALS_FILE: join(sandbox.folder, SANDBOX_FILES.credentials),
        AWS_PROFILE: sandboxProfile('bucket'),
        AWS_MAX_ATTEMPTS: '1',
        ...environment,
      },
    });
    return JSON.parse(stdout);
  }

  it('the JavaScript SDK, at a host that has names below it', async () => {
    const { PublicAccessBlockConfiguration } = await control.send(
      new GetPublicAccessBlockCommand({ AccountId }),
    );
    assert.deepEqual(PublicAccessBlockConfiguration, BLOCK);
    const ResourceArn = `arn:aws:s3:::${BUCKET}`;
    const Tags = [{ Key: 'team', Value: 'data' }];
    await control.send(new TagResourceCommand({ AccountId, ResourceArn, Tags }));
    const tagged = await control.send(new ListTagsForResourceCommand({ AccountId, ResourceArn }));
    assert.deepEqual(tagged.Tags, Tags);
  });

  it('the aws CLI, with the profile alone: the command that a diagnosis prints', async function () {
    needs(this, 'aws');
    const { command = '' } =
      openFacts(publicBucketOf(AccountId)).find(({ what }) => /of the account of bucket/.test(what)) ?? {};
    const [program, service, ...args] = command.split(' ');
    assert.deepEqual([program, service], ['aws', 's3control']);
    assert.deepEqual(await aws(['s3control', ...args]), { PublicAccessBlockConfiguration: BLOCK });
  });

  it('the aws CLI, with the address given and the sandbox as its proxy', async function () {
    needs(this, 'aws');
    const args = ['get-public-access-block', '--account-id', AccountId, '--endpoint-url', sandbox.endpoint];
    const proxy = { HTTP_PROXY: sandbox.endpoint };
    assert.deepEqual(await aws(['s3control', ...args], proxy), { PublicAccessBlockConfiguration: BLOCK });
    const owner = await aws(['sts', 'get-caller-identity', '--query', 'Account'], proxy);
    assert.equal(owner, AccountId, 'and other services as well');
  });
});

/** Nothing is known but that the bucket is an account's, and that its policy is public. */
function publicBucketOf(account: string): Evidence {
  const open = unknownFactOf('nobody was asked');
  const bucket = { ...unseenBucket(BUCKET, open.why), owner: seen(account), isPublic: seen(true) };
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    collectedAt: '2026-02-03T04:05:06.000Z',
    fileSystemId: 'fs-0123456789abcdef0',
    region: 'us-east-1',
    fileSystem: open,
    role: open,
    associations: open,
    buckets: [bucket],
    keys: [],
    named: { buckets: [BUCKET], keys: [] },
    refusals: open,
    log: open,
  };
}
