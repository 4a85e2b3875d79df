/** Which of the seven steps takes an action. */
import { FILE_SYSTEM_BUCKET_ACTIONS, FILE_SYSTEM_OBJECT_ACTIONS } from '../../facts/s3';
import { matchesWildcard } from '../../facts/wildcards';
import type { StepId } from '../../journey/steps';

interface Taken {
  actions: readonly string[];
  step: StepId;
}

/** For people and pipelines; the first that fits counts. */
const TAKEN: readonly Taken[] = [
  { actions: ['s3:*BucketPolicy', 's3:*BucketPolicyStatus'], step: 'bucket-policy' },
  { actions: ['s3:*EncryptionConfiguration'], step: 'default-encryption' },
  { actions: ['kms:*Grant', 'kms:*Grants'], step: 'grant' },
  {
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    step: 'upload-and-mount',
  },
  { actions: ['kms:*'], step: 'key-policy' },
  { actions: ['s3:CreateBucket', 's3:PutBucket*', 's3:GetBucket*'], step: 'bucket-policy' },
  { actions: ['s3:*'], step: 'upload-and-mount' },
  { actions: ['cloudtrail:*'], step: 'read-fails' },
  {
    actions: ['fsx:*', 'ssm:*', 'iam:*ServiceLinkedRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy'],
    step: 'upload-and-mount',
  },
  { actions: ['logs:*'], step: 'export' },
];

/** The step for which somebody makes a call; undefined for calls that none of the steps takes. */
export function stepOf(action: string): StepId | undefined {
  return TAKEN.find(({ actions }) =>
    actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())),
  )?.step;
}

/** Whether the policy of every file system's role allows an action on the linked bucket. */
export function isRoleAction(action: string): boolean {
  return [...FILE_SYSTEM_BUCKET_ACTIONS, ...FILE_SYSTEM_OBJECT_ACTIONS].some((pattern) =>
    matchesWildcard(pattern.toLowerCase(), action.toLowerCase()),
  );
}
