import { EVIDENCE_FORMAT, EVIDENCE_VERSION, seen, type Evidence } from '../../../core/live/evidence';
import { bucketPolicy } from '../../../core/policies/bucket-policy';
import { keyPolicy } from '../../../core/policies/key-policy';
import { resolved } from '../../support/deployments';

export const FILE_SYSTEM_ID = 'fs-0123456789abcdef0';
export const KEY_ARN = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const ROLE_ARN = `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${FILE_SYSTEM_ID}`;

/** Three accounts in which every link holds, as they would be read; the policies are those of our stacks. */
export function healthyEvidence(): Evidence {
  const of = resolved({ throughStep: 7, buckets: [{ name: 'data', key: 'data', bucketName: 'data' }] });
  const [bucket] = of.buckets;
  if (!bucket) throw new Error('no bucket');
  const copy = (policy: unknown) => seen(JSON.parse(JSON.stringify(policy)) as Record<string, unknown>);
  const no = seen(false);
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    collectedAt: '2026-01-01T00:00:00.000Z',
    fileSystemId: FILE_SYSTEM_ID,
    region: 'us-east-1',
    fileSystem: seen({
      account: '111111111111',
      lifecycle: 'AVAILABLE',
      deploymentType: 'PERSISTENT_2',
      storageType: 'SSD',
      version: '2.15',
    }),
    role: seen({ arn: ROLE_ARN }),
    associations: seen([
      {
        id: 'dra-0123456789abcdef0',
        lifecycle: 'AVAILABLE',
        fileSystemPath: '/',
        dataRepositoryPath: 's3://data',
        importsAtCreation: true,
        autoImport: ['NEW', 'CHANGED', 'DELETED'],
        autoExport: [],
      },
    ]),
    buckets: [
      {
        name: 'data',
        exists: seen(true),
        owner: seen('222222222222'),
        region: seen('us-east-1'),
        policy: copy(bucketPolicy(of, bucket)),
        encryption: seen({ algorithm: 'aws:kms', key: KEY_ARN, bucketKey: true }),
        restrictsPublic: seen(true),
        accountRestrictsPublic: no,
        isPublic: no,
        ownership: seen('BucketOwnerEnforced'),
        payer: seen('BucketOwner'),
      },
    ],
    keys: [
      {
        arn: KEY_ARN,
        metadata: seen({
          state: 'Enabled',
          spec: 'SYMMETRIC_DEFAULT',
          usage: 'ENCRYPT_DECRYPT',
          multiRegion: false,
          manager: 'CUSTOMER',
        }),
        policy: copy(keyPolicy(of, bucket.key)),
        grants: seen([
          {
            id: 'g-1',
            grantee: ROLE_ARN,
            operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
            issuer: '111111111111',
          },
        ]),
      },
    ],
    named: { buckets: [], keys: [] },
    refusals: seen([]),
    log: seen([]),
  };
}
