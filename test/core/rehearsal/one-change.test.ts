import assert from 'node:assert/strict';
import type { AccountRole } from '../../../core/journey/steps';
import {
  changePolicy,
  notAsExpected,
  rehearseStacks,
  setAttributes,
  stacksOf,
  stepOf,
  verdicts,
  type Stacks,
} from './rehearse-stacks';

type Change = (stacks: Stacks) => void;

const withoutStatement =
  (account: AccountRole, type: string, sid: string): Change =>
  (stacks) => {
    changePolicy(stacks[account], type, (statements) => statements.filter((one) => one.Sid !== sid));
  };
const withStatement =
  (account: AccountRole, type: string, statement: Record<string, unknown>): Change =>
  (stacks) => {
    changePolicy(stacks[account], type, (statements) => [...statements, statement]);
  };
const changeStatement =
  (account: AccountRole, type: string, sid: string, changes: Record<string, unknown>): Change =>
  (stacks) => {
    changePolicy(stacks[account], type, (statements) =>
      statements.map((one) => (one.Sid === sid ? { ...one, ...changes } : one)),
    );
  };
const set =
  (account: AccountRole, type: string, attributes: Record<string, unknown>): Change =>
  (stacks) => {
    setAttributes(stacks[account], type, attributes);
  };
const encryption = (changes: Record<string, unknown>): Change =>
  set('bucket', 'aws_s3_bucket_server_side_encryption_configuration', {
    rule: [{ apply_server_side_encryption_by_default: changes, bucket_key_enabled: true }],
  });

const KEY = 'aws_kms_key';
const POLICY = 'aws_s3_bucket_policy';
const FILE_SYSTEM = 'aws_fsx_lustre_file_system';
const ASSOCIATION = 'aws_fsx_data_repository_association';
const GRANT = 'aws_kms_grant';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-*';
const OBJECTS = 'arn:aws:s3:::fsx-lustre-kms-222222222222-us-east-1-data/*';

