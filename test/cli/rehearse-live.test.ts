import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearse } from '../../cli/commands/rehearse';
import type { DeploymentInput } from '../../core/deployment/schema';
import { synthesizeSample } from '../support/synthesize';
import { needs } from '../support/requirements';
import { liveAccounts, liveTestIo, type LiveAccounts } from './live-accounts';

describe('rehearse --live', function () {
  this.timeout(60_000);
  let live: LiveAccounts;
  const options = () => ({ ...live.options, live: true });
  /** Where a deployment for what is there goes. */
  const place = () => {
    const { accounts, region } = live.sandbox;
    const { fileSystem, bucket, key } = accounts;
    return {
      accounts: { fileSystem: { id: fileSystem.id }, bucket: { id: bucket.id }, key: { id: key.id } },
      region,
    };
  };

  before(async function () {
    needs(this, 'moto');
    live = await liveAccounts();
  });
  after(() => (live as LiveAccounts | undefined)?.stop());

  it('rehearses the seven steps on what is there', async () => {
    const { io, written } = liveTestIo();
    assert.equal(await rehearse(options(), io), 0, written.stderr);
    assert.match(written.stdout, /7 steps: 7 as expected\.\n$/);
  });

  it('asks where the profiles say, without --endpoint-url', async () => {
    const { io, written } = liveTestIo();
    const { endpointUrl: _, ...byProfile } = options();
    assert.equal(await rehearse(byProfile, io), 0, written.stderr);
    assert.match(written.stdout, /7 steps: 7 as expected\.\n$/);
  });

  it('ends with 1 where a step is not as expected, and answers what if', async () => {
    await live.setUp.revokeGrants();
    const { io, written } = liveTestIo();
    assert.equal(await rehearse({ ...options(), format: 'json', throughStep: '6' }, io), 1);
    const { steps } = JSON.parse(written.stdout) as { steps: { asExpected: boolean; findings: object[] }[] };
    assert.deepEqual(
      steps.map(({ asExpected }) => asExpected),
      [true, true, true, true, true, false],
    );
    assert.ok(!written.stdout.includes('"file"'), 'nothing of it stands in a file');
    await live.setUp.mend();
    const other = liveTestIo();
    assert.equal(await rehearse({ ...options(), keyRegion: 'eu-west-1' }, other.io), 1);
  });

  it('shows what only live accounts have: a role that is gone, a restriction of the whole account', async () => {
    const { setUp } = live;
    const failing = async () => {
      const { io, written } = liveTestIo();
      assert.equal(await rehearse({ ...options(), format: 'json' }, io), 1);
      const { steps } = JSON.parse(written.stdout) as {
        steps: { step: number; asExpected: boolean; findings: { message: string }[] }[];
      };
      const first = steps.find(({ asExpected }) => !asExpected);
      return [first?.step, first?.findings[0]?.message.replace(/dra-\w+|fs-\w+/g, '…')];
    };
    await setUp.deleteRole();
    assert.deepEqual(await failing(), [
      4,
      'The file system has the association …, and no longer its service-linked role AWSServiceRoleForFSxS3Access_…, as which FSx reads and writes the bucket: no load and no export can work.',
    ]);
    await setUp.mend();
    await setUp.openToEverybody();
    await setUp.restrictAccount(true);
    assert.deepEqual(await failing(), [
      1,
      'The policy of linked-bucket is public, and RestrictPublicBuckets of S3 Block Public Access, which is on for the account that owns it, then lets no other account in.',
    ]);
    await setUp.mend();
  });

  it('compares by meaning with the stacks in the folder', async () => {
    const { setUp } = live;
    const input: DeploymentInput = {
      ...place(),
      keys: [{ name: 'data' }],
      buckets: [{ name: 'data', key: 'data', bucketName: 'linked-bucket', bucketKeyEnabled: false }],
    };
    const { folder: cwd } = synthesizeSample(input);
    const text = JSON.stringify({ app: 'true', context: { fsxLustreKms: input } });
    writeFileSync(join(cwd, 'cdktf.json'), text);
    const drift = async () => {
      const { written, io: own } = liveTestIo(cwd);
      await rehearse({ ...options(), format: 'json' }, own);
      return (JSON.parse(written.stdout) as { drift: { drifts: unknown[]; open: string[] } }).drift;
    };
    await setUp.grantOnly({ Operations: ['DescribeKey', 'GenerateDataKey', 'Decrypt'] });
    assert.deepEqual(await drift(), { drifts: [], open: [] });
    const statements = setUp.statements('bucket').map((one) => ({ ...one, Sid: `Renamed${one.Sid}` }));
    await setUp.putBucketPolicy(statements.reverse());
    assert.deepEqual(await drift(), { drifts: [], open: [] });
    await setUp.putBucketPolicy([
      ...setUp.without('bucket', 'TlsOnly'),
      {
        Effect: 'Allow',
        Principal: { AWS: '333333333333' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::linked-bucket/*',
      },
    ]);
    await setUp.grantOnly({ Operations: ['Decrypt'] });
    const { drifts } = await drift();
    assert.deepEqual(
      (drifts as { account: string; what: string; kind: string }[]).map(({ account, what, kind }) => [
        account,
        what,
        kind,
      ]),
      [
        ['B', 'policy of bucket linked-bucket', 'missing'],
        ['B', 'policy of bucket linked-bucket', 'extra'],
        ['A', 'grant', 'missing'],
        ['A', 'grant', 'extra'],
      ],
    );
    const shown = liveTestIo(cwd);
    await rehearse(options(), shown.io);
    assert.match(shown.written.stdout, /Drift: 4 differences between what is live and what the stacks say\./);
  });

  it('takes the buckets and keys that the deployment has as existing, where nothing is linked yet', async () => {
    const { setUp } = live;
    await setUp.mend();
    await setUp.unlink();
    const input: DeploymentInput = {
      ...place(),
      fileSystem: { existingId: setUp.fileSystem.id },
      client: { enabled: false },
      keys: [{ name: 'data', existingArn: setUp.keyArn }],
      buckets: [{ name: 'data', key: 'data', bucketName: 'linked-bucket', existing: {}, associate: true }],
    };
    const { folder: cwd } = synthesizeSample(input);
    writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ app: 'true', context: { fsxLustreKms: input } }));
    const { fileSystem: _, region: __, ...rest } = options();
    const { io, written } = liveTestIo(cwd);
    await rehearse(rest, io);
    assert.ok(!written.stdout.includes('${'), written.stdout);
    assert.match(written.stdout, /linked-bucket/);
    assert.match(written.stdout, /Drift: \d+ differences? between what is live and what the stacks say\./);
    await setUp.mend();
  });

  it('says what is wrong with a cdktf.json, and asks for nothing that it has', async () => {
    const { io, written, path } = liveTestIo();
    writeFileSync(path('cdktf.json'), 'x');
    assert.equal(await rehearse({ live: true }, io), 2);
    assert.match(written.stderr, /cdktf\.json/);
    assert.doesNotMatch(written.stderr, /Name the file system/);
  });

  it('reads accounts or plans, and not both', async () => {
    const { io, written } = liveTestIo();
    assert.equal(await rehearse({ ...options(), plan: ['a.json'] }, io), 2);
    assert.match(written.stderr, /^--live reads accounts/);
  });
});
