/**
 * S3 actions on a bucket's own policy, which are decided apart.
 * Source: S3 API Reference, GetBucketPolicy, PutBucketPolicy and DeleteBucketPolicy.
 */

const BUCKET_POLICY_ACTIONS = ['s3:deletebucketpolicy', 's3:getbucketpolicy', 's3:putbucketpolicy'];

/**
 * Whether an action, in lower case, reads or changes a bucket's policy. Identities of other accounts never may,
 * and no Deny in that policy keeps the root user of the bucket's account from it.
 */
export function isBucketPolicyAction(action: string): boolean {
  return BUCKET_POLICY_ACTIONS.includes(action);
}
