import { DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import type { Layer } from '../../../core/live/live-check';
import { BUCKET, roleArn } from '../../sandbox/lustre/support/three-accounts';
import type { LiveSetUp, Options } from './planted';

/** One thing that is wrong, and what has to be named. */
export interface Fault {
  name: string;
  plant: (setUp: LiveSetUp) => Promise<unknown>;
  step: number;
  layer: Layer;
  account: 'A' | 'B' | 'C';
  /** What decides, in the words of the explanation. */
  says?: RegExp;
  /** What the user names beside the file system. */
  options?: (setUp: LiveSetUp) => Options;
}

const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;

const onObjects = (actions: string[]) => (setUp: LiveSetUp) =>
  setUp.putBucketPolicy(setUp.changed('bucket', 'FileSystemObjects', { Action: actions }));
const bucketDeny = (statement: object) => (setUp: LiveSetUp) =>
  setUp.putBucketPolicy([
    ...setUp.statements('bucket'),
    { Sid: 'Guard', Effect: 'Deny', Principal: '*', Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`], ...statement },
  ]);
const keyDeny = (statement: object) => (setUp: LiveSetUp) =>
  setUp.putKeyPolicy([
    ...setUp.statements('key'),
    { Sid: 'Guard', Effect: 'Deny', Principal: '*', Resource: '*', ...statement },
  ]);
const uploadWith =
  (change: object) =>
  (setUp: LiveSetUp): Promise<void> => {
    const [upload] = setUp.statements('key').filter(({ Sid }) => Sid === 'UploadThroughS3');
    const condition = { ...upload?.Condition, ...change };
    return setUp.putKeyPolicy(setUp.changed('key', 'UploadThroughS3', { Condition: condition }));
  };
const relinked =
  (more: object) =>
  async (setUp: LiveSetUp): Promise<void> => {
    await setUp.unlink();
    await setUp.linkAgain(more);
  };

const step1 = { step: 1, layer: 'bucket policy', account: 'B' } as const;
const step2 = { step: 2, layer: 'key policy', account: 'C' } as const;
const keyState = { step: 2, layer: 'key', account: 'C' } as const;
const step3 = { step: 3, layer: 'default encryption', account: 'B' } as const;
const upload = { step: 4, layer: 'key policy', account: 'C' } as const;
const association = { step: 4, layer: 'association', account: 'A' } as const;
const step6 = { step: 6, layer: 'grant', account: 'A' } as const;
const step7 = { step: 7, layer: 'grant', account: 'A' } as const;

export const FAULTS: readonly Fault[] = [
  // The bucket policy
  { name: 'the bucket has no policy', plant: (one) => one.deleteBucketPolicy(), ...step1 },
  {
    name: 'the policy is for objects only',
    plant: (one) => one.putBucketPolicy(one.without('bucket', 'FileSystemBucket')),
    ...step1,
  },
  {
    name: 'the policy is for the bucket itself only',
    plant: (one) => one.putBucketPolicy(one.without('bucket', 'FileSystemObjects')),
    ...step1,
  },
  { name: 'no s3:Get* on objects', plant: onObjects(['s3:List*', 's3:PutObject']), ...step1 },
  { name: 'no s3:PutObject on objects', plant: onObjects(['s3:List*', 's3:Get*']), ...step1 },
  {
    name: 'the policy names another account',
    plant: (one) =>
      one.putBucketPolicy([
        ...one.without('bucket', 'FileSystemBucket', 'FileSystemObjects'),
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${one.sandbox.accounts.key.id}:root` },
          Action: 's3:*',
          Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`],
        },
      ]),
    ...step1,
  },
  {
    name: "the policy names another file system's role",
    plant: (one) =>
      one.putBucketPolicy(
        one.changed('bucket', 'FileSystemObjects', { Principal: { AWS: roleArn(one.sandbox, one.other) } }),
      ),
    ...step1,
  },
  {
    name: 'the pattern of aws:PrincipalArn lacks the path of the role',
    plant: (one) =>
      one.putBucketPolicy(
        one.changed('bucket', 'FileSystemObjects', {
          Condition: {
            ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/AWSServiceRoleForFSxS3Access_*' },
          },
        }),
      ),
    ...step1,
  },
  {
    name: 'the policy is for another folder',
    plant: (one) =>
      one.putBucketPolicy(
        one.changed('bucket', 'FileSystemObjects', { Resource: `${BUCKET_ARN}/elsewhere/*` }),
      ),
    ...step1,
  },
  {
    name: 'a deny outside of a VPC hits FSx',
    plant: bucketDeny({
      Action: 's3:*',
      NotPrincipal: undefined,
      Condition: {
        StringNotEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' },
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:*' },
      },
    }),
    ...step1,
  },
  {
    name: 'a deny of uploads without the encryption header hits FSx',
    plant: bucketDeny({
      Action: 's3:PutObject',
      Resource: `${BUCKET_ARN}/*`,
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    }),
    ...step1,
  },
  {
    name: 'a deny for everybody but some roles hits FSx',
    plant: bucketDeny({
      Action: 's3:GetObject',
      Condition: {
        ArnNotLike: {
          'aws:PrincipalArn': ['arn:aws:iam::222222222222:*', 'arn:aws:iam::111111111111:role/Admin'],
        },
      },
    }),
    ...step1,
  },
  {
    name: 'a deny hits FSx and whoever reads the policy, and the association is MISCONFIGURED',
    plant: async (one) => {
      await bucketDeny({
        Action: ['s3:Get*', 's3:List*', 's3:PutObject'],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/Nobody' } },
      })(one);
      await one.notice();
    },
    ...step1,
    says: /^The policy of linked-bucket denies whoever reads it here, and may deny the file system's role as well: User: arn:aws:iam::222222222222:\S+ is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::linked-bucket" with an explicit deny in a resource-based policy\nWhat it would explain \(step 4\): The association dra-\w+ with s3:\/\/linked-bucket is MISCONFIGURED/,
  },
  {
    name: 'the policy is public, and public buckets are restricted',
    plant: async (one) => {
      await one.openToEverybody();
      await one.blockPublic({ policy: false, restrict: true });
    },
    step: 1,
    layer: 'public access',
    account: 'B',
  },
  {
    name: 'the policy is public, and only the account restricts public buckets',
    plant: async (one) => {
      await one.openToEverybody();
      await one.restrictAccount(true);
    },
    step: 1,
    layer: 'public access',
    account: 'B',
  },
  // The key and its policy
  {
    name: 'the key policy names nobody of account B',
    plant: (one) =>
      one.putKeyPolicy(
        one
          .changed('key', 'Describe', {
            Principal: { AWS: `arn:aws:iam::${one.sandbox.accounts.fileSystem.id}:root` },
          })
          .filter((statement) => (statement as { Sid?: string }).Sid !== 'UploadThroughS3'),
      ),
    ...step2,
  },
  {
    name: 'the key policy has the administration alone, and there is no grant',
    plant: async (one) => {
      await one.revokeGrants();
      await one.putKeyPolicy(one.statements('key').filter(({ Sid }) => Sid === 'Administration'));
    },
    ...step2,
  },
  {
    name: 'the key is disabled',
    plant: (one) => one.kms.send(new DisableKeyCommand({ KeyId: one.keyArn })),
    ...keyState,
  },
  {
    name: 'the key waits for its deletion',
    plant: (one) =>
      one.kms.send(new ScheduleKeyDeletionCommand({ KeyId: one.keyArn, PendingWindowInDays: 7 })),
    ...keyState,
  },
  {
    name: 'account B may look at the key and not use it',
    plant: (one) => one.putKeyPolicy(one.without('key', 'UploadThroughS3')),
    ...upload,
  },
  {
    name: 'account B may decrypt and not encrypt',
    plant: (one) => one.putKeyPolicy(one.changed('key', 'UploadThroughS3', { Action: 'kms:Decrypt' })),
    ...upload,
  },
  {
    name: 'kms:ViaService names FSx',
    plant: uploadWith({ StringEquals: { 'kms:ViaService': 'fsx.us-east-1.amazonaws.com' } }),
    ...upload,
  },
  {
    name: 'kms:ViaService names another Region',
    plant: uploadWith({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }),
    says: /UploadThroughS3.*kms:ViaService.*s3\.eu-west-1\.amazonaws\.com.*fails: the request carries/s,
    ...upload,
  },
  {
    name: 'kms:CallerAccount names account A',
    plant: uploadWith({ StringEquals: { 'kms:CallerAccount': '111111111111' } }),
    ...upload,
  },
  {
    name: 'the encryption context is the bucket, and S3 Bucket Keys are off',
    plant: uploadWith({ StringLike: { 'kms:EncryptionContext:aws:s3:arn': BUCKET_ARN } }),
    ...upload,
  },
  {
    name: 'a deny in the key policy hits the read of the role',
    plant: keyDeny({
      Action: 'kms:Decrypt',
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-service-role/*' } },
    }),
    step: 6,
    layer: 'key policy',
    account: 'C',
  },
  {
    name: 'a deny in the key policy hits the export of the role',
    plant: keyDeny({
      Action: 'kms:GenerateDataKey',
      Condition: { StringEquals: { 'kms:CallerAccount': '111111111111' } },
    }),
    step: 7,
    layer: 'key policy',
    account: 'C',
  },
  // Default encryption
  { name: 'AES256', plant: (one) => one.encryptWith({ SSEAlgorithm: 'AES256' }), ...step3 },
  { name: 'aws:kms without a key', plant: (one) => one.encryptWith({ SSEAlgorithm: 'aws:kms' }), ...step3 },
  {
    name: 'an alias',
    plant: (one) => one.encryptWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/data' }),
    ...step3,
  },
  {
    name: 'a bare key id',
    plant: (one) =>
      one.encryptWith({
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: one.keyArn.slice(one.keyArn.lastIndexOf('/') + 1),
      }),
    ...step3,
  },
  {
    name: 'another key of account C than the one that is meant',
    plant: (one) => one.encryptWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: one.otherKeyArn }),
    options: (one) => ({ keys: [one.keyArn] }),
    ...step3,
  },
  // The role and the association
  {
    name: "the file system's service-linked role was deleted",
    plant: (one) => one.deleteRole(),
    step: 4,
    layer: 'service-linked role',
    account: 'A',
  },
  {
    name: 'the bucket is not linked',
    plant: (one) => one.unlink(),
    options: () => ({ buckets: [BUCKET] }),
    ...association,
  },
  {
    name: 'nothing imports the metadata',
    plant: relinked({ BatchImportMetaDataOnCreate: false, S3: {} }),
    ...association,
  },
  {
    name: 'the association is MISCONFIGURED: its notification was replaced',
    plant: async (one) => {
      await one.s3.send(
        new PutBucketNotificationConfigurationCommand({ Bucket: BUCKET, NotificationConfiguration: {} }),
      );
      // FSx finds out when something is to be imported.
      await one.notice();
    },
    ...association,
  },
  // The grant
  { name: 'no grant', plant: (one) => one.revokeGrants(), ...step6 },
  {
    name: 'no grant, and nobody of account A may create one',
    plant: async (one) => {
      await one.revokeGrants();
      await one.putKeyPolicy(one.without('key', 'CreateGrantForFileSystem', 'ManageGrants'));
    },
    ...step6,
  },
  {
    name: 'a grant without Decrypt',
    plant: (one) => one.grantOnly({ Operations: ['GenerateDataKey'] }),
    ...step6,
  },
  {
    name: 'a grant without GenerateDataKey',
    plant: (one) => one.grantOnly({ Operations: ['Decrypt'] }),
    ...step7,
  },
  {
    name: "a grant for another file system's role",
    plant: (one) => one.grantOnly({ GranteePrincipal: roleArn(one.sandbox, one.other) }),
    ...step6,
  },
  { name: 'a grant that account C has created', plant: (one) => one.grantOnly({}, 'C'), ...step6 },
  {
    name: 'a grant for another bucket',
    plant: (one) =>
      one.grantOnly({
        Constraints: { EncryptionContextSubset: { 'aws:s3:arn': 'arn:aws:s3:::another-bucket' } },
      }),
    ...step6,
  },
  {
    name: 'a grant for the bucket as context, and S3 Bucket Keys are off',
    plant: (one) => one.grantOnly({ Constraints: { EncryptionContextEquals: { 'aws:s3:arn': BUCKET_ARN } } }),
    ...step6,
  },
  {
    name: 'a grant on the key that the bucket had before',
    plant: (one) => one.encryptWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: one.otherKeyArn }),
    ...step6,
  },
];
