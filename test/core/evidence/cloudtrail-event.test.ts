import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTrailEvents, trailEventsOf } from '../../../core/evidence/cloudtrail-event';

const ROLE = 'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx';
const KEY = 'arn:aws:kms:us-east-1:333333333333:key/2a1bae3d-a3e7-475b-acb2-b0dd92a5ff99';
const EVENT = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    arn: ROLE,
    accountId: '111111111111',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111111111111:role/aws-service-role/x/R' } },
    invokedBy: 's3.amazonaws.com',
  },
  eventTime: '2026-11-24T10:00:00Z',
  eventSource: 'kms.amazonaws.com',
  eventName: 'Decrypt',
  awsRegion: 'us-east-1',
  errorCode: 'AccessDenied',
  errorMessage: `User: ${ROLE} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`,
  requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::b/test.txt' }, keyId: KEY },
  responseElements: null,
  eventID: '6f1c0000-0000-0000-0000-000000000000',
  resources: [{ accountId: '333333333333', type: 'AWS::KMS::Key', ARN: KEY }],
  recipientAccountId: '111111111111',
  sharedEventID: 's-1',
};

const READ = {
  id: EVENT.eventID,
  time: EVENT.eventTime,
  source: 'kms.amazonaws.com',
  name: 'Decrypt',
  region: 'us-east-1',
  account: '111111111111',
  principalArn: ROLE,
  roleArn: 'arn:aws:iam::111111111111:role/aws-service-role/x/R',
  invokedBy: 's3.amazonaws.com',
  errorCode: 'AccessDenied',
  errorMessage: EVENT.errorMessage,
  denial: {
    status: 'denied',
    principal: ROLE,
    action: 'kms:Decrypt',
    resource: KEY,
    explicit: false,
    layer: 'identity-based',
  },
  keyArns: [KEY],
  s3Context: 'arn:aws:s3:::b/test.txt',
  sharedEventId: 's-1',
};

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1000);

describe('events of CloudTrail', () => {
  const FORMS: [form: string, value: unknown][] = [
    ['one event', EVENT],
    ['an answer of LookupEvents', { Events: [{ EventId: 'x', CloudTrailEvent: JSON.stringify(EVENT) }] }],
    ['an item of it', { EventId: 'x', CloudTrailEvent: JSON.stringify(EVENT) }],
    ['a file of a trail', { Records: [EVENT] }],
    ['a list', [EVENT]],
    ['an event of EventBridge', { 'detail-type': 'AWS API Call via CloudTrail', detail: EVENT }],
  ];
  for (const [form, value] of FORMS) {
    it(`are read from ${form}`, () => {
      const { events, unread } = readTrailEvents(JSON.stringify(value));
      assert.equal(unread, 0);
      assert.deepEqual(
        events.map(({ raw: _raw, ...rest }) => rest),
        [READ],
      );
    });
  }

  it('hold no credentials', () => {
    const [event] = trailEventsOf(EVENT).events;
    assert.ok(event);
    assert.doesNotMatch(JSON.stringify(event), /ASIAEXAMPLE/);
    assert.match(JSON.stringify(event.raw), /sessionIssuer/);
  });

  it('are no refusals when they went well, or failed for another reason', () => {
    const { errorCode: _code, errorMessage: _message, ...fine } = EVENT;
    assert.equal(trailEventsOf(fine).events[0]?.denial, undefined);
    assert.equal(trailEventsOf({ ...EVENT, errorCode: 'DisabledException' }).events[0]?.denial, undefined);
  });

  it('may name no key, and no principal', () => {
    const [event] = trailEventsOf({ eventName: 'Decrypt', eventSource: 's', eventTime: 't' }).events;
    assert.deepEqual(event, {
      id: '',
      time: 't',
      source: 's',
      name: 'Decrypt',
      region: '',
      keyArns: [],
      raw: { eventName: 'Decrypt', eventSource: 's', eventTime: 't' },
    });
  });

  for (const text of ['', '{', '[1]', '"x"', 'null', '{"CloudTrailEvent":"{"}']) {
    it(`count what is none: ${text}`, () => {
      assert.deepEqual(readTrailEvents(text), { events: [], unread: 1 });
    });
  }

  it('never throw', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { events, unread } = readTrailEvents(text);
        assert.ok(events.length + unread >= 0);
      }),
      { numRuns: RUNS },
    );
    assert.equal(trailEventsOf(JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)).unread, 1);
  });
});
