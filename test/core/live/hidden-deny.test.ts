import assert from 'node:assert/strict';
import { diagnoseLive } from '../../../core/live/diagnosis';
import { unknownFactOf, unseenBucket, unseenKey, type Evidence } from '../../../core/live/evidence';
import { liveText } from '../../../core/live/text';
import { healthyEvidence, KEY_ARN, ROLE_ARN } from './healthy-evidence';

const NOTHING = 'No credentials were given for it.';
const refusal = (action: string, layer: string) =>
  `User: arn:aws:iam::222222222222:role/Reader is not authorized to perform: ${action} on resource: "${action.startsWith('s3') ? 'arn:aws:s3:::data' : KEY_ARN}" with an explicit deny in ${layer}`;

/** What is told of the two policies; the association is as it is with a deny, or well. */
function evidence(ofBucket: string, ofKey: string, lifecycle = 'MISCONFIGURED'): Evidence {
  const healthy = healthyEvidence();
  assert.ok(healthy.associations.status === 'seen');
  for (const association of healthy.associations.value) association.lifecycle = lifecycle;
  return {
    ...healthy,
    buckets: [{ ...unseenBucket('data', NOTHING), policy: unknownFactOf(ofBucket) }],
    keys: [{ ...unseenKey(KEY_ARN, NOTHING), policy: unknownFactOf(ofKey) }],
  };
}

describe('a deny that hits whoever reads the policy', () => {
  it('comes before what would follow from it, and is not taken for sure', () => {
    const found = evidence(refusal('s3:GetBucketPolicy', 'a resource-based policy'), NOTHING);
    const { broken, healthy } = diagnoseLive(found);
    assert.deepEqual(
      [healthy, broken?.step, broken?.account, broken?.layer, broken?.sure, broken?.changes],
      [false, 1, 'B', 'bucket policy', false, []],
    );
    assert.deepEqual(broken?.why, [
      `The policy of data denies whoever reads it here, and may deny the file system's role as well: ${refusal('s3:GetBucketPolicy', 'a resource-based policy')}`,
      'What it would explain (step 4): The association dra-0123456789abcdef0 with s3://data is MISCONFIGURED.',
    ]);
    assert.deepEqual(broken.advice, [
      `Except ${ROLE_ARN} from the deny. Whom it spares can do so, and the root user of account B, who can always get, put and delete the policy.`,
    ]);
    assert.match(
      liveText(diagnoseLive(found), { evidence: found }),
      /^fs-0123456789abcdef0: most likely the bucket policy is broken \(step 1, account B\), which nobody here may read\.\n/,
    );
  });

  it('of a key leaves its owner the way over Support alone', () => {
    const { broken } = diagnoseLive(
      evidence(NOTHING, refusal('kms:GetKeyPolicy', 'a resource-based policy')),
    );
    assert.deepEqual(
      [broken?.step, broken?.account, broken?.layer, broken?.sure],
      [2, 'C', 'key policy', false],
    );
    assert.match(broken?.advice[0] ?? '', /where it spares nobody, AWS Support alone can\.$/);
  });

  const others: [name: string, ofBucket: string, lifecycle: string, layer: string | undefined][] = [
    [
      'nothing is broken later',
      refusal('s3:GetBucketPolicy', 'a resource-based policy'),
      'AVAILABLE',
      undefined,
    ],
    [
      'an identity policy denies',
      refusal('s3:GetBucketPolicy', 'an identity-based policy'),
      'MISCONFIGURED',
      'association',
    ],
    ['no policy allows', NOTHING, 'MISCONFIGURED', 'association'],
  ];
  for (const [name, ofBucket, lifecycle, layer] of others) {
    it(`does not come first where ${name}`, () => {
      assert.equal(diagnoseLive(evidence(ofBucket, NOTHING, lifecycle)).broken?.layer, layer);
    });
  }
});
