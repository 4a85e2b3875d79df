import assert from 'node:assert/strict';
import type { AccountRole } from '../../../core/journey/steps';
import { openFacts } from '../../../core/live/commands';
import { diagnoseLive } from '../../../core/live/diagnosis';
import { mergeEvidence } from '../../../core/live/merge';
import type { OpenClients } from '../../../runner/verify/clients';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { ready } from '../../sandbox/clients';
import { BUCKET } from '../../sandbox/lustre/support/three-accounts';
import { allow, makeUser } from '../../sandbox/signed';
import { needs } from '../../support/requirements';
import { LiveSetUp } from './planted';

/** Users who may read half of what there is, by account. */
const HALVES: readonly Record<AccountRole, string[]>[] = [
  {
    fileSystem: ['fsx:DescribeFileSystems', 'logs:GetLogEvents'],
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
  const halves: Record<AccountRole, OpenClients>[] = [];

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 } });
    setUp = await LiveSetUp.make(sandbox);
    for (const [number, half] of HALVES.entries()) {
      const of = async (account: AccountRole): Promise<OpenClients> => {
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

  const named = () => ({ buckets: [BUCKET], keys: [setUp.keyArn] });

  for (const number of HALVES.keys()) {
    it(`half ${number + 1}: nothing is broken, not everything is known, and it says who can tell`, async () => {
      const evidence = await setUp.collect(named(), halves[number]);
      const { healthy, broken, open } = diagnoseLive(evidence);
      assert.deepEqual([healthy, broken], [null, undefined]);
      assert.ok(open.length >= 4, JSON.stringify(open));
      for (const { why, command } of open) {
        assert.match(why, /is not authorized to perform|Access Denied|AccessDenied|could not|none of the/);
        assert.match(command, /^aws (fsx|s3api|kms|cloudtrail|logs) (describe|get|list|lookup)-/);
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
    await setUp.mend();
  });

  it('does not take a file system of another account for one that is gone', async () => {
    const { bucket } = halves[0] ?? {};
    assert.ok(bucket);
    const evidence = await setUp.collect({}, { fileSystem: bucket, bucket });
    assert.equal(evidence.fileSystem.status, 'unknown');
    assert.equal(diagnoseLive(evidence).broken, undefined);
  });
});
