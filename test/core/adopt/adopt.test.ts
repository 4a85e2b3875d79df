import assert from 'node:assert/strict';
import { adopt } from '../../../core/adopt/adopt';
import { parseDeployment } from '../../../core/deployment/parse';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  unseenBucket,
  unseenKey,
  type Evidence,
} from '../../../core/live/evidence';

const KEY = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const WHY = 'AccessDenied';
const MAKES_POLICY =
  'The stack of account A makes the IAM policy fs-0123456789abcdef0-grants too, for whoever creates the grant: name them as grant.adminPrincipalArn to have it attached.';
const seen = <T>(value: T) => ({ status: 'seen' as const, value });

function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    collectedAt: '2026-01-01T00:00:00.000Z',
    fileSystemId: 'fs-0123456789abcdef0',
    region: 'us-east-1',
    fileSystem: seen({ account: '111111111111', lifecycle: 'AVAILABLE', mountName: 'abcdefgh' }),
    role: seen({ arn: ROLE }),
    associations: seen([link('a', '/a'), link('b', '/b')]),
    buckets: [bucket('genomics-a'), bucket('genomics-b')],
    keys: [{ ...unseenKey(KEY, WHY), grants: seen([]) }],
    named: { buckets: [], keys: [] },
    refusals: { status: 'absent' },
    log: { status: 'absent' },
    ...change,
  };
}

function link(name: string, fileSystemPath: string) {
  return {
    id: `dra-0123456789abcdef${name}`,
    lifecycle: 'AVAILABLE',
    fileSystemPath,
    dataRepositoryPath: `s3://genomics-${name}/data/`,
    importsAtCreation: true,
    autoImport: [],
    autoExport: ['NEW'],
  };
}

function bucket(name: string, key = KEY) {
  return {
    ...unseenBucket(name, WHY),
    owner: seen('222222222222'),
    policy: seen({}),
    encryption: seen({ algorithm: 'aws:kms', key, bucketKey: true }),
  };
}

describe('a deployment from evidence', () => {
  it('has each bucket once, with its path, and the key once', () => {
    const adopted = adopt(evidence(), { profiles: { key: 'keys' } });
    assert.equal(adopted.status, 'adopted', JSON.stringify(adopted));
    assert.equal(parseDeployment(adopted.input).status, 'valid');
    assert.deepEqual(adopted.input.accounts.key, { id: '333333333333', profile: 'keys' });
    assert.deepEqual(adopted.input.keys, [{ name: 'data', existingArn: KEY }]);
    assert.deepEqual(
      adopted.input.buckets.map(({ name, bucketName, prefix, fileSystemPath, autoExport, existing }) => [
        name,
        bucketName,
        prefix,
        fileSystemPath,
        autoExport,
        existing,
      ]),
      [
        ['genomics-a-1', 'genomics-a', 'data/', '/a', ['NEW'], {}],
        ['genomics-b-2', 'genomics-b', 'data/', '/b', ['NEW'], {}],
      ],
    );
    assert.deepEqual(adopted.notes, [
      `No grant on ${KEY} is there for the file system: step 6 creates it as fs-0123456789abcdef0-data.`,
      MAKES_POLICY,
    ]);
  });

  it('says what it took where something could not be read', () => {
    const closed = { ...unseenBucket('genomics-a', WHY), owner: seen('222222222222') };
    const adopted = adopt(evidence({ buckets: [closed, bucket('genomics-b')] }));
    assert.equal(adopted.status, 'adopted', JSON.stringify(adopted));
    assert.deepEqual(adopted.open.slice(0, 3), [
      'The policy of genomics-a could not be read: it is left to its owner, as statements to add.',
      'The default encryption of genomics-a could not be read: it is left as it is.',
      'Whether genomics-a has S3 Bucket Keys could not be read: on is taken.',
    ]);
  });

  it('says that the role is to come, or that somebody deleted it', () => {
    const role = { status: 'absent' as const };
    const notesOf = (change: Partial<Evidence>) => {
      const adopted = adopt(evidence({ role, ...change }));
      assert.equal(adopted.status, 'adopted', JSON.stringify(adopted));
      return adopted.notes[0] ?? '';
    };
    assert.match(
      notesOf({}),
      /^The file system has the association dra-\w+, and no longer its service-linked/,
    );
    const named = { buckets: ['genomics-a'], keys: [] };
    assert.match(
      notesOf({ associations: seen([]), named }),
      /^AWSServiceRoleFor\S+ is not there yet\. FSx makes/,
    );
  });

  const unknown = { status: 'unknown' as const, why: WHY };
  const short: [what: string, change: Partial<Evidence>, missing: RegExp][] = [
    ['the file system', { fileSystem: unknown }, /^fs-\w+ could not be described/],
    ['a bucket', { associations: seen([]), buckets: [] }, /^No bucket is linked: .* --bucket/],
    [
      'the key',
      { buckets: [bucket('genomics-a', 'alias/x'), bucket('genomics-b')], keys: [] },
      /^The key of genomics-a is not known/,
    ],
    [
      'the account of the buckets',
      {
        buckets: [
          { ...bucket('genomics-a'), owner: unknown },
          { ...bucket('genomics-b'), owner: unknown },
        ],
      },
      /^The account of the buckets is not known/,
    ],
    [
      'one account for all buckets',
      { buckets: [bucket('genomics-a'), { ...bucket('genomics-b'), owner: seen('444444444444') }] },
      /^The buckets are of 2 accounts \(222222222222, 444444444444\)/,
    ],
  ];
  for (const [what, change, missing] of short)
    it(`makes none without ${what}`, () => {
      const adopted = adopt(evidence(change));
      assert.equal(adopted.status, 'short', JSON.stringify(adopted));
      assert.match(adopted.missing[0] ?? '', missing);
    });

  it("is checked by the deployment's own schema", () => {
    const elsewhere = KEY.replace('us-east-1', 'eu-west-1');
    const buckets = [bucket('genomics-a', elsewhere), bucket('genomics-b', elsewhere)];
    const adopted = adopt(evidence({ buckets, keys: [unseenKey(elsewhere, WHY)] }));
    assert.equal(adopted.status, 'invalid');
    assert.deepEqual(adopted.problems[0]?.path, ['keys', 0, 'existingArn']);
  });
});
