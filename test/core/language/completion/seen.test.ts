import assert from 'node:assert/strict';
import { seenIn, type Seen } from '../../../../core/language/completion/seen';

describe('what files speak of', () => {
  const cases: readonly (readonly [text: string, expected: Partial<Seen>])[] = [
    ['arn:aws:iam::111122223333:root "444455556666"', { accounts: ['111122223333', '444455556666'] }],
    ['1234abcd-12ab-34cd-56ef-123456789012 1111222233334 v1.111122223333', { accounts: [] }],
    ['us-west-2 us-west-2a xx-west-2 us-gov-west-1', { regions: ['us-west-2', 'us-gov-west-1'] }],
    [
      's3.us-west-2.amazonaws.com rds.*.amazonaws.com nothing.eu-west-1.amazonaws.com',
      { services: ['s3', 'rds'] },
    ],
    [
      'arn:aws:s3:::data-of-b/* arn:aws:s3:::${var.bucket} arn:aws:s3:::logs-${local.id} arn:aws:s3:::data-of-b',
      { buckets: ['arn:aws:s3:::data-of-b'] },
    ],
    ['fs-0123456789abcdef0 fs-xyz', { fileSystemIds: ['fs-0123456789abcdef0'] }],
    ['o-a1b2c3d4e5 no-a1b2c3d4e5', { organizations: ['o-a1b2c3d4e5'] }],
    [
      '"alias/fsx-key" arn:aws:kms:us-west-2:111122223333:alias/other',
      { aliases: ['alias/fsx-key', 'alias/other'] },
    ],
    ['arn:aws-cn:s3:::b', { partition: 'aws-cn' }],
    ['us-gov-east-1', { partition: 'aws-us-gov' }],
    ['', { partition: 'aws' }],
  ];
  for (const [text, expected] of cases) {
    it(`in ${text}`, () => {
      const seen = seenIn([text]);
      const found = Object.fromEntries(Object.keys(expected).map((name) => [name, seen[name as keyof Seen]]));
      assert.deepEqual(found, expected);
    });
  }

  it('begins with the file that is edited', () => {
    assert.deepEqual(seenIn(['111122223333', '444455556666 111122223333']).accounts, [
      '111122223333',
      '444455556666',
    ]);
  });
});
