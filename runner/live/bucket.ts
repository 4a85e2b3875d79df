/**
 * A bucket's settings. Sources: S3 API Reference, GetBucketPolicy ("the calling identity must … belong to the bucket
 * owner's account"), GetBucketEncryption, GetBucketLocation (null is us-east-1), GetBucketPolicyStatus,
 * GetPublicAccessBlock, GetBucketOwnershipControls, GetBucketRequestPayment.
 */
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketRequestPaymentCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { unseenBucket, type BucketFacts, type Fact } from '../../core/live/evidence';
import { readAccountPublicAccess } from './account-public-access';
import { ask, factOf, given, orFalse, type Answer, type Collection } from './question';

export async function readBucket(on: Collection, name: string): Promise<BucketFacts> {
  const Bucket = name;
  const [location, policy, encryption, access, policyStatus, ownership, payment] = await Promise.all([
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetBucketLocationCommand({ Bucket }))),
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetBucketPolicyCommand({ Bucket }))),
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetBucketEncryptionCommand({ Bucket }))),
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetBucketPolicyStatusCommand({ Bucket }))),
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
    ask(on, 'bucket', ({ s3 }) => s3.send(new GetBucketRequestPaymentCommand({ Bucket }))),
  ]);
  const facts: BucketFacts = {
    ...unseenBucket(name, ''),
    exists: existence([location, policy, encryption]),
    owner: await ownerOf(on, name),
    region: factOf(location, ({ LocationConstraint: region }) => regionOf(region)),
    policy: factOf(policy, ({ Policy: text = '' }) => parsed(text)),
    encryption: factOf(encryption, ({ ServerSideEncryptionConfiguration: found }) => {
      const [rule] = found?.Rules ?? [];
      const by = rule?.ApplyServerSideEncryptionByDefault;
      if (by?.SSEAlgorithm === undefined) return undefined;
      return {
        algorithm: by.SSEAlgorithm,
        ...given({ key: by.KMSMasterKeyID }),
        bucketKey: rule?.BucketKeyEnabled ?? false,
      };
    }),
    restrictsPublic: orFalse(
      factOf(access, ({ PublicAccessBlockConfiguration: block }) => block?.RestrictPublicBuckets ?? false),
    ),
    isPublic: orFalse(factOf(policyStatus, ({ PolicyStatus: found }) => found?.IsPublic ?? false)),
    ownership: factOf(ownership, ({ OwnershipControls: controls }) => controls?.Rules?.[0]?.ObjectOwnership),
    payer: factOf(payment, ({ Payer: payer }) => payer ?? 'BucketOwner'),
  };
  return { ...facts, accountRestrictsPublic: await readAccountPublicAccess(on, facts) };
}

/** `EU` is how the first Region outside of the United States was named. */
function regionOf(constraint: string | undefined): string {
  if (constraint === undefined || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}

function existence(answers: readonly Answer<unknown>[]): Fact<boolean> {
  if (answers.some((answer) => answer.status === 'unknown' && answer.code === 'NoSuchBucket'))
    return { status: 'seen', value: false };
  if (answers.some(({ status }) => status !== 'unknown')) return { status: 'seen', value: true };
  return { status: 'unknown', why: 'nobody may look at it' };
}

/** S3 answers a request that names another owner with AccessDenied. */
async function ownerOf(on: Collection, name: string): Promise<Fact<string>> {
  const accounts = new Set(on.clientsOf('bucket').map(({ callerAccount }) => callerAccount));
  for (const account of accounts) {
    const asked = await ask(on, 'bucket', ({ s3 }) =>
      s3.send(new GetBucketLocationCommand({ Bucket: name, ExpectedBucketOwner: account })),
    );
    if (asked.status === 'answered') return { status: 'seen', value: account };
  }
  return {
    status: 'unknown',
    why: `it is in none of the accounts that were asked (${[...accounts].join(', ')}), or none of them may look`,
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
