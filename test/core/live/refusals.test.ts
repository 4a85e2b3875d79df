import assert from 'node:assert/strict';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  readEvidence,
  unseenBucket,
  type Evidence,
} from '../../../core/live/evidence';
import { mergeEvidence } from '../../../core/live/merge';
import { refusalsInText } from '../../../core/live/refusals';

const ROLE = 'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx';

function event(name: string, eventTime: string, refusedBecause?: string): object {
  return {
    eventName: name,
    eventSource: 'kms.amazonaws.com',
    eventTime,
    eventID: `${name} ${eventTime}`,
    userIdentity: { arn: ROLE },
    ...(refusedBecause !== undefined && {
      errorCode: 'AccessDenied',
      errorMessage: `User: ${ROLE} is not authorized to perform: kms:${name} on resource: arn:aws:kms:us-east-1:333333333333:key/k ${refusedBecause}`,
    }),
  };
}

describe('refusals in events and texts', () => {
  const because = 'because no identity-based policy allows the kms:Decrypt action';

  it('keep the last one of each caller, action and layer', () => {
    const records = [
      event('Decrypt', '2026-01-01T10:00:00Z', because),
      event('Decrypt', '2026-01-01T12:00:00Z', because),
    ];
    const found = refusalsInText(JSON.stringify({ Records: records }));
    assert.deepEqual(
      found.map(({ time, action, layer, allowedSince }) => [time, action, layer, allowedSince]),
      [['2026-01-01T12:00:00Z', 'kms:Decrypt', 'identity-based', undefined]],
    );
  });

  it('say when the same was allowed after it, and not before it', () => {
    const at = (time: string) =>
      refusalsInText(
        JSON.stringify([event('Decrypt', '2026-01-01T11:00:00Z', because), event('Decrypt', time)]),
      )[0]?.allowedSince;
    assert.equal(at('2026-01-01T12:00:00Z'), '2026-01-01T12:00:00Z');
    assert.equal(at('2026-01-01T10:00:00Z'), undefined);
  });

  it('are read from several sentences in one text', () => {
    const sentence = (action: string, end: string) =>
      `User: arn:aws:iam::111111111111:user/a is not authorized to perform: ${action} on resource: * ${end}\n`;
    const text = `${sentence('kms:CreateGrant', 'with an explicit deny in a service control policy')}${sentence('kms:Decrypt', 'with an explicit deny in a permissions boundary')}`;
    assert.deepEqual(
      refusalsInText(text).map(({ action, layer, explicit }) => [action, layer, explicit]),
      [
        ['kms:CreateGrant', 'scp', true],
        ['kms:Decrypt', 'boundary', true],
      ],
    );
  });

  it('are none in a text without any', () => {
    assert.deepEqual(refusalsInText('all is well'), []);
    assert.deepEqual(refusalsInText('{"Records":[]}'), []);
  });
});

function part(collectedAt: string, change: Partial<Evidence> = {}): Evidence {
  const unknown = { status: 'unknown' as const, why: 'AccessDenied' };
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    collectedAt,
    fileSystemId: 'fs-0123456789abcdef0',
    region: 'us-east-1',
    fileSystem: unknown,
    role: unknown,
    associations: unknown,
    buckets: [unseenBucket('data', 'AccessDenied')],
    keys: [],
    named: { buckets: [], keys: [] },
    refusals: unknown,
    log: unknown,
    ...change,
  };
}

describe('parts of the evidence', () => {
  const owner = (id: string) => ({
    buckets: [{ ...unseenBucket('data', ''), owner: { status: 'seen' as const, value: id } }],
  });
  const ownerOf = (merged: ReturnType<typeof mergeEvidence>) =>
    merged.status === 'merged' ? merged.evidence.buckets.map((bucket) => bucket.owner) : merged;

  it('what was seen beats what could not be read, whichever is older', () => {
    const seen = part('2026-01-01T00:00:00Z', owner('222222222222'));
    const closed = part('2026-01-02T00:00:00Z');
    for (const merged of [mergeEvidence(seen, [closed]), mergeEvidence(closed, [seen])])
      assert.deepEqual(ownerOf(merged), [{ status: 'seen', value: '222222222222' }]);
  });

  it('of two that have seen it the later one counts', () => {
    const [old, young] = [
      part('2026-01-01T00:00:00Z', owner('222222222222')),
      part('2026-01-02T00:00:00Z', owner('444444444444')),
    ];
    for (const merged of [mergeEvidence(old, [young]), mergeEvidence(young, [old])])
      assert.deepEqual(ownerOf(merged), [{ status: 'seen', value: '444444444444' }]);
  });

  it('of another file system are refused', () => {
    const other = part('2026-01-01T00:00:00Z', { fileSystemId: 'fs-0123456789abcdef1' });
    assert.deepEqual(mergeEvidence(part('2026-01-01T00:00:00Z'), [other]), {
      status: 'other-file-system',
      fileSystemId: 'fs-0123456789abcdef1',
    });
  });

  it('of an older version are read, and what it did not look at is not known', () => {
    const { role: _, ...older } = part('2026-01-01T00:00:00Z');
    const buckets = older.buckets.map(({ accountRestrictsPublic: __, ...bucket }) => bucket);
    const read = readEvidence(JSON.stringify({ ...older, buckets }));
    assert.equal(read.status, 'read');
    const { role, buckets: found } = read.evidence;
    const unread = { status: 'unknown', why: 'It was saved by a version that did not read this.' };
    assert.deepEqual([role, found[0]?.accountRestrictsPublic], [unread, unread]);
  });

  const unreadable: [what: string, text: string, message: RegExp][] = [
    ['no JSON', '{', /^is not JSON: /],
    ['another JSON', '{"Version":"2012-10-17"}', /^is no evidence that --bundle saved$/],
    [
      'a later version',
      JSON.stringify({ ...part('2026-01-01T00:00:00Z'), version: 2 }),
      /^version: Invalid input: expected 1$/,
    ],
    [
      'more than it holds',
      JSON.stringify({ ...part('2026-01-01T00:00:00Z'), secretAccessKey: 'x' }),
      /Unrecognized key: "secretAccessKey"/,
    ],
  ];
  for (const [what, text, message] of unreadable)
    it(`are refused as ${what}`, () => {
      const read = readEvidence(text);
      assert.equal(read.status, 'unreadable');
      assert.match(read.message, message);
    });
});
