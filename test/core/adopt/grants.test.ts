import assert from 'node:assert/strict';
import { adopt } from '../../../core/adopt/adopt';
import { seen, valueOf, type Evidence, type KeyFacts } from '../../../core/live/evidence';
import { FILE_SYSTEM_ID, healthyEvidence, KEY_ARN, ROLE_ARN } from '../live/healthy-evidence';

type Grant = Extract<KeyFacts['grants'], { status: 'seen' }>['value'][number];

const BUCKET_ARN = 'arn:aws:s3:::data';
const MAKES_POLICY =
  'The stack of account A makes the IAM policy fs-0123456789abcdef0-grants too, for whoever creates the grant: name them as grant.adminPrincipalArn to have it attached.';
const OWN = 'fs-0123456789abcdef0-data';
const SHORT = `The grants that the file system's role has on ${KEY_ARN} (g-1) are not enough:`;
const ENOUGH = (names: string) =>
  `The file system's role has its grant on ${KEY_ARN} already (${names}): the stacks make none, and leave it to whoever made it. Take "existingGrant" out of that key in cdktf.json, and the stack of account A makes one of its own beside it, as ${OWN}.`;
const NONE = `No grant on ${KEY_ARN} is there for the file system: step 6 creates it as ${OWN}.`;

/** The healthy evidence with other grants: each the healthy one, changed. */
function withGrants(...changes: Partial<Grant>[]): Evidence {
  const evidence = healthyEvidence();
  const grants = evidence.keys.flatMap(({ grants: found }) => valueOf(found) ?? []);
  return {
    ...evidence,
    keys: evidence.keys.map((key) => ({
      ...key,
      grants: seen(changes.flatMap((change) => grants.map((grant) => ({ ...grant, ...change })))),
    })),
  };
}

function withBucketKey(evidence: Evidence, bucketKey: boolean): Evidence {
  return {
    ...evidence,
    buckets: evidence.buckets.map((bucket) => ({
      ...bucket,
      encryption: seen({ algorithm: 'aws:kms', key: KEY_ARN, bucketKey }),
    })),
  };
}

function adopted(evidence: Evidence) {
  const result = adopt(evidence);
  assert.equal(result.status, 'adopted', JSON.stringify(result));
  return { key: result.input.keys[0], namePrefix: result.input.namePrefix, notes: result.notes };
}

const EXISTING = { name: 'data', existingArn: KEY_ARN, existingGrant: true };
const { existingGrant: _, ...MANAGED } = EXISTING;

const LEFT: [what: string, evidence: Evidence, names: string][] = [
  ['a grant that reads and exports', healthyEvidence(), 'g-1'],
  ['one with a name', withGrants({ name: 'fsx-lustre-kms-data' }), 'fsx-lustre-kms-data'],
  [
    'two that do so together',
    withGrants({ operations: ['Decrypt'] }, { operations: ['GenerateDataKey'] }),
    'g-1, g-1',
  ],
  [
    'one narrowed to the bucket, which has Bucket Keys',
    withGrants({ subset: { 'aws:s3:arn': BUCKET_ARN } }),
    'g-1',
  ],
  [
    "one beside another file system's",
    withGrants({ grantee: ROLE_ARN.replace('cdef0', 'cdef1') }, {}),
    'g-1',
  ],
];

const MADE: [what: string, evidence: Evidence, sentence: string][] = [
  ['no grant', withGrants(), NONE],
  ["another file system's grant", withGrants({ grantee: ROLE_ARN.replace('cdef0', 'cdef1') }), NONE],
  ['a grant of a role that was deleted', { ...healthyEvidence(), role: { status: 'absent' } }, NONE],
  [
    'a grant that only reads',
    withGrants({ operations: ['Decrypt', 'DescribeKey'] }),
    `${SHORT} they do not give it kms:GenerateDataKey. Step 6 creates ${OWN} beside them.`,
  ],
  [
    'a grant that only writes',
    withGrants({ operations: ['GenerateDataKey'] }),
    `${SHORT} they do not give it kms:Decrypt. Step 6 creates ${OWN} beside them.`,
  ],
  [
    'a grant that the account of the key has made',
    withGrants({ issuer: '333333333333' }),
    `${SHORT} they do not give it kms:Decrypt and kms:GenerateDataKey. Step 6 creates ${OWN} beside them.`,
  ],
  [
    'a grant narrowed to the bucket, which has no Bucket Keys',
    withBucketKey(withGrants({ subset: { 'aws:s3:arn': BUCKET_ARN } }), false),
    `${SHORT} they do not give it kms:Decrypt and kms:GenerateDataKey. Step 6 creates ${OWN} beside them.`,
  ],
  [
    'a narrowed grant, and a bucket whose encryption nobody could read',
    {
      ...withGrants({ subset: { 'aws:s3:arn': BUCKET_ARN } }),
      buckets: healthyEvidence().buckets.map((bucket) => ({
        ...bucket,
        encryption: { status: 'unknown', why: 'AccessDenied' },
      })),
    },
    `${SHORT} whether they give it kms:Decrypt and kms:GenerateDataKey cannot be told. Step 6 creates ${OWN} beside them.`,
  ],
  [
    'grants that nobody could read',
    {
      ...healthyEvidence(),
      keys: healthyEvidence().keys.map((key) => ({
        ...key,
        grants: { status: 'unknown', why: 'AccessDenied' },
      })),
    },
    `The grants on ${KEY_ARN} could not be read: step 6 creates ${OWN} in any case.`,
  ],
];

describe('the grant of a deployment from evidence', () => {
  for (const [what, evidence, names] of LEFT)
    it(`is left to whoever made it: ${what}`, () => {
      assert.deepEqual(adopted(evidence), {
        key: EXISTING,
        namePrefix: FILE_SYSTEM_ID,
        notes: [ENOUGH(names)],
      });
    });

  for (const [what, evidence, sentence] of MADE)
    it(`is made by the stacks: ${what}`, () => {
      const { key, notes } = adopted(evidence);
      assert.deepEqual(key, MANAGED);
      assert.deepEqual(notes.slice(-2), [sentence, MAKES_POLICY]);
    });

  it("is none on a key of the file system's own account", () => {
    const arn = KEY_ARN.replace('333333333333', '111111111111');
    const own = JSON.parse(JSON.stringify(withGrants()).replaceAll(KEY_ARN, arn)) as Evidence;
    assert.deepEqual(adopted(own), {
      key: { name: 'data', existingArn: arn },
      namePrefix: FILE_SYSTEM_ID,
      notes: [],
    });
  });
});