/** One change of the synthesized Terraform each, the steps that are then not as expected, and what is said. */
const CASES: readonly (readonly [
  name: string,
  change: Change,
  steps: readonly number[],
  step: number,
  says: RegExp,
])[] = [
  [
    'no object statement in the bucket policy',
    withoutStatement('bucket', POLICY, 'FileSystemObjects'),
    [1, 5, 6, 7],
    5,
    /S3 denies the read before KMS is asked/,
  ],
  [
    'no bucket statement in the bucket policy',
    withoutStatement('bucket', POLICY, 'FileSystemBucket'),
    [1, 4],
    1,
    /s3:ListBucket is denied/,
  ],
  [
    'a deny for whoever uploads',
    withStatement('bucket', POLICY, {
      Sid: 'NoUploads',
      Effect: 'Deny',
      Principal: { AWS: 'arn:aws:iam::222222222222:root' },
      Action: 's3:PutObject',
      Resource: OBJECTS,
    }),
    [4],
    4,
    /s3:PutObject is denied\. Take the deny back for this caller, for example by ArnNotLike on aws:PrincipalArn with the caller's ARN\./,
  ],
  [
    'the bucket policy names the role alone',
    (stacks) => {
      changeStatement('bucket', POLICY, 'FileSystemBucket', {
        Condition: { ArnLike: { 'aws:PrincipalArn': ROLE } },
      })(stacks);
      changeStatement('bucket', POLICY, 'FileSystemObjects', {
        Condition: { ArnLike: { 'aws:PrincipalArn': ROLE } },
      })(stacks);
    },
    [1],
    1,
    /to whoever links the file system/,
  ],
  [
    'a Deny of uploads without the encryption header',
    withStatement('bucket', POLICY, {
      Sid: 'DenyPlain',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: OBJECTS,
      Condition: { StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    }),
    [1, 4, 7],
    7,
    /s3:PutObject is denied/,
  ],
  ['no DescribeKey', withoutStatement('key', KEY, 'Describe'), [2], 2, /kms:DescribeKey is denied/],
  [
    'a disabled key',
    set('key', KEY, { is_enabled: false }),
    [2, 4, 6, 7],
    6,
    /CreateGrant fails on a disabled key/,
  ],
  [
    'an asymmetric key',
    set('key', KEY, { customer_master_key_spec: 'RSA_2048' }),
    [2, 4, 6, 7],
    2,
    /RSA_2048/,
  ],
  ['a key for signing', set('key', KEY, { key_usage: 'SIGN_VERIFY' }), [2, 4, 6, 7], 2, /SIGN_VERIFY/],
  ['AES256', encryption({ sse_algorithm: 'AES256' }), [3, 4, 7], 3, /encrypts new objects with AES256/],
  ['no key named', encryption({ sse_algorithm: 'aws:kms' }), [3, 4, 7], 3, /aws\/s3/],
  [
    'an alias',
    encryption({ sse_algorithm: 'aws:kms', kms_master_key_id: 'alias/fsx-lustre-kms-data' }),
    [3, 4, 7],
    3,
    /as "alias\/fsx-lustre-kms-data"/,
  ],
  [
    'no default encryption',
    (stacks) => {
      delete stacks.bucket.resource?.['aws_s3_bucket_server_side_encryption_configuration'];
    },
    [3, 4, 7],
    3,
    /no default encryption of its own/,
  ],
  [
    'no upload statement in the key policy',
    withoutStatement('key', KEY, 'UploadThroughS3'),
    [4],
    4,
    /kms:GenerateDataKey is denied/,
  ],
  [
    'ViaService of FSx for the uploader',
    changeStatement('key', KEY, 'UploadThroughS3', {
      Condition: { StringEquals: { 'kms:ViaService': 'fsx.us-east-1.amazonaws.com' } },
    }),
    [4],
    4,
    /s3\.us-east-1\.amazonaws\.com/,
  ],
  [
    'an upload with AES256',
    set('bucket', 'aws_s3_object', { server_side_encryption: 'AES256' }),
    [4],
    4,
    /The upload asks for AES256/,
  ],
  [
    'SCRATCH_1',
    set('fileSystem', FILE_SYSTEM, { deployment_type: 'SCRATCH_1', per_unit_storage_throughput: null }),
    [4],
    4,
    /SCRATCH_1 cannot have/,
  ],
  [
    'Lustre 2.10',
    set('fileSystem', FILE_SYSTEM, { file_system_type_version: '2.10' }),
    [4],
    4,
    /Lustre 2\.10 does not exist for PERSISTENT_2/,
  ],
  [
    'SCRATCH_2 with its default version',
    set('fileSystem', FILE_SYSTEM, {
      deployment_type: 'SCRATCH_2',
      per_unit_storage_throughput: null,
      file_system_type_version: null,
    }),
    [4],
    4,
    /has 2\.10/,
  ],
  ['backups', set('fileSystem', FILE_SYSTEM, { automatic_backup_retention_days: 7 }), [4], 4, /backups/],
  [
    'a throughput of another type',
    set('fileSystem', FILE_SYSTEM, { per_unit_storage_throughput: 50 }),
    [4],
    4,
    /none of PERSISTENT_2's/,
  ],
  [
    'an import path beside the association',
    set('fileSystem', FILE_SYSTEM, { import_path: 's3://fsx-lustre-kms-222222222222-us-east-1-data' }),
    [4],
    4,
    /does not take import_path/,
  ],
  [
    'no import of metadata',
    set('fileSystem', ASSOCIATION, { batch_import_meta_data_on_create: false, s3: null }),
    [4],
    4,
    /Nothing imports the metadata/,
  ],
  [
    'Requester Pays',
    (stacks) => {
      const bucket = 'fsx-lustre-kms-222222222222-us-east-1-data';
      Object.assign(stacks.bucket.resource ?? {}, {
        aws_s3_bucket_request_payment_configuration: { pays: { bucket, payer: 'Requester' } },
      });
    },
    [4],
    4,
    /Requester Pays/,
  ],
  [
    'the file system in another Region',
    (stacks) => {
      Object.assign(stacks.fileSystem.provider.aws[0] ?? {}, { region: 'us-west-2' });
    },
    [4, 6, 7],
    4,
    /Automatic import needs bucket and file system in one Region/,
  ],
  [
    'no CreateGrant',
    withoutStatement('key', KEY, 'CreateGrantForFileSystem'),
    [6, 7],
    6,
    /kms:CreateGrant is denied/,
  ],
  [
    'CreateGrant for AWS resources only',
    changeStatement('key', KEY, 'CreateGrantForFileSystem', {
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
    [6, 7],
    6,
    /kms:GrantIsForAWSResource/,
  ],
  [
    'a wrong grantee',
    set('fileSystem', GRANT, {
      grantee_principal:
        'arn:aws:iam::111111111111:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx',
    }),
    [6, 7],
    6,
    /AWSServiceRoleForAmazonFSx/,
  ],
  [
    'an alias in the grant',
    set('fileSystem', GRANT, { key_id: 'alias/fsx-lustre-kms-data' }),
    [6, 7],
    6,
    /never an alias/,
  ],
  [
    'an operation of asymmetric keys',
    set('fileSystem', GRANT, { operations: ['Decrypt', 'GenerateDataKey', 'Sign'] }),
    [6, 7],
    6,
    /Sign/,
  ],
  [
    'a constraint with a wildcard',
    set('fileSystem', GRANT, { constraints: { encryption_context_subset: { 'aws:s3:arn': OBJECTS } } }),
    [6, 7],
    6,
    /compared literally/,
  ],
  [
    'the grant is made by account C',
    (stacks) => {
      Object.assign(stacks.key.resource ?? {}, { [GRANT]: movedGrant(stacks) });
    },
    [6, 7],
    6,
    /issued it/,
  ],
  [
    'nobody may revoke the grant',
    withoutStatement('key', KEY, 'ManageGrants'),
    [],
    7,
    /Clean-up stops at aws_kms_grant/,
  ],
];

/** The grant of account A as account C would make it, for the same role. */
function movedGrant(stacks: Stacks): Record<string, unknown> {
  const grants = stacks.fileSystem.resource?.[GRANT] ?? {};
  delete stacks.fileSystem.resource?.[GRANT];
  const key = Object.keys(stacks.key.resource?.[KEY] ?? {})[0] ?? '';
  return Object.fromEntries(
    Object.entries(grants).map(([name, { operations }]) => [
      name,
      {
        operations,
        key_id: `\${${KEY}.${key}.arn}`,
        grantee_principal: ROLE.replace('fs-*', 'fs-00000000000000001'),
      },
    ]),
  );
}

describe('one change of the synthesized Terraform', function () {
  this.timeout(60_000);

  for (const [name, change, steps, step, says] of CASES) {
    it(`${name}: ${steps.length > 0 ? `steps ${steps.join(', ')} are` : 'no step is'} not as expected`, () => {
      const stacks = stacksOf();
      change(stacks);
      const rehearsal = rehearseStacks(stacks);
      assert.deepEqual(notAsExpected(rehearsal), steps);
      const { findings, requests } = stepOf(rehearsal, step);
      assert.match(
        [...findings.map(({ message }) => message), ...requests.flatMap(({ reasons }) => reasons)].join('\n'),
        says,
      );
    });
  }

  it('what a lint rule says stands with the step that it concerns, with file and line', () => {
    const stacks = stacksOf();
    encryption({ sse_algorithm: 'aws:kms', kms_master_key_id: 'alias/fsx-lustre-kms-data' })(stacks);
    const { findings } = stepOf(rehearseStacks(stacks), 3);
    const finding = findings.find(({ rule }) => rule === 's3-encryption-key');
    assert.match(finding?.file ?? '', /account-b-bucket.cdk\.tf\.json$/);
    assert.ok((finding?.line ?? 0) > 1);
  });

  it('a condition on the organization leaves open what it decides, and names the value', () => {
    const stacks = stacksOf();
    for (const Sid of ['FileSystemBucket', 'FileSystemObjects']) {
      changeStatement('bucket', POLICY, Sid, {
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
      })(stacks);
    }
    const rehearsal = rehearseStacks(stacks);
    assert.deepEqual(verdicts(rehearsal), [null, true, true, null, null, null, null]);
    assert.match(
      stepOf(rehearsal, 1).requests[0]?.reasons.join('\n') ?? '',
      /PrincipalOrgID of account 111111111111/,
    );
  });
});
