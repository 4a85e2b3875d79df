import assert from 'node:assert/strict';
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  GetBucketPolicyCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PARTITIONS } from '../../../core/facts/regions';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { temporaryFolder } from '../../support/temporary-folder';
import { errorOf, kmsClient, ready } from '../clients';
import { call, expectOk } from '../lustre/support/json-call';
import { run } from '../lustre/support/three-accounts';
import { terminalProject, type DeployDocument, type TerminalProject } from './project';

/** Above the ten minutes that the provider waits before it looks whether a file system is gone. */
const DESTROY_MS = 25 * 60_000;

interface TrailEvent {
  eventName: string;
  errorCode?: string;
  errorMessage?: string;
}

/**
 * The seven steps as somebody takes them in a terminal: our commands, cdktf, Terraform and the AWS provider, with
 * nothing of the stacks changed but where they go. Each test stands on what the one before has left, and asks the
 * accounts themselves beside our own proofs.
 */
describe('the seven steps in a terminal, in the sandbox', function () {
  this.timeout(10 * 60_000);
  let sandbox: RunningSandbox;
  let project: TerminalProject;
  let s3: S3Client;
  let instance: string;
  let fileSystemId: string;
  let keyArn: string;
  let bucket: string;
  let hasFailed = false;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto');
    sandbox = await ready({ dataDir: temporaryFolder() });
    project = terminalProject(sandbox.folder);
    s3 = new S3Client({
      endpoint: sandbox.endpoint,
      region: sandbox.region,
      credentials: { ...sandbox.accounts.bucket },
      forcePathStyle: true,
      maxAttempts: 1,
    });
  });
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === 'failed';
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  /** What `deploy` did with each stack, in its order. */
  async function deploy(step: number): Promise<string[]> {
    const { exitCode, printed, document } = await project.run<DeployDocument>(
      'deploy',
      String(step),
      '--yes',
    );
    assert.equal(exitCode, 0, printed);
    return document.stacks.map(({ stack, status }) => `${stack}: ${status}`);
  }

  async function isProved(step: number): Promise<void> {
    const { status, seen } = await project.verify(step);
    assert.equal(status, 'passed', JSON.stringify(seen, null, 2));
  }

  /** The checks of a step that did not pass, each with what it says. */
  async function notPassed(step: number): Promise<string[]> {
    const { seen } = await project.verify(step);
    return seen
      .filter(({ status }) => status !== 'passed')
      .map(({ id, status, message }) => `${id} ${status}: ${message}`);
  }

  async function events(account: 'fileSystem' | 'key', name: string): Promise<TrailEvent[]> {
    const answer = await expectOk<{ Events: { CloudTrailEvent: string }[] }>(
      sandbox,
      sandbox.accounts[account],
      'cloudtrail',
      'LookupEvents',
      { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] },
    );
    return answer.Events.map(({ CloudTrailEvent: event }) => JSON.parse(event) as TrailEvent);
  }

  /** Why KMS refuses the file system's role, as CloudTrail has it. */
  const refusal = (operation: string) =>
    `User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_${fileSystemId}/FSx is not authorized to perform: kms:${operation} on resource: ${keyArn} because no identity-based policy allows the kms:${operation} action`;

  it('nothing is proved before it is there', async () => {
    const { exitCode, document } = await project.run<{ proof: { status: string } }>('verify', '1');
    assert.deepEqual([exitCode, document.proof.status], [1, 'failed']);
  });

  it('steps 1 to 3: bucket policy, key policy, default encryption', async () => {
    assert.deepEqual(await deploy(1), ['account-b-bucket: deployed']);
    await isProved(1);
    assert.deepEqual(await deploy(2), ['account-c-key: deployed']);
    await isProved(2);
    assert.deepEqual(await deploy(3), ['account-b-bucket: deployed']);
    await isProved(3);
  });

  it('step 4: the file system with its association and client', async () => {
    assert.deepEqual(await deploy(4), ['account-b-bucket: deployed', 'account-a-file-system: deployed']);
    await isProved(4);
    const { file_system_id: id = '', client_instance_id: client = '' } = project.outputs('fileSystem');
    fileSystemId = id;
    instance = client;
    keyArn = project.outputs('key')['key_arn_data'] ?? '';
    bucket = project.outputs('bucket')['bucket_name_data'] ?? '';
    assert.match(keyArn, /^arn:aws:kms:us-east-1:333333333333:key\/[0-9a-f-]{36}$/);
    const { StandardOutputContent: listed } = await run(sandbox, instance, 'ls /fsx');
    assert.equal(listed, 'test.txt\n');
  });

  it('step 5: cat fails, and CloudTrail says why in account A, and nothing in account C', async () => {
    await isProved(5);
    const [event] = await events('fileSystem', 'Decrypt');
    assert.deepEqual([event?.errorCode, event?.errorMessage], ['AccessDenied', refusal('Decrypt')]);
    assert.deepEqual(
      (await events('key', 'Decrypt')).filter(({ errorCode }) => errorCode === 'AccessDenied'),
      [],
    );
  });

  it('without the grant an export fails silently, and the proof names it', async () => {
    const { Status, StandardOutputContent } = await run(
      sandbox,
      instance,
      'echo new > /fsx/new.txt && lfs hsm_archive /fsx/new.txt && lfs hsm_state /fsx/new.txt',
    );
    assert.deepEqual([Status, StandardOutputContent], ['Success', '/fsx/new.txt: (0x00000000)\n']);
    const [first = ''] = await notPassed(7);
    assert.match(first, /^archived-\S+ failed: .*S3ExportAccessDenied/s);
    const missing = await errorOf(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'new.txt' })));
    assert.equal(missing.status, 404);
    const [event] = await events('fileSystem', 'GenerateDataKey');
    assert.equal(event?.errorMessage, refusal('GenerateDataKey'));
  });

  it('step 6: with the grant, cat prints the content', async () => {
    assert.deepEqual(await deploy(6), ['account-c-key: deployed', 'account-a-file-system: deployed']);
    await isProved(6);
  });

  it('step 7: a file is exported, encrypted with C’s key, released, and read back', async () => {
    await isProved(7);
  });

  it('has settled: deployed again, nothing changes', async () => {
    assert.deepEqual(await deploy(6), ['account-c-key: unchanged', 'account-a-file-system: unchanged']);
    assert.deepEqual(await deploy(3), ['account-b-bucket: unchanged']);
  });

  it('says so when one statement changes: another Region in kms:ViaService of C’s key policy', async () => {
    const owner = kmsClient(sandbox, sandbox.accounts.key);
    const { Policy: policy = '' } = await owner.send(
      new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }),
    );
    const put = (text: string) => owner.send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy: text }));
    const elsewhere = policy.replaceAll(
      `s3.us-east-1.${PARTITIONS.aws.dnsSuffix}`,
      's3.eu-west-1.amazonaws.com',
    );
    assert.notEqual(elsewhere, policy);
    await put(elsewhere);
    const [first = '', ...others] = await notPassed(2);
    assert.match(first, /^policy-\S+ failed: /);
    assert.deepEqual(others, []);
    await put(policy);
    await isProved(2);
  });

  it('says so when one statement changes: no s3:GetObject in B’s bucket policy', async () => {
    const { Policy: policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const document = JSON.parse(policy) as { Statement: { Sid: string; Action: string | string[] }[] };
    const objects = document.Statement.find(({ Sid }) => Sid === 'FileSystemObjects');
    assert.ok(objects && Array.isArray(objects.Action) && objects.Action.includes('s3:Get*'));
    objects.Action = objects.Action.filter((action) => action !== 's3:Get*');
    const without = JSON.stringify(document);
    const put = (text: string) => s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: text }));
    await put(without);
    const [first = ''] = await notPassed(1);
    assert.match(first, /^policy-\S+ failed: .*s3:GetObject/s);
    const read = 'lfs hsm_release /fsx/test.txt && cat /fsx/test.txt';
    const refused = await run(sandbox, instance, read);
    assert.deepEqual([refused.Status, refused.StandardOutputContent], ['Failed', '']);
    await put(policy);
    await isProved(1);
    await isProved(6);
  });

  it('refuses to clean up when another name than the bucket’s is given', async () => {
    const { exitCode, document } = await project.run<{ status: string; destroyed: string[] }>(
      'destroy',
      '--confirm',
      'another-bucket',
    );
    assert.deepEqual([exitCode, document.status, document.destroyed], [1, 'declined', []]);
    assert.equal(
      (await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }))).$metadata.httpStatusCode,
      200,
    );
  });

  it('cleans up: A, then B with all versions in its bucket, then C', async function () {
    this.timeout(DESTROY_MS);
    const { exitCode, printed, document } = await project.run<{ status: string; destroyed: string[] }>(
      'destroy',
      '--confirm',
      bucket,
    );
    assert.equal(exitCode, 0, printed);
    assert.deepEqual(document.destroyed, ['account-a-file-system', 'account-b-bucket', 'account-c-key']);
    const left = await call(sandbox, sandbox.accounts.fileSystem, 'fsx', 'DescribeFileSystems');
    assert.deepEqual(left.body, { FileSystems: [] });
    const gone = await errorOf(s3.send(new ListObjectVersionsCommand({ Bucket: bucket })));
    assert.equal(gone.name, 'NoSuchBucket');
    const { body } = await call(sandbox, sandbox.accounts.key, 'kms', 'DescribeKey', { KeyId: keyArn });
    assert.equal((body['KeyMetadata'] as { KeyState: string }).KeyState, 'PendingDeletion');
  });
});
