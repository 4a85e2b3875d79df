import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ready } from '../../clients';
import { call, expectOk } from '../../lustre/support/json-call';
import {
  grant,
  launch,
  link,
  makeBucket,
  makeFileSystem,
  makeKey,
  makeNetwork,
  run,
  upload,
  userData,
} from '../../lustre/support/three-accounts';

describe('FSx and clients after a restart, and with faults', function () {
  this.timeout(180_000);
  let sandbox: RunningSandbox | undefined;

  before(function () {
    needs(this, 'moto');
  });
  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
  });

  it('are as they were: file system, association, role, mount, files and their contents', async () => {
    const dataDir = temporaryFolder();
    const faults = { lifecycleDelayMs: 0 };
    sandbox = await ready({ dataDir, faults });
    const network = await makeNetwork(sandbox);
    const keyArn = await makeKey(sandbox);
    await makeBucket(sandbox, keyArn);
    await upload(sandbox, 'test.txt', 'from the bucket\n');
    const fileSystem = await makeFileSystem(sandbox, network);
    await link(sandbox, fileSystem);
    await grant(sandbox, fileSystem, keyArn);
    const client = await launch(sandbox, network, userData(fileSystem));
    const look = ['cd /fsx', 'ls', 'lfs hsm_state test.txt own.txt', 'cat own.txt /tmp/local.txt'];
    const before = await run(
      sandbox,
      client,
      'cd /fsx; echo own > own.txt; echo disk > /tmp/local.txt',
      ...look,
    );
    assert.equal(before.Status, 'Success', before.StandardErrorContent);
    const described = async (running: RunningSandbox) => [
      await expectOk(running, running.accounts.fileSystem, 'fsx', 'DescribeFileSystems'),
      await expectOk(running, running.accounts.fileSystem, 'fsx', 'DescribeDataRepositoryAssociations'),
    ];
    const shown = await described(sandbox);
    await sandbox.stop();

    sandbox = await ready({ dataDir, faults });
    assert.deepEqual(await described(sandbox), shown);
    const after = await run(sandbox, client, ...look);
    assert.deepEqual(after, {
      ...after,
      StandardOutputContent: before.StandardOutputContent,
      Status: 'Success',
    });
    assert.equal(
      (await run(sandbox, client, 'cat /fsx/test.txt')).StandardOutputContent,
      'from the bucket\n',
    );
  });

  it('associations can be MISCONFIGURED on demand', async () => {
    sandbox = await ready({ faults: { lifecycleDelayMs: 0, misconfiguredAssociations: true } });
    await makeBucket(sandbox, undefined);
    const fileSystem = await makeFileSystem(sandbox, await makeNetwork(sandbox));
    const id = await link(sandbox, fileSystem);
    const { Associations: all } = await expectOk<{ Associations: { Lifecycle: string }[] }>(
      sandbox,
      sandbox.accounts.fileSystem,
      'fsx',
      'DescribeDataRepositoryAssociations',
      { AssociationIds: [id] },
    );
    assert.deepEqual(
      all.map(({ Lifecycle: lifecycle }) => lifecycle),
      ['MISCONFIGURED'],
    );
  });

  it('a lifecycle can be slow: a file system that is CREATING cannot be linked or mounted', async () => {
    sandbox = await ready({ faults: { lifecycleDelayMs: 3_600_000 } });
    const network = await makeNetwork(sandbox);
    await makeBucket(sandbox, undefined);
    const fileSystem = await makeFileSystem(sandbox, network);
    const refused = await call(
      sandbox,
      sandbox.accounts.fileSystem,
      'fsx',
      'CreateDataRepositoryAssociation',
      {
        FileSystemId: fileSystem.id,
        DataRepositoryPath: 's3://linked-bucket',
      },
    );
    assert.equal(refused.code, 'BadRequest');
    const client = await launch(sandbox, network, userData(fileSystem));
    const mounts = await run(sandbox, client, 'mount', 'cat /var/log/cloud-init-output.log');
    assert.equal(
      mounts.StandardOutputContent,
      `Complete!\nmount.lustre: Can't parse NID '${fileSystem.dnsName}@tcp:/${fileSystem.mountName}'\n`,
    );
  });
});
