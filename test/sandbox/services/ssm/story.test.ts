import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { ready } from '../../clients';
import { expectOk } from '../../lustre/support/json-call';
import {
  BUCKET,
  grant,
  launch,
  link,
  makeBucket,
  makeFileSystem,
  makeKey,
  makeNetwork,
  run,
  s3,
  upload,
  userData,
  type FileSystem,
} from '../../lustre/support/three-accounts';

const SECRET = 'this is encrypted using cmk symmetric key\n';

interface TrailEvent {
  eventName: string;
  errorCode?: string;
  errorMessage?: string;
}

describe('a client of a file system, from step 4 to step 7', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;
  let keyArn: string;
  let fileSystem: FileSystem;
  let instance: string;
  let grantId: string;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 } });
    const network = await makeNetwork(sandbox);
    keyArn = await makeKey(sandbox);
    await makeBucket(sandbox, keyArn);
    await upload(sandbox, 'test.txt', SECRET);
    fileSystem = await makeFileSystem(sandbox, network);
    await link(sandbox, fileSystem);
    instance = await launch(sandbox, network, userData(fileSystem));
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  /** CloudTrail's events of an account, newest first. */
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

  /** The lines of the file system's log that are about exports and imports. */
  async function logged(): Promise<Record<string, string>[]> {
    const answer = await expectOk<{ events: { message: string }[] }>(
      sandbox,
      sandbox.accounts.fileSystem,
      'logs',
      'FilterLogEvents',
      { logGroupName: '/aws/fsx/lustre', logStreamNames: [`datarepo_${fileSystem.id}`] },
    );
    return answer.events.map(({ message }) => JSON.parse(message) as Record<string, string>);
  }

  it('is online', async () => {
    const answer = await expectOk<{ InstanceInformationList: Record<string, unknown>[] }>(
      sandbox,
      sandbox.accounts.fileSystem,
      'ssm',
      'DescribeInstanceInformation',
    );
    assert.deepEqual(
      answer.InstanceInformationList.map((one) => [
        one['InstanceId'],
        one['PingStatus'],
        one['PlatformType'],
      ]),
      [[instance, 'Online', 'Linux']],
    );
  });

  it('lists what is in the bucket, without the key', async () => {
    const { Status: status, StandardOutputContent: output } = await run(
      sandbox,
      instance,
      'ls /fsx',
      'cat /etc/fstab',
    );
    assert.equal(status, 'Success');
    assert.equal(
      output,
      `test.txt\n${fileSystem.dnsName}@tcp:/${fileSystem.mountName} /fsx lustre defaults,_netdev 0 0\n`,
    );
  });

  it('cannot read it in step 5; the event is in account A, and not in C', async () => {
    const result = await run(sandbox, instance, 'cat /fsx/test.txt');
    assert.deepEqual(
      [result.Status, result.ResponseCode, result.StandardOutputContent, result.StandardErrorContent],
      ['Failed', 1, '', 'cat: /fsx/test.txt: No data available\nfailed to run commands: exit status 1'],
    );
    const state = await run(sandbox, instance, 'lfs hsm_state /fsx/test.txt');
    assert.equal(
      state.StandardOutputContent,
      '/fsx/test.txt: (0x0000000d) released exists archived, archive_id:1\n',
    );
    const account = sandbox.accounts.fileSystem.id;
    const [event] = await events('fileSystem', 'Decrypt');
    assert.equal(event?.errorCode, 'AccessDenied');
    assert.equal(
      event.errorMessage,
      `User: arn:aws:sts::${account}:assumed-role/AWSServiceRoleForFSxS3Access_${fileSystem.id}/FSx is not authorized to perform: kms:Decrypt on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
    );
    assert.deepEqual(await events('key', 'Decrypt'), []);
    const [line] = await logged();
    assert.deepEqual([line?.['errorCode'], line?.['s3Key']], ['S3ImportAccessDenied', 'test.txt']);
  });

  it('reads it with the grant of step 6', async () => {
    grantId = await grant(sandbox, fileSystem, keyArn);
    const result = await run(sandbox, instance, 'cat /fsx/test.txt; lfs hsm_state /fsx/test.txt');
    assert.deepEqual(
      [result.Status, result.StandardOutputContent],
      ['Success', `${SECRET}/fsx/test.txt: (0x00000009) exists archived, archive_id:1\n`],
    );
  });

  it('exports a file in step 7, releases it and reads it back', async () => {
    const result = await run(
      sandbox,
      instance,
      'cd /fsx',
      "echo 'made on the client' > new.txt",
      'sudo lfs hsm_state new.txt',
      'sudo lfs hsm_archive new.txt',
      'sudo lfs hsm_action new.txt',
      'sudo lfs hsm_state new.txt',
      'sudo lfs hsm_release new.txt',
      'sudo lfs hsm_state new.txt',
      'cat new.txt',
    );
    assert.equal(
      result.StandardOutputContent,
      [
        'new.txt: (0x00000000)',
        'new.txt: NOOP',
        'new.txt: (0x00000009) exists archived, archive_id:1',
        'new.txt: (0x0000000d) released exists archived, archive_id:1',
        'made on the client',
        '',
      ].join('\n'),
    );
    const head = await s3(sandbox, sandbox.accounts.bucket, 'HEAD', `${BUCKET}/new.txt`);
    assert.deepEqual(
      [
        head.headers.get('x-amz-server-side-encryption'),
        head.headers.get('x-amz-server-side-encryption-aws-kms-key-id'),
        head.headers.get('x-amz-meta-file-permissions'),
      ],
      ['aws:kms', keyArn, '0100644'],
    );
  });

  it('fails silently without the grant: nothing is said, nothing exported, the log has it', async () => {
    await expectOk(sandbox, sandbox.accounts.fileSystem, 'kms', 'RevokeGrant', {
      KeyId: keyArn,
      GrantId: grantId,
    });
    const result = await run(
      sandbox,
      instance,
      'echo lost > /fsx/lost.txt',
      'sudo lfs hsm_archive /fsx/lost.txt',
      'echo $?',
      'sudo lfs hsm_action /fsx/lost.txt',
      'sudo lfs hsm_state /fsx/lost.txt',
    );
    assert.deepEqual(
      [result.Status, result.StandardErrorContent, result.StandardOutputContent],
      ['Success', '', '0\n/fsx/lost.txt: NOOP\n/fsx/lost.txt: (0x00000000)\n'],
    );
    const head = await s3(sandbox, sandbox.accounts.bucket, 'HEAD', `${BUCKET}/lost.txt`);
    assert.equal(head.status, 404);
    const line = (await logged()).at(-1);
    assert.deepEqual(
      [line?.['level'], line?.['errorCode'], line?.['filePath']],
      ['ERROR', 'S3ExportAccessDenied', '/lost.txt'],
    );
    const [event] = await events('fileSystem', 'GenerateDataKey');
    assert.equal(event?.errorCode, 'AccessDenied');
  });

  it('sees new, changed and deleted objects', async () => {
    await upload(sandbox, 'dir/more.txt', 'more');
    const keys = sandbox.accounts.bucket;
    assert.equal((await s3(sandbox, keys, 'DELETE', `${BUCKET}/new.txt`)).status, 204);
    await upload(sandbox, 'test.txt', 'longer than it was, and another text\n');
    const result = await run(sandbox, instance, 'ls /fsx /fsx/dir', 'lfs hsm_state /fsx/test.txt');
    assert.equal(
      result.StandardOutputContent,
      '/fsx:\ndir\nlost.txt\ntest.txt\n\n/fsx/dir:\nmore.txt\n/fsx/test.txt: (0x0000000d) released exists archived, archive_id:1\n',
    );
  });

  it('says what is wrong with a mount', async () => {
    const { dnsName, mountName } = fileSystem;
    const result = await run(
      sandbox,
      instance,
      'mkdir /mnt/other',
      `mount -t lustre -o relatime,flock ${dnsName}@tcp:/fsx /mnt/other`,
      `mount -t lustre fs-00000000000000000.fsx.us-east-1.amazonaws.com@tcp:/${mountName} /mnt/other`,
      `mount -t lustre ${dnsName}@tcp:/${mountName} /nowhere`,
      'curl http://169.254.169.254/',
    );
    assert.equal(result.ResponseCode, 127);
    const script = result.StandardErrorContent.split('\n').at(-2)?.split(':')[0] ?? '';
    assert.equal(
      result.StandardErrorContent,
      [
        `mount.lustre: mount ${dnsName}@tcp:/fsx at /mnt/other failed: No such file or directory`,
        'Is the MGS specification correct?',
        'Is the filesystem name correct?',
        'If upgrading, is the copied client log valid? (see upgrade docs)',
        `mount.lustre: Can't parse NID 'fs-00000000000000000.fsx.us-east-1.amazonaws.com@tcp:/${mountName}'`,
        'mount.lustre: /nowhere inaccessible: No such file or directory',
        `${script}: line 5: curl: command not found`,
        'failed to run commands: exit status 127',
      ].join('\n'),
    );
  });
});
