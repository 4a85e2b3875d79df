import { notImplemented } from '../../gateway/not-implemented';
import type { AwsError, Outcome } from '../../gateway/outcome';
import { emptyAnswer, innerXmlAnswer } from './answers';
import { accessDenied, aclNotSupported } from './errors';
import type { BucketCall } from './operation';

const GRANT_HEADER = /^x-amz-grant-/;
/** What says no more than that the owner owns it. */
const OWNER_ONLY = ['private', 'bucket-owner-full-control'];
const PUBLIC = ['public-read', 'public-read-write', 'authenticated-read'];

/**
 * What is wrong with the ACL that a request names; undefined where it changes nothing. Buckets have ACLs disabled
 * unless their ownership says otherwise, and then the sandbox keeps none but the owner's.
 * Source: S3 User Guide, "Controlling ownership of objects and disabling ACLs for your bucket".
 */
export function aclProblem({
  headers,
  bucket,
  store,
}: Pick<BucketCall, 'headers' | 'bucket' | 'store'>): AwsError | undefined {
  const canned = headers['x-amz-acl'];
  const hasGrants = Object.keys(headers).some((name) => GRANT_HEADER.test(name));
  if (canned === undefined && !hasGrants) return undefined;
  if (bucket.ownership === 'BucketOwnerEnforced') {
    return canned === 'bucket-owner-full-control' && !hasGrants ? undefined : aclNotSupported();
  }
  if (canned !== undefined && PUBLIC.includes(canned) && store.blocksPublic(bucket, 'BlockPublicAcls')) {
    return accessDenied();
  }
  if (canned !== undefined && OWNER_ONLY.includes(canned) && !hasGrants) return undefined;
  return notImplemented('The sandbox has no ACLs but the owner’s full control.');
}

/** Of a bucket or an object: all is its bucket's owner's. */
export function getAcl({ bucket }: BucketCall): Outcome {
  const owner = `<ID>${canonicalId(bucket.account)}</ID>`;
  const grantee = `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">${owner}</Grantee>`;
  return innerXmlAnswer(
    'AccessControlPolicy',
    `<Owner>${owner}</Owner><AccessControlList><Grant>${grantee}<Permission>FULL_CONTROL</Permission></Grant></AccessControlList>`,
  );
}

/** PutBucketAcl and PutObjectAcl. */
export function putAcl(on: BucketCall): Outcome {
  const { bucket, call } = on;
  if (bucket.ownership === 'BucketOwnerEnforced') return aclNotSupported();
  const problem = aclProblem(on);
  if (problem) return problem;
  const hasBody = call.payload.length > 0;
  const grants = hasBody ? [...call.payload.toString().matchAll(/<Grant>/g)].length : 0;
  const isOwners = grants <= 1 && (!hasBody || call.payload.includes(canonicalId(bucket.account)));
  return isOwners
    ? emptyAnswer(200)
    : notImplemented('The sandbox has no ACLs but the owner’s full control.');
}

/** The 64 hexadecimal digits that S3 knows an account by. */
export function canonicalId(account: string): string {
  return BigInt(account).toString(16).padStart(16, '0').repeat(4);
}
