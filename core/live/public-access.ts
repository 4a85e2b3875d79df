/**
 * Whether S3 Block Public Access keeps account A out of a bucket. Sources: S3 User Guide, "Blocking public access to
 * your Amazon S3 storage": RestrictPublicBuckets acts on public policies alone, and of the bucket's setting and its
 * account's the more restrictive one counts; S3 API Reference, S3 Control, GetPublicAccessBlock: an account's setting
 * includes what its organization imposes.
 */
import { isRecord } from '../json-value';
import { valueOf, type BucketFacts } from './evidence';
import { statementsOf } from '../policies/statements';
import { textsOf } from './policies/policy-meaning';

type PublicFacts = Pick<BucketFacts, 'policy' | 'isPublic' | 'restrictsPublic' | 'accountRestrictsPublic'>;

export type PublicAccess =
  /** It has no say. */
  | { status: 'open' }
  /** Nobody outside of the owner's account gets in; `by` says where it is on, in words. */
  | { status: 'closed'; by: string }
  | { status: 'unsettled' };

export function publicAccessOf(facts: PublicFacts): PublicAccess {
  const publicness = publicnessOf(facts);
  if (publicness === 'no') return { status: 'open' };
  const ofBucket = valueOf(facts.restrictsPublic);
  const ofAccount = valueOf(facts.accountRestrictsPublic);
  if (ofBucket === false && ofAccount === false) return { status: 'open' };
  if (publicness !== 'yes' || (ofBucket !== true && ofAccount !== true)) return { status: 'unsettled' };
  const both = ofBucket === true && ofAccount === true;
  return {
    status: 'closed',
    by: both
      ? 'the bucket and for its account'
      : ofBucket === true
        ? 'the bucket'
        : 'the account that owns it',
  };
}

/**
 * Whether a policy is public: S3 says `yes` or `no`; a policy that allows everybody something, of which S3 was not
 * heard, is public `maybe`; `unknown` is one that nobody could read.
 */
export function publicnessOf({ policy, isPublic }: PublicFacts): 'yes' | 'no' | 'maybe' | 'unknown' {
  if (isPublic.status === 'seen') return isPublic.value ? 'yes' : 'no';
  if (policy.status === 'unknown') return 'unknown';
  return namesEveryone(valueOf(policy)) ? 'maybe' : 'no';
}

/** Whether the account's setting can settle anything that the bucket's own does not. */
export function needsAccountSetting(facts: PublicFacts): boolean {
  return publicnessOf(facts) !== 'no' && valueOf(facts.restrictsPublic) !== true;
}

/** Only an Allow for everybody can be public. */
function namesEveryone(policy: unknown): boolean {
  return statementsOf(policy).some((statement) => {
    if (!isRecord(statement) || statement['Effect'] !== 'Allow') return false;
    if (statement['NotPrincipal'] !== undefined) return true;
    const { Principal: principal } = statement;
    return textsOf(isRecord(principal) ? principal['AWS'] : principal).includes('*');
  });
}
