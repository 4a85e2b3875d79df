import assert from 'node:assert/strict';
import { bucketPolicy } from '../../../core/policies/bucket-policy';
import { resolved } from '../../support/deployments';

const BUCKET = 'arn:aws:s3:::fsx-lustre-kms-222222222222-us-east-1-data';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const CREATOR = 'arn:aws:iam::111111111111:role/deployer';

function policyOf(...[changes]: Parameters<typeof resolved>) {
  const deployment = resolved(changes);
  const [bucket] = deployment.buckets;
  assert.ok(bucket);
  return bucketPolicy(deployment, bucket);
}

describe('bucketPolicy', () => {
  it('refuses everything without TLS, and lets account A do what the role does, bucket and objects apart', () => {
    const Principal = { AWS: 'arn:aws:iam::111111111111:root' };
    assert.deepEqual(policyOf(), {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [BUCKET, `${BUCKET}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Sid: 'FileSystemBucket',
          Effect: 'Allow',
          Principal,
          Action: ['s3:Get*', 's3:List*', 's3:PutBucketNotification'],
          Resource: BUCKET,
        },
        {
          Sid: 'FileSystemObjects',
          Effect: 'Allow',
          Principal,
          Action: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:Get*', 's3:List*', 's3:PutObject'],
          Resource: `${BUCKET}/*`,
        },
      ],
    });
  });

  it('names the role and the creator of the associations in exact mode', () => {
    const policy = policyOf({
      serviceLinkedRole: 'fs-0123456789abcdef0',
      fileSystem: { creatorPrincipalArn: CREATOR },
    });
    assert.deepEqual(
      policy.Statement.slice(1).map(({ Principal }) => Principal),
      [{ AWS: [ROLE, CREATOR] }, { AWS: [ROLE, CREATOR] }],
    );
  });

  it('names account A even in exact mode, before the role is sure to exist', () => {
    const policy = policyOf({
      serviceLinkedRole: 'fs-0123456789abcdef0',
      fileSystem: { creatorPrincipalArn: CREATOR },
      throughStep: 5,
    });
    assert.deepEqual(policy.Statement[1]?.Principal, { AWS: 'arn:aws:iam::111111111111:root' });
  });

  it('has ARNs of the partition', () => {
    const text = JSON.stringify(policyOf({ region: 'cn-northwest-1' }));
    assert.deepEqual(new Set(text.match(/arn:[a-z-]+:/g)), new Set(['arn:aws-cn:']));
  });
});
