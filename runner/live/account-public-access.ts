/**
 * RestrictPublicBuckets of an account. Source: S3 API Reference, S3 Control, GetPublicAccessBlock: for the caller's own
 * account only, with what the organization imposes.
 */
import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import type { BucketFacts, Fact } from '../../core/live/evidence';
import { valueOf } from '../../core/live/evidence';
import { needsAccountSetting } from '../../core/live/public-access';
import { ask, factOf, orFalse, type Collection } from './question';

/** Reads it where it can settle whether account A gets into a bucket. */
export async function readAccountPublicAccess(on: Collection, bucket: BucketFacts): Promise<Fact<boolean>> {
  if (!needsAccountSetting(bucket))
    return { status: 'unknown', why: 'It settles nothing here, and nobody was asked.' };
  const owner = valueOf(bucket.owner);
  if (owner === undefined) return { status: 'unknown', why: 'Which account owns the bucket is not known.' };
  const asked = await ask(
    on,
    'bucket',
    ({ s3Control }) => s3Control.send(new GetPublicAccessBlockCommand({ AccountId: owner })),
    owner,
  );
  return orFalse(
    factOf(asked, ({ PublicAccessBlockConfiguration: block }) => block?.RestrictPublicBuckets ?? false),
  );
}
