import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { ready } from '../../clients';
import { call, expectOk } from '../../lustre/support/json-call';
import { ec2, makeFileSystem, makeKey, makeNetwork, type Network } from '../../lustre/support/three-accounts';
import { allow, iam, makeUser, query } from '../../signed';

interface Described {
  FileSystems: Record<string, unknown>[];
  NextToken?: string;
}

describe('FSx: file systems', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;
  let network: Network;
  let clock: Date;

  before(async function () {
    needs(this, 'moto');
    clock = new Date();
    sandbox = await ready({ now: () => clock });
    network = await makeNetwork(sandbox);
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const administrator = () => sandbox.accounts.fileSystem;
  const describeAll = (input: object = {}) =>
    expectOk<Described>(sandbox, administrator(), 'fsx', 'DescribeFileSystems', input);

  const persistent2 = { DeploymentType: 'PERSISTENT_2', PerUnitStorageThroughput: 125 };
  const scratch2 = { DeploymentType: 'SCRATCH_2' };

  /** What is asked for, and the code that AWS answers. */
  const REFUSED: [what: string, code: string, lustre: object, rest?: object][] = [
    ['PERSISTENT_2 with an import path', 'BadRequest', { ...persistent2, ImportPath: 's3://bucket' }],
    [
      'PERSISTENT_2 without throughput',
      'InvalidPerUnitStorageThroughput',
      { DeploymentType: 'PERSISTENT_2' },
    ],
    [
      'a throughput of PERSISTENT_1',
      'InvalidPerUnitStorageThroughput',
      { ...persistent2, PerUnitStorageThroughput: 200 },
    ],
    [
      'throughput on SCRATCH_2',
      'InvalidPerUnitStorageThroughput',
      { ...scratch2, PerUnitStorageThroughput: 125 },
    ],
    ['throughput below all', 'BadRequest', { ...persistent2, PerUnitStorageThroughput: 5 }],
    ['a capacity between the steps', 'BadRequest', persistent2, { StorageCapacity: 3600 }],
    ['no capacity', 'BadRequest', persistent2, { StorageCapacity: undefined }],
    ['a capacity of another type', 'SerializationException', persistent2, { StorageCapacity: '1200' }],
    ['a key on SCRATCH_2', 'BadRequest', scratch2, { KmsKeyId: 'alias/aws/fsx' }],
    ['Lustre 2.10 on PERSISTENT_2', 'BadRequest', persistent2, { FileSystemTypeVersion: '2.10' }],
    ['a Lustre version that is none', 'BadRequest', persistent2, { FileSystemTypeVersion: '9.99' }],
    ['HDD on PERSISTENT_2', 'BadRequest', persistent2, { StorageType: 'HDD' }],
    ['a storage type that is none', 'BadRequest', persistent2, { StorageType: 'TAPE' }],
    ['two subnets', 'BadRequest', persistent2, { SubnetIds: ['subnet-11111111', 'subnet-22222222'] }],
    ['a subnet that is not there', 'InvalidNetworkSettings', persistent2, { SubnetIds: ['subnet-11111111'] }],
    [
      'a group that is not there',
      'InvalidNetworkSettings',
      persistent2,
      { SecurityGroupIds: ['sg-11111111'] },
    ],
    ['a drive cache on SSD', 'BadRequest', { ...persistent2, DriveCacheType: 'READ' }],
    ['metadata on SCRATCH_2', 'BadRequest', { ...scratch2, MetadataConfiguration: { Mode: 'AUTOMATIC' } }],
    ['backups on SCRATCH_2', 'BadRequest', { ...scratch2, AutomaticBackupRetentionDays: 7 }],
    ['an export path alone', 'BadRequest', { ...scratch2, ExportPath: 's3://bucket/out' }],
    ['an import path that is none', 'InvalidImportPath', { ...scratch2, ImportPath: 'https://bucket' }],
    [
      'an export path in another bucket',
      'InvalidExportPath',
      { ...scratch2, ImportPath: 's3://bucket-one', ExportPath: 's3://bucket-two' },
    ],
    ['an import path without access', 'BadRequest', { ...scratch2, ImportPath: 's3://nobodys-bucket' }],
    [
      'a log group of another name',
      'BadRequest',
      {
        ...persistent2,
        LogConfiguration: {
          Level: 'WARN_ERROR',
          Destination: 'arn:aws:logs:us-east-1:111111111111:log-group:other',
        },
      },
    ],
    [
      'a log group that is not there',
      'BadRequest',
      {
        ...persistent2,
        LogConfiguration: {
          Level: 'WARN_ERROR',
          Destination: 'arn:aws:logs:us-east-1:111111111111:log-group:/aws/fsx/none',
        },
      },
    ],
    [
      'a log destination without a log',
      'BadRequest',
      {
        ...persistent2,
        LogConfiguration: {
          Level: 'DISABLED',
          Destination: 'arn:aws:logs:us-east-1:111111111111:log-group:/aws/fsx/x',
        },
      },
    ],
    ['no deployment type at all, with 2.15 and a key', 'BadRequest', {}, { KmsKeyId: 'alias/aws/fsx' }],
  ];
  for (const [what, code, lustre, rest = {}] of REFUSED) {
    it(`refuses ${what}: ${code}`, async () => {
      const answer = await call(sandbox, administrator(), 'fsx', 'CreateFileSystem', {
        FileSystemType: 'LUSTRE',
        FileSystemTypeVersion: '2.15',
        StorageCapacity: 1200,
        SubnetIds: [network.subnetId],
        LustreConfiguration: lustre,
        ...rest,
      });
      assert.deepEqual([answer.status, answer.code], [400, code], JSON.stringify(answer.body));
      assert.deepEqual((await describeAll()).FileSystems, []);
    });
  }

  it('refuses security groups that keep the file servers apart, and takes those that do not', async () => {
    const params = { GroupName: 'lustre', GroupDescription: 'lustre', VpcId: network.vpcId };
    const group = await ec2(sandbox, administrator(), 'CreateSecurityGroup', params, 'groupId');
    const create = () =>
      call(sandbox, administrator(), 'fsx', 'CreateFileSystem', {
        FileSystemType: 'LUSTRE',
        FileSystemTypeVersion: '2.15',
        StorageCapacity: 1200,
        SubnetIds: [network.subnetId],
        SecurityGroupIds: [group],
        LustreConfiguration: persistent2,
      });
    const refused = await create();
    assert.equal(refused.code, 'InvalidNetworkSettings');
    assert.equal(
      refused.body['message'],
      'The file system cannot be created because the default security group in the subnet provided or the provided security groups do not permit Lustre LNET network traffic on port 988',
    );
    await ec2(
      sandbox,
      administrator(),
      'AuthorizeSecurityGroupIngress',
      {
        GroupId: group,
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '988',
        'IpPermissions.1.ToPort': '988',
        'IpPermissions.1.Groups.1.GroupId': group,
      },
      'return',
    );
    const taken = await create();
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    const { FileSystemId: id } = taken.body['FileSystem'] as { FileSystemId: string };
    await expectOk(sandbox, administrator(), 'fsx', 'DeleteFileSystem', { FileSystemId: id });
    clock = new Date(clock.getTime() + 5000);
  });

  it('is CREATING, within five seconds AVAILABLE, DELETING and gone', async () => {
    const { id } = await makeFileSystem(sandbox, network);
    const lifecycle = async () => (await describeAll({ FileSystemIds: [id] })).FileSystems[0]?.['Lifecycle'];
    assert.equal(await lifecycle(), 'CREATING');
    clock = new Date(clock.getTime() + 5000);
    assert.equal(await lifecycle(), 'AVAILABLE');
    const [shown] = (await describeAll({ FileSystemIds: [id] })).FileSystems;
    assert.match(id, /^fs-[0-9a-f]{17}$/);
    assert.equal(shown?.['DNSName'], `${id}.fsx.us-east-1.amazonaws.com`);
    assert.equal(shown['VpcId'], network.vpcId);
    assert.equal((shown['NetworkInterfaceIds'] as string[]).length, 2);
    assert.match((shown['LustreConfiguration'] as { MountName: string }).MountName, /^[a-z2-7]{8}$/);
    const deleted = await expectOk(sandbox, administrator(), 'fsx', 'DeleteFileSystem', { FileSystemId: id });
    assert.equal(deleted['Lifecycle'], 'DELETING');
    assert.equal(await lifecycle(), 'DELETING');
    clock = new Date(clock.getTime() + 5000);
    const gone = await call(sandbox, administrator(), 'fsx', 'DescribeFileSystems', { FileSystemIds: [id] });
    assert.deepEqual([gone.status, gone.code], [400, 'FileSystemNotFound']);
    // Without that, the subnet could not be deleted.
    const left = await query(sandbox, administrator(), 'ec2', 'DescribeNetworkInterfaces');
    assert.equal(left.status, 200);
    assert.ok(!left.text.includes(id));
  });

  it('makes one for the same token, and refuses the token for another', async () => {
    const request = {
      ClientRequestToken: 'once',
      FileSystemType: 'LUSTRE',
      FileSystemTypeVersion: '2.15',
      StorageCapacity: 1200,
      SubnetIds: [network.subnetId],
      LustreConfiguration: scratch2,
      Tags: [{ Key: 'Name', Value: 'one' }],
    };
    type Made = { FileSystem: { FileSystemId: string; KmsKeyId?: string } };
    const create = () => expectOk<Made>(sandbox, administrator(), 'fsx', 'CreateFileSystem', request);
    const [one, other] = [await create(), await create()];
    assert.equal(one.FileSystem.FileSystemId, other.FileSystem.FileSystemId);
    assert.equal(one.FileSystem.KmsKeyId, undefined);
    const changed = await call(sandbox, administrator(), 'fsx', 'CreateFileSystem', {
      ...request,
      StorageCapacity: 2400,
    });
    assert.deepEqual(
      [changed.code, changed.body['Parameter']],
      ['IncompatibleParameterError', 'ClientRequestToken'],
    );
  });

  it('pages through them', async () => {
    const made = await makeFileSystem(sandbox, network);
    const first = await describeAll({ MaxResults: 1 });
    const second = await describeAll({ MaxResults: 1, NextToken: first.NextToken });
    const ids = [...first.FileSystems, ...second.FileSystems].map((one) => one['FileSystemId']);
    assert.equal(ids.length, 2);
    assert.equal(ids[1], made.id);
    assert.equal(second.NextToken, undefined);
  });

  it('tags, shows and untags', async () => {
    const [shown] = (await describeAll()).FileSystems;
    const arn = shown?.['ResourceARN'];
    const tags = async () =>
      (
        await expectOk<{ Tags: object[] }>(sandbox, administrator(), 'fsx', 'ListTagsForResource', {
          ResourceARN: arn,
        })
      ).Tags;
    assert.deepEqual(await tags(), [{ Key: 'Name', Value: 'one' }]);
    await expectOk(sandbox, administrator(), 'fsx', 'TagResource', {
      ResourceARN: arn,
      Tags: [
        { Key: 'Name', Value: 'two' },
        { Key: 'a', Value: '' },
      ],
    });
    assert.deepEqual(await tags(), [
      { Key: 'Name', Value: 'two' },
      { Key: 'a', Value: '' },
    ]);
    await expectOk(sandbox, administrator(), 'fsx', 'UntagResource', { ResourceARN: arn, TagKeys: ['Name'] });
    assert.deepEqual(await tags(), [{ Key: 'a', Value: '' }]);
    const other = await call(sandbox, administrator(), 'fsx', 'ListTagsForResource', {
      ResourceARN: 'arn:aws:fsx:us-east-1:111111111111:file-system/fs-00000000000000000',
    });
    assert.equal(other.code, 'ResourceNotFound');
  });

  it('changes the log and the capacity, and refuses to shrink', async () => {
    const { id } = await makeFileSystem(sandbox, network);
    clock = new Date(clock.getTime() + 5000);
    type Updated = {
      FileSystem: { StorageCapacity: number; LustreConfiguration: { LogConfiguration: object } };
    };
    const update = (input: object) =>
      call(sandbox, administrator(), 'fsx', 'UpdateFileSystem', { FileSystemId: id, ...input });
    const changed = await update({
      StorageCapacity: 2400,
      LustreConfiguration: { LogConfiguration: { Level: 'DISABLED' } },
    });
    const { FileSystem: shown } = changed.body as unknown as Updated;
    assert.deepEqual(
      [shown.StorageCapacity, shown.LustreConfiguration.LogConfiguration],
      [2400, { Level: 'DISABLED' }],
    );
    for (const input of [{ StorageCapacity: 1200 }, { StorageCapacity: 2500 }]) {
      assert.equal((await update(input)).code, 'BadRequest', JSON.stringify(input));
    }
    const none = await call(sandbox, administrator(), 'fsx', 'UpdateFileSystem', {
      FileSystemId: 'fs-00000000000000000',
    });
    assert.equal(none.code, 'FileSystemNotFound');
  });

  it("has the account's key of FSx where none is given, symmetric and seen by all who may create file systems", async () => {
    const creator = await makeUser(sandbox, administrator(), 'creator', allow('fsx:*'));
    const made = await call(sandbox, creator, 'fsx', 'CreateFileSystem', {
      FileSystemType: 'LUSTRE',
      FileSystemTypeVersion: '2.15',
      StorageCapacity: 1200,
      SubnetIds: [network.subnetId],
      LustreConfiguration: persistent2,
    });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const { KmsKeyId: keyId } = made.body['FileSystem'] as { KmsKeyId: string };
    type Key = { KeyMetadata: { Arn: string; KeyManager: string; KeySpec: string } };
    const { KeyMetadata: key } = await expectOk<Key>(sandbox, administrator(), 'kms', 'DescribeKey', {
      KeyId: 'alias/aws/fsx',
    });
    assert.deepEqual([key.Arn, key.KeyManager, key.KeySpec], [keyId, 'AWS', 'SYMMETRIC_DEFAULT']);
  });

  it('takes a symmetric key that the caller may use, and no other', async () => {
    const create = (keyId: string) =>
      call(sandbox, administrator(), 'fsx', 'CreateFileSystem', {
        FileSystemType: 'LUSTRE',
        FileSystemTypeVersion: '2.15',
        StorageCapacity: 1200,
        SubnetIds: [network.subnetId],
        KmsKeyId: keyId,
        LustreConfiguration: persistent2,
      });
    const foreign = await makeKey(sandbox);
    const own = await expectOk<{ KeyMetadata: { Arn: string } }>(
      sandbox,
      administrator(),
      'kms',
      'CreateKey',
      {},
    );
    const rsa = await expectOk<{ KeyMetadata: { Arn: string } }>(
      sandbox,
      administrator(),
      'kms',
      'CreateKey',
      {
        KeySpec: 'RSA_2048',
        KeyUsage: 'ENCRYPT_DECRYPT',
      },
    );
    const made = await create(own.KeyMetadata.Arn);
    assert.equal(
      (made.body['FileSystem'] as { KmsKeyId?: string } | undefined)?.KmsKeyId,
      own.KeyMetadata.Arn,
    );
    assert.equal((await create(rsa.KeyMetadata.Arn)).code, 'BadRequest');
    // Shared for S3 data with GenerateDataKey, which is not what FSx needs for its own disks.
    assert.equal((await create(foreign)).code, 'BadRequest');
    assert.equal((await create('00000000-0000-0000-0000-000000000000')).code, 'BadRequest');
  });

  it('does what the identity policies allow', async () => {
    const reader = await makeUser(sandbox, administrator(), 'reader', allow('fsx:DescribeFileSystems'));
    assert.equal((await call(sandbox, reader, 'fsx', 'DescribeFileSystems')).status, 200);
    const refused = await call(sandbox, reader, 'fsx', 'CreateFileSystem', {});
    const { id } = administrator();
    assert.equal(refused.code, 'AccessDeniedException');
    assert.equal(
      refused.body['message'],
      `User: arn:aws:iam::${id}:user/reader is not authorized to perform: fsx:CreateFileSystem on resource: arn:aws:fsx:us-east-1:${id}:file-system/* because no identity-based policy allows the fsx:CreateFileSystem action`,
    );
  });

  it('answers NotImplemented to what it does not have', async () => {
    const answer = await call(sandbox, administrator(), 'fsx', 'CreateVolume');
    assert.deepEqual([answer.status, answer.code], [501, 'NotImplemented']);
  });

  it('has made the role of the service, and no role for S3', async () => {
    const roles = await iam(sandbox, administrator(), 'ListRoles', { PathPrefix: '/aws-service-role/' });
    assert.deepEqual(roles.match(/(?<=<Arn>)[^<]+/g), [
      `arn:aws:iam::${administrator().id}:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx`,
    ]);
  });
});
