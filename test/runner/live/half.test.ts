import assert from 'node:assert/strict';
import type { AccountRole } from '../../../core/journey/steps';
import { openFacts } from '../../../core/live/commands';
import { diagnoseLive } from '../../../core/live/diagnosis';
import { mergeEvidence } from '../../../core/live/merge';
import type { OpenLiveClients } from '../../../runner/live/clients';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { ready } from '../../sandbox/clients';
import { BUCKET } from '../../sandbox/lustre/support/three-accounts';
import { allow, makeUser } from '../../sandbox/signed';
import { needs } from '../../support/requirements';
import { LiveSetUp } from './planted';

/** Users who may read half of what there is, by account. */
const HALVES: readonly Record<AccountRole, string[]>[] = [
  {
    fileSystem: ['fsx:DescribeFileSystems', 'iam:GetRole', 'logs:GetLogEvents'],
    bucket: ['s3:GetBucketPolicy', 's3:GetBucketLocation', 's3:GetBucketRequestPayment'],
    key: ['kms:DescribeKey'],
  },
  {
    fileSystem: ['fsx:DescribeDataRepositoryAssociations', 'cloudtrail:LookupEvents'],
    bucket: ['s3:GetEncryptionConfiguration', 's3:GetBucketPublicAccessBlock', 's3:GetBucketPolicyStatus'],
    key: ['kms:GetKeyPolicy', 'kms:ListGrants'],
  },
];

describe('live accounts, seen by users who may read half of them', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let setUp: LiveSetUp;
  const halves: Record<AccountRole, OpenLiveClients>[] = [];

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 } });
    setUp = await LiveSetUp.make(sandbox);
    for (const [number, half] of HALVES.entries()) {
      const of = async (account: AccountRole): Promise<OpenLiveClients> => {
        const name = `reader-${number}`;
        const keys = await makeUser(sandbox, sandbox.accounts[account], name, allow(half[account]));
        return setUp.as(account, keys);
      };
      halves.push({ fileSystem: await of('fileSystem'), bucket: await of('bucket'), key: await of('key') });
    }
  });
  after(() => {
    for (const clients of halves.flatMap((half) => Object.values(half))) clients.destroy();
    (setUp as LiveSetUp | undefined)?.destroy();
    return (sandbox as RunningSandbox | undefined)?.stop();
  });

  afterEach(() => setUp.mend());

  const named = () => ({ buckets: [BUCKET], keys: [setUp.keyArn] });

  for (const number of HALVES.keys()) {
    it(`half ${number + 1}: nothing is broken, not everything is known, and it says who can tell`, async () => {
      const evidence = await setUp.collect(named(), halves[number]);
      const { healthy, broken, open } = diagnoseLive(evidence);
      assert.deepEqual([healthy, broken], [null, undefined]);
      assert.ok(open.length >= 4, JSON.stringify(open));
      for (const { why, command } of open) {
        assert.match(why, /is not authorized to perform|Access Denied|AccessDenied|could not|none of the/);
        assert.match(command, /^aws (fsx|iam|s3api|kms|cloudtrail|logs) (describe|get|list|lookup)-/);
      }
    });
  }

  it('both halves together are the whole', async () => {
    const [first, second] = [
      await setUp.collect({ ...named(), events: true }, halves[0]),
      await setUp.collect({ ...named(), events: true }, halves[1]),
    ];
    const merged = mergeEvidence(first, [second]);
    assert.equal(merged.status, 'merged');
    assert.deepEqual(
      openFacts(merged.evidence).map(({ what }) => what),
      [`object ownership of bucket ${BUCKET}`],
    );
    assert.equal(diagnoseLive(merged.evidence).healthy, true);
  });

  it("an account's Block Public Access that could settle it is asked for, and unknown to who may not", async () => {
    const administrator = sandbox.accounts.bucket;
    const bucketOnly = ['s3:GetBucket*', 's3:GetEncryptionConfiguration'];
    const keys = await makeUser(sandbox, administrator, 'bucket-only', allow(bucketOnly));
    const bucket = setUp.as('bucket', keys);
    const [a, c] = [
      setUp.as('fileSystem', sandbox.accounts.fileSystem),
      setUp.as('key', sandbox.accounts.key),
    ];
    const look = async () => diagnoseLive(await setUp.collect({}, { fileSystem: a, bucket, key: c }));
    const before = await look();
    assert.deepEqual([before.healthy, before.open], [true, []], 'no public policy: it is no matter');
    await setUp.openToEverybody();
    const { healthy, broken, open } = await look();
    assert.deepEqual([healthy, broken?.layer], [null, undefined]);
    assert.deepEqual(
      open.map(({ what, command }) => [what, command]),
      [
        [
          `public access of the account of bucket ${BUCKET}`,
          'aws s3control get-public-access-block --account-id 222222222222 --region us-east-1',
        ],
      ],
    );
    assert.match(open[0]?.why ?? '', /not authorized to perform: s3:GetAccountPublicAccessBlock because/);
    for (const clients of [a, bucket, c]) clients.destroy();
  });

  it('a role that could not be looked for is unknown, with the command', async () => {
    const keys = await makeUser(sandbox, sandbox.accounts.fileSystem, 'no-iam', allow('fsx:Describe*'));
    const fileSystem = setUp.as('fileSystem', keys);
    const [bucket, key] = [
      setUp.as('bucket', sandbox.accounts.bucket),
      setUp.as('key', sandbox.accounts.key),
    ];
    const evidence = await setUp.collect({}, { fileSystem, bucket, key });
    const { healthy, broken, open, rehearsal } = diagnoseLive(evidence);
    assert.deepEqual([healthy, broken], [null, undefined]);
    assert.equal(rehearsal.steps[3]?.asExpected, null);
    const { command, why } = open.find(({ what }) => what.startsWith('service-linked role')) ?? {};
    assert.equal(command, `aws iam get-role --role-name AWSServiceRoleForFSxS3Access_${setUp.fileSystem.id}`);
    assert.match(why ?? '', /not authorized to perform: iam:GetRole/);
    for (const clients of [fileSystem, bucket, key]) clients.destroy();
  });

  it('a missing grant is named by whoever may list grants, and by nobody else', async () => {
    await setUp.revokeGrants();
    const diagnoses = [];
    for (const half of halves) diagnoses.push(diagnoseLive(await setUp.collect(named(), half)));
    assert.deepEqual(
      diagnoses.map(({ healthy, broken }) => [healthy, broken?.layer]),
      [
        [null, undefined],
        [false, 'grant'],
      ],
    );
    const all = await setUp.collect(named());
    assert.equal(diagnoseLive(all).broken?.layer, 'grant');
  });

  it('does not take a file system of another account for one that is gone', async () => {
    // One who may look at all file systems of account B.
    const bucket = setUp.as('bucket', sandbox.accounts.bucket);
    const evidence = await setUp.collect({}, { fileSystem: bucket, bucket });
    const why = `${setUp.fileSystem.id} is not in us-east-1 of an account whose credentials were given.`;
    assert.deepEqual(evidence.fileSystem, { status: 'unknown', why });
    assert.deepEqual(evidence.associations, { status: 'unknown', why });
    assert.equal(evidence.role.status, 'unknown');
    assert.equal(diagnoseLive(evidence).broken, undefined);
    bucket.destroy();
  });
});
