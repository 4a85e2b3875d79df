import type { Construct } from 'constructs';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { hasReached } from '../../core/journey/steps';
import { TEST_OBJECT, testObjectKey } from '../../core/journey/test-object';
import { bucketPolicy, fileSystemBucketStatements } from '../../core/policies/bucket-policy';
import { policyDocument } from '../../core/policies/document';
import { AccountStack, type AccountStackProps } from '../account-stack';
import { LinkedBucket } from '../constructs/linked-bucket';
import type { AccountCKey } from './account-c-key';

/** What the stack of account B is made from. */
export interface AccountBBucketProps extends AccountStackProps {
  /** The stack of account C, from whose state the ARNs of the keys come. */
  keyStack: AccountCKey;
}

/**
 * Account B: the buckets, their policy (step 1), default encryption (step 3) and test object (step 4).
 *
 * @example
 * const keyStack = new AccountCKey(app, { deployment });
 * new AccountBBucket(app, { deployment, keyStack });
 */
export class AccountBBucket extends AccountStack {
  constructor(scope: Construct, props: AccountBBucketProps) {
    super(scope, 'bucket', props);
    const { throughStep, buckets } = this.deployment;
    const keyArnOf = props.keyStack.keyArnsFor(this);
    for (const bucket of distinct(buckets)) {
      const encrypts = hasReached(throughStep, 'default-encryption') && bucket.manages.encryption;
      const uploads = hasReached(throughStep, 'upload-and-mount') && bucket.existing === undefined;
      new LinkedBucket(this, `bucket-${bucket.name}`, {
        bucketName: bucket.bucketName,
        existing: bucket.existing !== undefined,
        policy: bucket.manages.policy ? bucketPolicy(this.deployment, bucket) : undefined,
        encryption: encrypts
          ? { keyArn: keyArnOf(bucket.key), bucketKeyEnabled: bucket.bucketKeyEnabled }
          : undefined,
        testObject: uploads ? { key: testObjectKey(bucket), content: TEST_OBJECT.content } : undefined,
      });
      this.output(`bucket_name_${bucket.name}`, bucket.bucketName, `Name of the ${bucket.name} bucket`);
      if (uploads) {
        const uri = `s3://${bucket.bucketName}/${testObjectKey(bucket)}`;
        this.output(`test_object_${bucket.name}`, uri, 'What the client reads');
      }
      if (!bucket.manages.policy) this.handOver(bucket);
    }
  }

  private handOver(bucket: ResolvedBucket): void {
    const policy = policyDocument(fileSystemBucketStatements(this.deployment, bucket));
    this.handOvers.push({ name: `bucket-policy-${bucket.name}`, content: policy });
    const description = `To add to the policy of ${bucket.bucketName}`;
    this.output(`bucket_policy_statements_${bucket.name}`, JSON.stringify(policy), description);
  }
}

/** One entry for each bucket in S3: two entries may link two folders of one existing bucket. */
function distinct(buckets: readonly ResolvedBucket[]): ResolvedBucket[] {
  return [...new Map(buckets.map((bucket) => [bucket.bucketName, bucket])).values()];
}
