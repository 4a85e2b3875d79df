import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA as S3BucketEncryption } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA as S3BucketVersioning } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { Construct } from 'constructs';
import type { PolicyDocument } from '../../core/policies/document';
import { recordCreation } from '../created-at';

/** What a `LinkedBucket` is made from. */
export interface LinkedBucketProps {
  /** Name of the bucket in S3: known at synth, so that a key policy can name the bucket before it is there. */
  bucketName: string;
  /** Whether the bucket is there already: then only policy and encryption are managed, as given. */
  existing: boolean;
  /** The whole bucket policy; undefined leaves the bucket's own. */
  policy?: PolicyDocument;
  /** Default encryption; undefined leaves the bucket's own. */
  encryption?: {
    /** Full ARN: an alias or a bare id is looked up in the account of whoever writes. */
    keyArn: string;
    /** S3 Bucket Keys: fewer calls to KMS, with the bucket's ARN as encryption context instead of the object's. */
    bucketKeyEnabled: boolean;
  };
  /** An object to read in the walkthrough. */
  testObject?: { key: string; content: string };
}

/**
 * A bucket that a file system is linked to: owner-enforced, private, versioned, encrypted with a given key.
 *
 * @example
 * for (const bucket of deployment.buckets) {
 *   new LinkedBucket(stack, bucket.name, {
 *     bucketName: bucket.bucketName,
 *     existing: false,
 *     policy: bucketPolicy(deployment, bucket),
 *     encryption: {
 *       keyArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
 *       bucketKeyEnabled: true,
 *     },
 *   });
 * }
 */
export class LinkedBucket extends Construct {
  constructor(scope: Construct, id: string, props: LinkedBucketProps) {
    super(scope, id);
    recordCreation(this, LinkedBucket);
    const bucket = props.existing ? props.bucketName : this.createBucket(props.bucketName);
    if (props.policy) new S3BucketPolicy(this, 'policy', { bucket, policy: JSON.stringify(props.policy) });
    const encryption =
      props.encryption &&
      new S3BucketEncryption(this, 'encryption', {
        bucket,
        rule: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: 'aws:kms',
              kmsMasterKeyId: props.encryption.keyArn,
            },
            bucketKeyEnabled: props.encryption.bucketKeyEnabled,
          },
        ],
      });
    if (props.testObject) {
      new S3Object(this, 'test-object', {
        bucket,
        key: props.testObject.key,
        content: props.testObject.content,
        contentType: 'text/plain',
        // An object takes ten tags, and the provider's default tags may be more.
        overrideProvider: { defaultTags: { tags: {} } },
        // Uploaded before, it would be encrypted with S3's own key and read without any grant.
        dependsOn: encryption && [encryption],
      });
    }
  }

  private createBucket(bucketName: string): string {
    const bucket = new S3Bucket(this, 'bucket', { bucket: bucketName });
    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    new S3BucketPublicAccessBlock(this, 'public-access-block', {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketVersioning(this, 'versioning', {
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    return bucket.id;
  }
}
