/** The seven steps from nothing to an export, as data. Everything that names or counts steps reads them here. */

/** The three accounts, by what they hold. */
export type AccountRole = 'fileSystem' | 'bucket' | 'key';

export interface AccountFacts {
  /** The letter the walkthrough gives it. */
  letter: 'A' | 'B' | 'C';
  /** Name of its stack: the argument of `cdktf deploy`. */
  stack: string;
  holds: string;
}

export const ACCOUNTS: Readonly<Record<AccountRole, AccountFacts>> = {
  fileSystem: { letter: 'A', stack: 'account-a-file-system', holds: 'FSx for Lustre file system' },
  bucket: { letter: 'B', stack: 'account-b-bucket', holds: 'S3 bucket' },
  key: { letter: 'C', stack: 'account-c-key', holds: 'KMS key' },
};

/** From an empty start, each stack needs the ones before it; clean-up goes the other way round. */
export const DEPLOY_ORDER: readonly AccountRole[] = ['key', 'bucket', 'fileSystem'];

export interface Step {
  number: number;
  id: StepId;
  title: string;
  /** The stacks that this step changes, in the order they are deployed. Empty when it only looks. */
  deploys: readonly AccountRole[];
  /** What has to be seen before it counts as shown. */
  provedBy: string;
}

export type StepId =
  | 'bucket-policy'
  | 'key-policy'
  | 'default-encryption'
  | 'upload-and-mount'
  | 'read-fails'
  | 'grant'
  | 'export';

export const STEPS: readonly Step[] = [
  {
    number: 1,
    id: 'bucket-policy',
    title: 'Bucket policy for account A',
    deploys: ['bucket'],
    provedBy: "GetBucketPolicy lets account A's role list and read",
  },
  {
    number: 2,
    id: 'key-policy',
    title: 'Key shared with accounts A and B',
    deploys: ['key'],
    provedBy: 'DescribeKey answers accounts A and B; the key policy is as they need it',
  },
  {
    number: 3,
    id: 'default-encryption',
    title: 'Default encryption with the key',
    deploys: ['bucket'],
    provedBy: "GetBucketEncryption: aws:kms with C's full key ARN",
  },
  {
    number: 4,
    id: 'upload-and-mount',
    title: 'File system, association, client; upload of test.txt',
    deploys: ['bucket', 'fileSystem'],
    provedBy: "HeadObject shows C's key, the association is AVAILABLE, ls lists the file",
  },
  {
    number: 5,
    id: 'read-fails',
    title: 'Reading fails, and CloudTrail says why',
    deploys: [],
    provedBy: "cat fails; CloudTrail in account A has the role's denied Decrypt",
  },
  {
    number: 6,
    id: 'grant',
    title: 'Grant for the service-linked role; reading works',
    deploys: ['key', 'fileSystem'],
    provedBy: "ListGrants has the role's grant; cat prints the content",
  },
  {
    number: 7,
    id: 'export',
    title: 'Export with lfs hsm_*',
    deploys: [],
    provedBy: "hsm_state has archived and not dirty; HeadObject shows the object with C's key",
  },
];

const numberOf = Object.fromEntries(STEPS.map((step) => [step.id, step.number])) as Record<StepId, number>;

/** Whether a walk that has come through step `throughStep` (1 to 7) has taken the named step. */
export function hasReached(throughStep: number, step: StepId): boolean {
  return throughStep >= numberOf[step];
}
