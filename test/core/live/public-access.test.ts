import assert from 'node:assert/strict';
import { seen, unknownFactOf, unseenBucket, type BucketFacts, type Fact } from '../../../core/live/evidence';
import { needsAccountSetting, publicAccessOf, publicnessOf } from '../../../core/live/public-access';

const [YES, NO] = [seen(true), seen(false)];
const OPEN: Fact<boolean> = unknownFactOf('AccessDenied');
const policyFor = (Principal: unknown, more: object = {}): BucketFacts['policy'] =>
  seen({ Statement: { Effect: 'Allow', Principal, Action: 's3:*', Resource: '*', ...more } });
const EVERYBODY = policyFor('*');
const ACCOUNT_A = policyFor({ AWS: 'arn:aws:iam::111111111111:root' });
const UNREAD: BucketFacts['policy'] = unknownFactOf('AccessDenied');

function bucket(change: Partial<BucketFacts>): BucketFacts {
  return { ...unseenBucket('data', 'AccessDenied'), ...change };
}

describe('S3 Block Public Access of a bucket and its account', () => {
  const closed = (by: string) => ({ status: 'closed', by });
  const cases: [
    what: string,
    policy: BucketFacts['policy'],
    isPublic: Fact<boolean>,
    ofBucket: Fact<boolean>,
    ofAccount: Fact<boolean>,
    expected: object,
  ][] = [
    ['public, both on', EVERYBODY, YES, YES, YES, closed('the bucket and for its account')],
    ['public, the bucket on', EVERYBODY, YES, YES, NO, closed('the bucket')],
    ['public, the bucket on, the account not known', EVERYBODY, YES, YES, OPEN, closed('the bucket')],
    ['public, the account on', EVERYBODY, YES, NO, YES, closed('the account that owns it')],
    [
      'public, the account on, the bucket not known',
      EVERYBODY,
      YES,
      OPEN,
      YES,
      closed('the account that owns it'),
    ],
    ['public, of a policy that nobody could read', UNREAD, YES, NO, YES, closed('the account that owns it')],
    ['public, both off', EVERYBODY, YES, NO, NO, { status: 'open' }],
    ['public, the account not known', EVERYBODY, YES, NO, OPEN, { status: 'unsettled' }],
    ['public, neither known', EVERYBODY, YES, OPEN, OPEN, { status: 'unsettled' }],
    ['everybody, by a narrow condition', EVERYBODY, NO, YES, YES, { status: 'open' }],
    ['everybody, S3 not heard, one on', EVERYBODY, OPEN, NO, YES, { status: 'unsettled' }],
    ['everybody, S3 not heard, both off', EVERYBODY, OPEN, NO, NO, { status: 'open' }],
    ['account A, S3 not heard, both on', ACCOUNT_A, OPEN, YES, YES, { status: 'open' }],
    ['no policy, both on', { status: 'absent' }, OPEN, YES, YES, { status: 'open' }],
    ['nothing known', UNREAD, OPEN, OPEN, OPEN, { status: 'unsettled' }],
  ];
  for (const [what, policy, isPublic, restrictsPublic, accountRestrictsPublic, expected] of cases) {
    it(`${what}: ${JSON.stringify(expected)}`, () => {
      const facts = bucket({ policy, isPublic, restrictsPublic, accountRestrictsPublic });
      assert.deepEqual(publicAccessOf(facts), expected);
    });
  }

  const policies: [what: string, policy: BucketFacts['policy'], publicness: string][] = [
    ['AWS: "*"', policyFor({ AWS: '*' }), 'maybe'],
    ['a list with "*"', policyFor({ AWS: ['111111111111', '*'] }), 'maybe'],
    ['NotPrincipal', policyFor(undefined, { NotPrincipal: { AWS: '111111111111' } }), 'maybe'],
    ['a deny for everybody', policyFor('*', { Effect: 'Deny' }), 'no'],
    ['a service', policyFor({ Service: 'logging.s3.amazonaws.com' }), 'no'],
    ['nobody could read', UNREAD, 'unknown'],
  ];
  for (const [what, policy, publicness] of policies) {
    it(`of a policy with ${what} it is public: ${publicness}`, () => {
      assert.equal(publicnessOf(bucket({ policy })), publicness);
    });
  }

  const asked: [what: string, change: Partial<BucketFacts>, needs: boolean][] = [
    ['the policy is public, and the bucket does not restrict', { isPublic: YES, restrictsPublic: NO }, true],
    ['the bucket restricts by itself', { isPublic: YES, restrictsPublic: YES }, false],
    ['the policy is not public', { isPublic: NO, restrictsPublic: NO }, false],
    ['the policy names account A', { policy: ACCOUNT_A }, false],
    ['nothing is known', {}, true],
  ];
  for (const [what, change, needs] of asked) {
    it(`the account is ${needs ? '' : 'not '}asked where ${what}`, () => {
      assert.equal(needsAccountSetting(bucket(change)), needs);
    });
  }
});
