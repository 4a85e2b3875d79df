/**
 * What a new project has to know, as data: options of `init`, questions on a terminal and fields of an editor are made
 * from it. Where it goes in the deployment says which of the schema's messages are about it.
 */
import type { DeploymentInput } from '../deployment/schema';

export type FieldName =
  | 'fileSystemAccount'
  | 'bucketAccount'
  | 'keyAccount'
  | 'fileSystemProfile'
  | 'bucketProfile'
  | 'keyProfile'
  | 'region'
  | 'existingFileSystem'
  | 'existingKey'
  | 'existingBucket'
  | 'newBucket';

/** What was answered; an answer that is left out takes the deployment's default. */
export type Answers = Partial<Record<FieldName, string>>;

export interface ProjectField {
  readonly name: FieldName;
  /** The option of `init`, in words: `--file-system-account`. */
  readonly option: string;
  /** What the option's value is called. */
  readonly placeholder: string;
  /** What it is, for the help of the option. */
  readonly description: string;
  /** What is asked on a terminal. */
  readonly question: string;
  /** Without an answer there is no project. */
  readonly isRequired: boolean;
  /** Whether another answer leaves this one without a use. */
  readonly isIdle?: (answers: Answers) => boolean;
  /** Where the answer stands in the deployment, for the messages about it. */
  readonly path: readonly (string | number)[];
}

/** In the order in which they are asked. */
export const PROJECT_FIELDS: readonly ProjectField[] = [
  {
    name: 'fileSystemAccount',
    option: '--file-system-account',
    placeholder: 'id',
    description: 'account A, which holds the file system',
    question: 'Account A, which holds the file system: its 12 digits',
    isRequired: true,
    path: ['accounts', 'fileSystem', 'id'],
  },
  {
    name: 'bucketAccount',
    option: '--bucket-account',
    placeholder: 'id',
    description: 'account B, which holds the S3 bucket',
    question: 'Account B, which holds the S3 bucket',
    isRequired: true,
    path: ['accounts', 'bucket', 'id'],
  },
  {
    name: 'keyAccount',
    option: '--key-account',
    placeholder: 'id',
    description: 'account C, which holds the KMS key',
    question: 'Account C, which holds the KMS key',
    isRequired: true,
    path: ['accounts', 'key', 'id'],
  },
  {
    name: 'fileSystemProfile',
    option: '--file-system-profile',
    placeholder: 'name',
    description: 'profile of the AWS configuration for account A (default: the usual credentials)',
    question: 'Profile of your AWS configuration for account A (Enter: the usual credentials)',
    isRequired: false,
    path: ['accounts', 'fileSystem', 'profile'],
  },
  {
    name: 'bucketProfile',
    option: '--bucket-profile',
    placeholder: 'name',
    description: 'profile for account B',
    question: 'Profile for account B (Enter: the usual credentials)',
    isRequired: false,
    path: ['accounts', 'bucket', 'profile'],
  },
  {
    name: 'keyProfile',
    option: '--key-profile',
    placeholder: 'name',
    description: 'profile for account C',
    question: 'Profile for account C (Enter: the usual credentials)',
    isRequired: false,
    path: ['accounts', 'key', 'profile'],
  },
  {
    name: 'region',
    option: '--region',
    placeholder: 'region',
    description: 'Region of file system, bucket and key',
    question: 'Region of file system, bucket and key',
    isRequired: true,
    path: ['region'],
  },
  {
    name: 'existingFileSystem',
    option: '--existing-file-system',
    placeholder: 'id',
    description: 'a file system that is there already (default: a new one)',
    question: 'Id of a file system that is there already (Enter: a new one)',
    isRequired: false,
    path: ['fileSystem', 'existingId'],
  },
  {
    name: 'existingKey',
    option: '--existing-key',
    placeholder: 'arn',
    description: 'full ARN of a key that is there already (default: a new one)',
    question: 'Full ARN of a key that is there already (Enter: a new one)',
    isRequired: false,
    path: ['keys', 0, 'existingArn'],
  },
  {
    name: 'existingBucket',
    option: '--existing-bucket',
    placeholder: 'name',
    description: 'a bucket that is there already (default: a new one)',
    question: 'Name of a bucket that is there already (Enter: a new one)',
    isRequired: false,
    path: ['buckets', 0, 'bucketName'],
  },
  {
    name: 'newBucket',
    option: '--new-bucket',
    placeholder: 'name',
    description: 'name of the new bucket (default: made from account, Region and prefix)',
    question: 'Name of the new bucket (Enter: made from account, Region and prefix)',
    isRequired: false,
    isIdle: ({ existingBucket }) => existingBucket !== undefined,
    path: ['buckets', 0, 'bucketName'],
  },
];

/** The deployment that answers stand for, as it goes into cdktf.json. The walk begins with step 1. */
export function deploymentOfAnswers(answers: Answers): Partial<DeploymentInput> {
  const account = (id: string | undefined, profile: string | undefined) => ({
    // Left out, it is reported as missing.
    ...(id === undefined ? {} : { id }),
    ...(profile === undefined ? {} : { profile }),
  });
  const { region, existingFileSystem, existingKey, existingBucket, newBucket } = answers;
  const bucketName = existingBucket ?? newBucket;
  return {
    accounts: {
      fileSystem: account(answers.fileSystemAccount, answers.fileSystemProfile),
      bucket: account(answers.bucketAccount, answers.bucketProfile),
      key: account(answers.keyAccount, answers.keyProfile),
    } as DeploymentInput['accounts'],
    ...(region === undefined ? {} : { region }),
    // Its client is there too, and would need the network that it stands in.
    ...(existingFileSystem === undefined
      ? {}
      : { fileSystem: { existingId: existingFileSystem }, client: { enabled: false } }),
    keys: [{ name: 'data', ...(existingKey === undefined ? {} : { existingArn: existingKey }) }],
    buckets: [
      {
        name: 'data',
        ...(bucketName === undefined ? {} : { bucketName }),
        ...(existingBucket === undefined ? {} : { existing: {} }),
        key: 'data',
      },
    ],
    throughStep: 1,
  };
}
