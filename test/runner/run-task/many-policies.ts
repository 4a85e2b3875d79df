/** A plan as Terraform would make it of a large platform: buckets' policies, each of which lets a file system in. */

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';

/** @returns its JSON, as `terraform show -json` prints it */
export function planOfPolicies(count: number): string {
  const changes = Array.from({ length: count }, (_, index) => {
    const bucket = `frames-${index}`;
    return {
      address: `aws_s3_bucket_policy.frames[${index}]`,
      mode: 'managed',
      type: 'aws_s3_bucket_policy',
      name: 'frames',
      index,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: ['create'],
        before: null,
        after: { bucket, policy: JSON.stringify(policyOf(`arn:aws:s3:::${bucket}`)) },
        after_unknown: { id: true },
        before_sensitive: false,
        after_sensitive: {},
      },
    };
  });
  const expressions = {
    region: { constant_value: 'us-east-1' },
    allowed_account_ids: { constant_value: ['222222222222'] },
  };
  const aws = { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws', expressions };
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.8',
    resource_changes: changes,
    configuration: { provider_config: { aws } },
  });
}

function policyOf(bucketArn: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      statement('Bucket', ['s3:Get*', 's3:List*', 's3:PutBucketNotification'], bucketArn),
      statement(
        'Objects',
        ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:Get*', 's3:PutObject'],
        `${bucketArn}/*`,
      ),
    ],
  };
}

function statement(sid: string, actions: readonly string[], resource: string) {
  return { Sid: sid, Effect: 'Allow', Principal: { AWS: ROLE }, Action: actions, Resource: resource };
}
