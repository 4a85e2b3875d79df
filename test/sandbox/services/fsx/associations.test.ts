import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { ready, type Keys } from '../../clients';
import { call, expectOk } from '../../lustre/support/json-call';
import {
  BUCKET,
  launch,
  link,
  makeBucket,
  makeFileSystem,
  makeNetwork,
  putBucketPolicy,
  run,
  s3,
  upload,
  userData,
  type FileSystem,
  type Network,
} from '../../lustre/support/three-accounts';
import { allow, iam, makeUser } from '../../signed';

const NO_ACCESS =
  'Amazon FSx is unable to validate access to the S3 bucket. Ensure the IAM role or user you are using has s3:Get*, s3:List* and s3:PutObject permissions to the S3 bucket prefix.';

interface Association {
  AssociationId: string;
  Lifecycle: string;
  FailureDetails?: { Message: string };
  DataRepositoryPath: string;
  S3: object;
}

describe('FSx: associations', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;
  let network: Network;
  let fileSystem: FileSystem;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 } });
    network = await makeNetwork(sandbox);
    await makeBucket(sandbox, undefined);
    fileSystem = await makeFileSystem(sandbox, network);
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const administrator = () => sandbox.accounts.fileSystem;
  const create = (input: object, keys: Keys = administrator()) =>
    call(sandbox, keys, 'fsx', 'CreateDataRepositoryAssociation', {
      FileSystemId: fileSystem.id,
      FileSystemPath: '/data',
      DataRepositoryPath: `s3://${BUCKET}/data/`,
      ...input,
    });
  const describeAll = async (input: object = {}) =>
    (
      await expectOk<{ Associations: Association[] }>(
        sandbox,
        administrator(),
        'fsx',
        'DescribeDataRepositoryAssociations',
        input,
      )
    ).Associations;
  const roles = async () =>
    (await iam(sandbox, administrator(), 'ListRoles', {})).match(
      /(?<=<RoleName>)AWSServiceRoleForFSxS3[^<]+/g,
    );
  const remove = (id: string, more: object = {}) =>
    expectOk(sandbox, administrator(), 'fsx', 'DeleteDataRepositoryAssociation', {
      AssociationId: id,
      ...more,
    });

  const REFUSED: [what: string, code: string, input: object][] = [
    ['an unknown file system', 'FileSystemNotFound', { FileSystemId: 'fs-00000000000000000' }],
    ['a path without a slash', 'BadRequest', { FileSystemPath: 'data' }],
    ['a path that goes up', 'BadRequest', { FileSystemPath: '/a/../b' }],
    ['a repository that is no S3 path', 'BadRequest', { DataRepositoryPath: 'https://bucket/' }],
    ['a bucket that is not there', 'BadRequest', { DataRepositoryPath: 's3://nobodys-bucket/' }],
    ['an event that is none', 'BadRequest', { S3: { AutoImportPolicy: { Events: ['MODIFIED'] } } }],
    ['four events', 'BadRequest', { S3: { AutoImportPolicy: { Events: ['NEW', 'NEW', 'NEW', 'NEW'] } } }],
  ];
  for (const [what, code, input] of REFUSED) {
    it(`refuses ${what}: ${code}`, async () => {
      const answer = await create(input);
      assert.deepEqual([answer.status, answer.code], [400, code], JSON.stringify(answer.body));
      assert.deepEqual(await describeAll(), []);
      assert.equal(await roles(), null);
    });
  }

  it('refuses deployment types and versions that have none', async () => {
    for (const [deploymentType, version] of [
      ['SCRATCH_1', '2.15'],
      ['SCRATCH_2', '2.10'],
    ]) {
      const made = await expectOk<{ FileSystem: { FileSystemId: string } }>(
        sandbox,
        administrator(),
        'fsx',
        'CreateFileSystem',
        {
          FileSystemType: 'LUSTRE',
          FileSystemTypeVersion: version,
          StorageCapacity: 1200,
          SubnetIds: [network.subnetId],
          LustreConfiguration: { DeploymentType: deploymentType },
        },
      );
      const answer = await create({ FileSystemId: made.FileSystem.FileSystemId });
      assert.equal(answer.code, 'UnsupportedOperation', `${deploymentType} ${version}`);
    }
  });

  it("refuses a caller without access to the bucket, in AWS's words", async () => {
    const user = await makeUser(sandbox, administrator(), 'no-bucket', allow(['fsx:*', 'iam:*']));
    const answer = await create({}, user);
    assert.deepEqual([answer.status, answer.code, answer.body['message']], [400, 'BadRequest', NO_ACCESS]);
    await putBucketPolicy(sandbox, `arn:aws:iam::${sandbox.accounts.key.id}:root`);
    assert.equal((await create({})).body['message'], NO_ACCESS);
    await putBucketPolicy(sandbox, `arn:aws:iam::${administrator().id}:root`);
    assert.equal(await roles(), null);
  });

  it("refuses a caller who may not have the file system's role made", async () => {
    const user = await makeUser(sandbox, administrator(), 'no-role', allow(['fsx:*', 's3:*']));
    const answer = await create({}, user);
    assert.equal(answer.code, 'AccessDeniedException');
    assert.match(
      answer.body['message'] as string,
      /^User: arn:aws:iam::\d{12}:user\/no-role is not authorized to perform: iam:\w+ on resource: arn:aws:iam::\d{12}:role\/aws-service-role\/s3\.data-source\.lustre\.fsx\.amazonaws\.com\/AWSServiceRoleForFSxS3Access_fs-/,
    );
  });

  it('makes the role with the first, with access to the buckets of all', async () => {
    const answer = await create({ Tags: [{ Key: 'Name', Value: 'data' }] });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const [shown] = await describeAll({ Filters: [{ Name: 'file-system-id', Values: [fileSystem.id] }] });
    assert.equal(shown?.Lifecycle, 'AVAILABLE');
    assert.equal(shown.DataRepositoryPath, `s3://${BUCKET}/data/`);
    assert.deepEqual(shown.S3, {});
    assert.deepEqual(await roles(), [`AWSServiceRoleForFSxS3Access_${fileSystem.id}`]);
    const text = await iam(sandbox, administrator(), 'GetRolePolicy', {
      RoleName: `AWSServiceRoleForFSxS3Access_${fileSystem.id}`,
      PolicyName: 'AmazonFSxS3Access',
    });
    const document = /<PolicyDocument>([^<]+)</.exec(text)?.[1] ?? '';
    assert.deepEqual(JSON.parse(decodeURIComponent(document)), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            's3:AbortMultipartUpload',
            's3:DeleteObject',
            's3:Get*',
            's3:List*',
            's3:PutBucketNotification',
            's3:PutObject',
          ],
          Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
        },
      ],
    });
  });

  const OVERLAPS: [input: object, what: string][] = [
    [{ FileSystemPath: '/' }, 'the root'],
    [{ FileSystemPath: '/data/inside' }, 'a path below'],
    [{ FileSystemPath: '/data/' }, 'the same path with a slash'],
    [{ FileSystemPath: '/other', DataRepositoryPath: `s3://${BUCKET}` }, 'the whole bucket'],
    [{ FileSystemPath: '/other', DataRepositoryPath: `s3://${BUCKET}/data/more` }, 'a prefix below'],
  ];
  for (const [input, what] of OVERLAPS) {
    it(`refuses ${what} beside another`, async () => {
      assert.equal((await create(input)).code, 'BadRequest');
      assert.equal((await describeAll()).length, 1);
    });
  }

  it('takes eight, and not a ninth', async () => {
    for (let index = 2; index <= 8; index += 1) {
      const path = `part-${index}`;
      const answer = await create({
        FileSystemPath: `/${path}`,
        DataRepositoryPath: `s3://${BUCKET}/${path}/`,
      });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
    }
    const ninth = await create({ FileSystemPath: '/part-9', DataRepositoryPath: `s3://${BUCKET}/part-9/` });
    assert.equal(ninth.code, 'ServiceLimitExceeded');
    for (const { AssociationId: id } of await describeAll()) await remove(id);
    assert.deepEqual(await describeAll(), []);
  });

  it('imports changes through the notification FSx, and is MISCONFIGURED without it', async () => {
    const id = await link(sandbox, fileSystem);
    const keys = sandbox.accounts.bucket;
    const before = await s3(sandbox, keys, 'GET', `${BUCKET}?notification=`);
    assert.match(before.text, /<Id>FSx<\/Id>/);
    const emptied = await s3(sandbox, keys, 'PUT', `${BUCKET}?notification=`, '<NotificationConfiguration/>');
    assert.equal(emptied.status, 200);
    const [broken] = await describeAll({ AssociationIds: [id] });
    assert.equal(broken?.Lifecycle, 'MISCONFIGURED');
    assert.match(broken.FailureDetails?.Message ?? '', /event notification configuration FSx/);
    await expectOk(sandbox, administrator(), 'fsx', 'UpdateDataRepositoryAssociation', {
      AssociationId: id,
      S3: { AutoImportPolicy: { Events: ['NEW'] } },
    });
    const [mended] = await describeAll({ AssociationIds: [id] });
    assert.deepEqual(
      [mended?.Lifecycle, mended?.S3],
      ['AVAILABLE', { AutoImportPolicy: { Events: ['NEW'] } }],
    );
    await remove(id);
    const after = await s3(sandbox, keys, 'GET', `${BUCKET}?notification=`);
    assert.doesNotMatch(after.text, /<Id>FSx<\/Id>/);
  });

  it('without the names imported shows nothing; imports by a task; exports by itself and by a task', async () => {
    await upload(sandbox, 'there.txt', 'there');
    const id = await link(sandbox, fileSystem, {
      BatchImportMetaDataOnCreate: false,
      S3: { AutoExportPolicy: { Events: ['NEW', 'CHANGED', 'DELETED'] } },
    });
    const client = await launch(sandbox, network, userData(fileSystem));
    assert.equal((await run(sandbox, client, 'ls /fsx')).StandardOutputContent, '');
    const task = (type: string) =>
      expectOk(sandbox, administrator(), 'fsx', 'CreateDataRepositoryTask', {
        FileSystemId: fileSystem.id,
        Type: type,
        Report: { Enabled: false },
      });
    await task('IMPORT_METADATA_FROM_REPOSITORY');
    assert.equal(
      (await run(sandbox, client, 'ls /fsx; cat /fsx/there.txt')).StandardOutputContent,
      'there.txt\nthere',
    );
    await run(
      sandbox,
      client,
      'mkdir /fsx/d; echo one > /fsx/d/auto.txt; echo two >> /fsx/d/auto.txt; rm /fsx/there.txt',
    );
    const keys = sandbox.accounts.bucket;
    assert.equal((await s3(sandbox, keys, 'GET', `${BUCKET}/d/auto.txt`)).text, 'one\ntwo\n');
    assert.equal((await s3(sandbox, keys, 'HEAD', `${BUCKET}/there.txt`)).status, 404);
    await expectOk(sandbox, administrator(), 'fsx', 'UpdateDataRepositoryAssociation', {
      AssociationId: id,
      S3: { AutoExportPolicy: { Events: [] } },
    });
    await run(sandbox, client, 'echo three > /fsx/by-task.txt');
    assert.equal((await s3(sandbox, keys, 'HEAD', `${BUCKET}/by-task.txt`)).status, 404);
    await task('EXPORT_TO_REPOSITORY');
    assert.equal((await s3(sandbox, keys, 'GET', `${BUCKET}/by-task.txt`)).text, 'three\n');
    const { DataRepositoryTasks: tasks } = await expectOk<{ DataRepositoryTasks: Record<string, unknown>[] }>(
      sandbox,
      administrator(),
      'fsx',
      'DescribeDataRepositoryTasks',
      { Filters: [{ Name: 'task-lifecycle', Values: ['SUCCEEDED'] }] },
    );
    assert.deepEqual(
      tasks.map((one) => [one['Type'], (one['Status'] as { SucceededCount: number }).SucceededCount]),
      [
        ['IMPORT_METADATA_FROM_REPOSITORY', 1],
        ['EXPORT_TO_REPOSITORY', 1],
      ],
    );
  });

  it('takes the role away with the file system', async () => {
    await expectOk(sandbox, administrator(), 'fsx', 'DeleteFileSystem', { FileSystemId: fileSystem.id });
    assert.equal(await roles(), null);
    assert.deepEqual(await describeAll(), []);
  });
});
