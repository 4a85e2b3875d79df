import assert from 'node:assert/strict';
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
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
import { sandboxProject, type SandboxProject } from './project';

const CONTENT = 'Encrypted in account B with the key of account C.\n';
/** Above the ten minutes that the provider waits before it looks whether a file system is gone. */
const DESTROY_MS = 20 * 60_000;

interface TrailEvent {
  eventName: string;
  errorCode?: string;
  errorMessage?: string;
}

/**
 * The seven steps as a user takes them: cdktf, Terraform and the AWS provider, with nothing of the stacks changed but
 * where they go. Each test stands on what the one before has left.
 */
describe('the seven steps with cdktf deploy, in the sandbox', function () {
  this.timeout(10 * 60_000);
  let sandbox: RunningSandbox;
  let project: SandboxProject;
  let s3: S3Client;
  let instance: string;
  let fileSystemId: string;
  let keyArn: string;
  let bucket: string;
  let hasFailed = false;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto');
    sandbox = await ready({ dataDir: temporaryFolder() });
    project = sandboxProject(sandbox.folder, 5);
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

  it('steps 1 to 4: the key, the bucket, then the file system with its association and client', async () => {
    await project.cdktf('deploy', 'key');
    await project.cdktf('deploy', 'bucket');
    await project.cdktf('deploy', 'fileSystem');
    const { file_system_id: id = '', client_instance_id: client = '' } = project.outputs('fileSystem');
    fileSystemId = id;
    instance = client;
    keyArn = project.outputs('key')['key_arn_data'] ?? '';
    bucket = project.outputs('bucket')['bucket_name_data'] ?? '';
    assert.match(keyArn, /^arn:aws:kms:us-east-1:333333333333:key\/[0-9a-f-]{36}$/);
    const { Associations: associations } = await expectOk<{ Associations: Record<string, string>[] }>(
      sandbox,
      sandbox.accounts.fileSystem,
      'fsx',
      'DescribeDataRepositoryAssociations',
    );
    assert.deepEqual(
      associations.map(({ AssociationId, FileSystemId, Lifecycle }) => [
        AssociationId,
        FileSystemId,
        Lifecycle,
      ]),
      [[project.outputs('fileSystem')['association_id_data'], fileSystemId, 'AVAILABLE']],
    );
    const { StandardOutputContent: listed } = await run(sandbox, instance, 'ls /fsx');
    assert.equal(listed, 'test.txt\n');
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'test.txt' }));
    assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId], ['aws:kms', keyArn]);
  });

  it('step 5: cat fails, and CloudTrail says why in account A, and nothing in account C', async () => {
    const { Status, StandardErrorContent } = await run(sandbox, instance, 'cat /fsx/test.txt');
    assert.equal(Status, 'Failed');
    assert.match(StandardErrorContent, /^cat: \/fsx\/test\.txt: No data available$/m);
    const [event] = await events('fileSystem', 'Decrypt');
    assert.deepEqual([event?.errorCode, event?.errorMessage], ['AccessDenied', refusal('Decrypt')]);
    assert.deepEqual(
      (await events('key', 'Decrypt')).filter(({ errorCode }) => errorCode === 'AccessDenied'),
      [],
    );
  });

  it('without the grant an export fails silently', async () => {
    const { Status, StandardOutputContent } = await run(
      sandbox,
      instance,
      'echo new > /fsx/new.txt && lfs hsm_archive /fsx/new.txt && lfs hsm_state /fsx/new.txt',
    );
    assert.deepEqual([Status, StandardOutputContent], ['Success', '/fsx/new.txt: (0x00000000)\n']);
    const later = await run(sandbox, instance, 'lfs hsm_state /fsx/new.txt');
    assert.doesNotMatch(later.StandardOutputContent, /archived/);
    const { events: records } = await expectOk<{ events: { message: string }[] }>(
      sandbox,
      sandbox.accounts.fileSystem,
      'logs',
      'FilterLogEvents',
      { logGroupName: project.outputs('fileSystem')['log_group_name'] },
    );
    const codes = records.map(({ message }) => (JSON.parse(message) as { errorCode?: string }).errorCode);
    assert.ok(codes.includes('S3ExportAccessDenied'), codes.join());
    const missing = await errorOf(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'new.txt' })));
    assert.equal(missing.status, 404);
    const [event] = await events('fileSystem', 'GenerateDataKey');
    assert.equal(event?.errorMessage, refusal('GenerateDataKey'));
  });

  it('step 6: with the grant, cat prints the content', async () => {
    project.reach(7);
    await project.cdktf('deploy', 'key');
    await project.cdktf('deploy', 'fileSystem');
    const { StandardOutputContent } = await run(sandbox, instance, 'cat /fsx/test.txt');
    assert.equal(StandardOutputContent, CONTENT);
  });

  it('step 7: the file is exported, encrypted with C’s key, released, and read back', async () => {
    const asked = await run(sandbox, instance, 'echo made > /fsx/made.txt', 'lfs hsm_archive /fsx/made.txt');
    assert.equal(asked.Status, 'Success');
    const state = await run(sandbox, instance, 'lfs hsm_state /fsx/made.txt');
    assert.equal(state.StandardOutputContent, '/fsx/made.txt: (0x00000009) exists archived, archive_id:1\n');
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'made.txt' }));
    assert.deepEqual([object.ServerSideEncryption, object.SSEKMSKeyId], ['aws:kms', keyArn]);
    assert.equal(await object.Body?.transformToString(), 'made\n');
    const back = await run(sandbox, instance, 'lfs hsm_release /fsx/made.txt && cat /fsx/made.txt');
    assert.equal(back.StandardOutputContent, 'made\n');
  });

  it('has settled: a new plan of each stack is empty', async () => {
    await project.cdktf('deploy', 'bucket');
    const [key, buckets, fileSystem] = await Promise.all(
      (['key', 'bucket', 'fileSystem'] as const).map((account) => project.planned(account)),
    );
    assert.deepEqual({ key, buckets, fileSystem }, { key: [], buckets: [], fileSystem: [] });
  });

  it('refuses when one statement changes: another Region in kms:ViaService of C’s key policy', async () => {
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
    // The grant goes on to allow what it names; account B, which has none, can no longer read its own object.
    await put(elsewhere);
    const refused = await errorOf(s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'made.txt' })));
    assert.deepEqual([refused.name, refused.status], ['AccessDenied', 403]);
    assert.match(refused.message, /is not authorized to perform: kms:Decrypt/);
    await put(policy);
    await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'made.txt' }));
  });

  it('refuses when one statement changes: no s3:GetObject in B’s bucket policy', async () => {
    const { Policy: policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const document = JSON.parse(policy) as { Statement: { Sid: string; Action: string | string[] }[] };
    const objects = document.Statement.find(({ Sid }) => Sid === 'FileSystemObjects');
    assert.ok(objects && Array.isArray(objects.Action) && objects.Action.includes('s3:Get*'));
    objects.Action = objects.Action.filter((action) => action !== 's3:Get*');
    const without = JSON.stringify(document);
    const put = (text: string) => s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: text }));
    await put(without);
    const read = 'lfs hsm_release /fsx/test.txt && cat /fsx/test.txt';
    const refused = await run(sandbox, instance, read);
    assert.deepEqual([refused.Status, refused.StandardOutputContent], ['Failed', '']);
    await put(policy);
    const { StandardOutputContent } = await run(sandbox, instance, 'cat /fsx/test.txt');
    assert.equal(StandardOutputContent, CONTENT);
  });

  it('cleans up: A, then B once its bucket is empty, then C', async function () {
    this.timeout(DESTROY_MS);
    await project.cdktf('destroy', 'fileSystem');
    const left = await call(sandbox, sandbox.accounts.fileSystem, 'fsx', 'DescribeFileSystems');
    assert.deepEqual(left.body, { FileSystems: [] });
    const full = await project.cdktf('destroy', 'bucket').catch((error: unknown) => String(error));
    assert.match(full, /BucketNotEmpty/);
    const { Versions: versions = [], DeleteMarkers: markers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket }),
    );
    const objects = [...versions, ...markers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects } }));
    await project.cdktf('destroy', 'bucket');
    await project.cdktf('destroy', 'key');
    const { body } = await call(sandbox, sandbox.accounts.key, 'kms', 'DescribeKey', { KeyId: keyArn });
    assert.equal((body['KeyMetadata'] as { KeyState: string }).KeyState, 'PendingDeletion');
  });
});
