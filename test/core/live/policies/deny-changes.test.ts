import assert from 'node:assert/strict';
import { diagnoseLive } from '../../../../core/live/diagnosis';
import type { Evidence } from '../../../../core/live/evidence';
import { healthyEvidence, ROLE_ARN } from '../healthy-evidence';

const VIA = 'kms:ViaService';
const HEADER = 's3:x-amz-server-side-encryption';
const OURS = 's3.us-east-1.amazonaws.com';
const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

type Statement = Readonly<Record<string, unknown>>;

/** A set-up that works but for a statement that is added to the policy of the key or the bucket. */
function withDeny(of: 'keys' | 'buckets', Action: string | string[], Condition: object): Evidence {
  const evidence = healthyEvidence();
  const [{ policy } = { policy: undefined }] = evidence[of];
  assert.ok(policy?.status === 'seen');
  const { Statement: before } = policy.value as { Statement: Statement[] };
  const Resource = of === 'keys' ? '*' : ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'];
  const guard = { Sid: 'Guard', Effect: 'Deny', Principal: '*', Action, Resource, Condition };
  policy.value = { Version: '2012-10-17', Statement: [...before, guard] };
  return evidence;
}

/** The condition of the last statement after the first change, and what the change says. */
function mended(evidence: Evidence): { what: string | undefined; condition: unknown } {
  const [change] = diagnoseLive(evidence).broken?.changes ?? [];
  const { Statement: after = [] } = (change?.policy ?? {}) as { Statement?: Statement[] };
  return { what: change?.what, condition: after.at(-1)?.['Condition'] };
}

describe('a Deny that hits the chain', () => {
  const corrected: [name: string, before: object, after: object][] = [
    [
      'a value of another Region',
      { StringNotEquals: { [VIA]: 's3.eu-west-1.amazonaws.com' } },
      { StringNotEquals: { [VIA]: OURS } },
    ],
    [
      'the endpoint of another partition, in a list',
      { StringNotEqualsIfExists: { 'kms:viaservice': ['s3.us-east-1.amazonaws.com.cn'] } },
      { StringNotEqualsIfExists: { 'kms:viaservice': [OURS] } },
    ],
    [
      'a service without a Region, beside one that others come through',
      { StringNotEquals: { [VIA]: ['s3.amazonaws.com', 'fsx.us-east-1.amazonaws.com'] } },
      { StringNotEquals: { [VIA]: ['fsx.us-east-1.amazonaws.com', OURS] } },
    ],
    [
      'a star that is but a star',
      { StringNotEquals: { [VIA]: 's3.*.amazonaws.com' } },
      { StringNotEquals: { [VIA]: OURS } },
    ],
  ];
  for (const [name, before, after] of corrected) {
    it(`is corrected where it spares nobody: ${name}`, () => {
      const { what, condition } = mended(withDeny('keys', USE, before));
      assert.match(what ?? '', /^Correct the policy of arn:aws:kms:.*:$/);
      assert.deepEqual(condition, after);
    });
  }

  it('has one bucket more in its list of those that it spares', () => {
    const context = 'kms:EncryptionContext:aws:s3:arn';
    const others = ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'];
    const { what, condition } = mended(withDeny('keys', USE, { StringNotLike: { [context]: others } }));
    assert.equal(what, 'Add data to those that the deny spares:');
    assert.deepEqual(condition, {
      StringNotLike: { [context]: [...others, 'arn:aws:s3:::data', 'arn:aws:s3:::data/*'] },
    });
    // A star in it is a star and nothing else.
    const literal = mended(withDeny('keys', USE, { StringNotEquals: { [context]: others } }));
    assert.match(literal.what ?? '', /^Except account 222222222222 from the deny/);
  });

  it('keeps what its owner means, and spares whom it hits', () => {
    const via = { StringNotEquals: { [VIA]: 'fsx.us-east-1.amazonaws.com' } };
    const { what, condition } = mended(withDeny('keys', USE, via));
    assert.match(what ?? '', /^Except account 222222222222 from the deny/);
    assert.deepEqual(condition, {
      ...via,
      ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:*'] },
    });
  });

  it('spares the role where it asks for a header, and says what encrypts instead', () => {
    const header = { Null: { [HEADER]: 'true' } };
    const { what, condition } = mended(withDeny('buckets', 's3:PutObject', header));
    assert.equal(
      what,
      "Except the file system's role from the deny. It sends no such header: what it writes takes the default encryption of the bucket, which step 3 sets:",
    );
    assert.deepEqual(condition, { ...header, ArnNotLike: { 'aws:PrincipalArn': [ROLE_ARN] } });
  });

  for (const condition of [
    { Null: { [HEADER]: 'true' } },
    { StringNotEquals: { [HEADER]: 'aws:kms' } },
    { StringNotEqualsIfExists: { [HEADER]: 'aws:kms' } },
  ]) {
    it(`is nothing that people cannot send a header for: ${JSON.stringify(condition)}`, () => {
      const spared = { ...condition, ArnNotLike: { 'aws:PrincipalArn': ROLE_ARN } };
      const { healthy, broken, unsettled } = diagnoseLive(withDeny('buckets', 's3:PutObject', spared));
      assert.deepEqual([healthy, broken], [null, undefined]);
      assert.deepEqual(
        unsettled.map(({ step, changes }) => [step, changes]),
        [[4, []]],
      );
      assert.match(unsettled[0]?.why ?? '', /\$\{encryption header of the upload\} would settle it/);
    });
  }

  it('is none: an Allow of which nobody knows whether it is about the role has one beside it', () => {
    const evidence = healthyEvidence();
    const [{ policy } = { policy: undefined }] = evidence.buckets;
    assert.ok(policy?.status === 'seen');
    const { Statement: before } = policy.value as { Statement: Statement[] };
    const address = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    policy.value = {
      ...policy.value,
      Statement: before.map((one) => (one['Effect'] === 'Allow' ? { ...one, Condition: address } : one)),
    };
    const { unsettled } = diagnoseLive(evidence);
    const [first] = unsettled;
    assert.match(first?.why ?? '', /FSx calls from AWS's own network/);
    assert.equal(
      first?.changes[0]?.what,
      "Where that keeps the file system's role out: add what is missing to the policy of data (s3:Get*, s3:List*, s3:PutBucketNotification, s3:AbortMultipartUpload, s3:DeleteObject, s3:PutObject):",
    );
    const { Statement: after } = first.changes[0].policy as { Statement: Statement[] };
    assert.deepEqual(
      after.slice(before.length).map(({ Condition: condition }) => condition),
      [1, 2].map(() => ({ ArnLike: { 'aws:PrincipalArn': ROLE_ARN } })),
      'for the role alone',
    );
    policy.value = first.changes[0].policy as Statement;
    assert.equal(
      diagnoseLive(evidence).unsettled.find(({ step }) => step === first.step),
      undefined,
    );
  });

  it('of which nobody knows whether it hits the role is shown with the role spared, once', () => {
    const address = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const { unsettled } = diagnoseLive(withDeny('buckets', 's3:*', address));
    assert.deepEqual(
      unsettled.map(({ step, changes }) => [step, changes.map(({ what }) => what)]),
      [
        [1, ["Where the deny hits the file system's role, except it:"]],
        [4, []],
      ],
    );
  });
});
