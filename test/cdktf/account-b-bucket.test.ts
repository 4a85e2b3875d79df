import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bucketPolicy } from '../../core/policies/bucket-policy';
import { resolved } from '../support/deployments';
import { onlyResource, resourcesOf, synthesizeSample } from '../support/synthesize';

const NAME = 'fsx-lustre-kms-222222222222-us-east-1-data';
const BUCKET_TYPES = [
  'aws_s3_bucket',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_versioning',
];

describe('account-b-bucket', () => {
  for (const [step, more] of [
    [1, []],
    [2, []],
    [3, ['aws_s3_bucket_server_side_encryption_configuration']],
    [4, ['aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_object']],
    [7, ['aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_object']],
  ] as const) {
    it(`holds at step ${step} the bucket${more.map((type) => `, ${type}`).join('')}`, () => {
      const { bucket } = synthesizeSample({ throughStep: step }).stacks;
      assert.deepEqual(Object.keys(bucket.resource ?? {}).sort(), [...BUCKET_TYPES, ...more].sort());
    });
  }

  it('creates a private, versioned, owner-enforced bucket with the policy', () => {
    const { bucket } = synthesizeSample({ throughStep: 1 }).stacks;
    assert.equal(onlyResource(bucket, 'aws_s3_bucket')['bucket'], NAME);
    assert.deepEqual(onlyResource(bucket, 'aws_s3_bucket_ownership_controls')['rule'], {
      object_ownership: 'BucketOwnerEnforced',
    });
    const { block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets } =
      onlyResource(bucket, 'aws_s3_bucket_public_access_block');
    assert.deepEqual(
      [block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets],
      [true, true, true, true],
    );
    assert.deepEqual(onlyResource(bucket, 'aws_s3_bucket_versioning')['versioning_configuration'], {
      status: 'Enabled',
    });
    const deployment = resolved({ throughStep: 1 });
    const [wanted] = deployment.buckets;
    assert.ok(wanted);
    assert.deepEqual(
      JSON.parse(onlyResource(bucket, 'aws_s3_bucket_policy')['policy'] as string),
      bucketPolicy(deployment, wanted),
    );
  });

  it("encrypts by default with C's full key ARN, read from C's state", () => {
    const { bucket } = synthesizeSample({ throughStep: 3 }).stacks;
    assert.deepEqual(onlyResource(bucket, 'aws_s3_bucket_server_side_encryption_configuration')['rule'], [
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: '${data.terraform_remote_state.account-c.outputs.key_arn_data}',
          sse_algorithm: 'aws:kms',
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  it('leaves Bucket Keys off when asked', () => {
    const buckets = [{ name: 'data', key: 'data', bucketKeyEnabled: false }];
    const { bucket } = synthesizeSample({ buckets }).stacks;
    const { rule } = onlyResource(bucket, 'aws_s3_bucket_server_side_encryption_configuration') as {
      rule: { bucket_key_enabled: boolean }[];
    };
    assert.equal(rule[0]?.bucket_key_enabled, false);
  });

  it('uploads the test object under the linked prefix, after the encryption is set', () => {
    const buckets = [{ name: 'data', key: 'data', prefix: 'in' }];
    const { bucket } = synthesizeSample({ buckets, throughStep: 4 }).stacks;
    const object = onlyResource(bucket, 'aws_s3_object');
    assert.equal(object['key'], 'in/test.txt');
    // An object takes ten tags only; the provider's default tags may be more.
    assert.deepEqual(object['override_provider'], { default_tags: { tags: {} } });
    const [encryption] = Object.keys(
      bucket.resource?.['aws_s3_bucket_server_side_encryption_configuration'] ?? {},
    );
    assert.deepEqual(object['depends_on'], [
      `aws_s3_bucket_server_side_encryption_configuration.${encryption ?? ''}`,
    ]);
    assert.equal(bucket.output?.['test_object_data']?.value, `s3://${NAME}/in/test.txt`);
  });

  it('creates several buckets', () => {
    const buckets = [
      { name: 'data', key: 'data' },
      { name: 'logs', key: 'data' },
    ];
    const { bucket } = synthesizeSample({ buckets }).stacks;
    assert.deepEqual(
      resourcesOf(bucket, 'aws_s3_bucket').map((resource) => resource['bucket']),
      [NAME, NAME.replace('-data', '-logs')],
    );
  });

  describe('with an existing bucket', () => {
    const existing = (asked: object) => [{ name: 'data', key: 'data', bucketName: 'mine', existing: asked }];

    it('manages nothing by itself, and hands the policy statements over', () => {
      const { stacks, outdir } = synthesizeSample({ buckets: existing({}) });
      assert.equal(stacks.bucket.resource, undefined);
      const handed = JSON.parse(
        readFileSync(join(outdir, 'hand-over', 'bucket-policy-data.json'), 'utf8'),
      ) as { Statement: { Sid: string }[] };
      assert.deepEqual(
        handed.Statement.map(({ Sid }) => Sid),
        ['FileSystemBucket', 'FileSystemObjects'],
      );
      assert.deepEqual(
        JSON.parse(stacks.bucket.output?.['bucket_policy_statements_data']?.value ?? ''),
        handed,
      );
    });

    it('manages policy and encryption when asked, and nothing else', () => {
      const { bucket } = synthesizeSample({
        buckets: existing({ managePolicy: true, manageEncryption: true }),
      }).stacks;
      assert.deepEqual(Object.keys(bucket.resource ?? {}), [
        'aws_s3_bucket_policy',
        'aws_s3_bucket_server_side_encryption_configuration',
      ]);
      assert.equal(onlyResource(bucket, 'aws_s3_bucket_policy')['bucket'], 'mine');
    });
  });
});
