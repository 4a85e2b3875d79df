/** The values that a change is made with: those of the text, and marked stand-ins for the others. */
import { parseDeployment } from '../../deployment/parse';
import { resolveDeployment, type ResolvedDeployment } from '../../deployment/resolve';
import { bucketArn, fileSystemRoleArn } from '../../facts/arns';
import { LEAST_GRANT_OPERATIONS, type GrantOperation } from '../../facts/kms';
import type { Partition } from '../../facts/regions';
import type { Scene } from '../scene';

/** Stand-ins, in the form in which everybody sees that they are to be replaced. */
const STAND_INS = {
  fileSystemAccount: { name: '<ACCOUNT_A_ID>', meaning: 'account of the file system, 12 digits' },
  bucketAccount: { name: '<ACCOUNT_B_ID>', meaning: 'account of the bucket, 12 digits' },
  keyAccount: { name: '<ACCOUNT_C_ID>', meaning: 'account of the key, 12 digits' },
  region: { name: '<REGION>', meaning: "Region of the key, which is the bucket's" },
  fileSystemId: {
    name: '<FILE_SYSTEM_ID>',
    meaning: 'id of the file system, such as fs-0123456789abcdef0 (aws fsx describe-file-systems)',
  },
  bucket: {
    name: '<BUCKET_NAME>',
    meaning: 'name of the linked bucket (aws fsx describe-data-repository-associations)',
  },
  keyArn: {
    name: '<KEY_ARN>',
    meaning: 'full ARN of the key that encrypts the bucket (aws s3api get-bucket-encryption)',
  },
  callerArn: { name: '<CALLER_ARN>', meaning: 'ARN of the role or user that was refused, with its path' },
  objectKey: { name: '<OBJECT_KEY>', meaning: 'key of the object, which has no slash in front' },
  filePath: { name: '<FILE_PATH>', meaning: 'path of the file on the client' },
  account: { name: '<ACCOUNT_ID>', meaning: 'account of the caller, 12 digits' },
  resourceArn: { name: '<RESOURCE_ARN>', meaning: 'ARN of what the call was about' },
} as const;

export type StandIn = keyof typeof STAND_INS;

/** The text of a stand-in. */
export function standIn(name: StandIn): string {
  return STAND_INS[name].name;
}

/** Which stand-ins texts have, and what each is. */
export function standInsIn(texts: readonly string[]): { name: string; meaning: string }[] {
  return Object.values(STAND_INS).filter(({ name }) => texts.some((text) => text.includes(name)));
}

export interface Values {
  partition: string;
  region: string;
  fileSystemAccount: string;
  bucketAccount: string;
  keyAccount: string;
  bucket: string;
  bucketArn: string;
  keyArn: string;
  roleArn: string;
  fileSystemId: string;
}

export function valuesOf({ partition, region, accounts, bucket, keyArn, fileSystemId }: Scene): Values {
  const fileSystemAccount = accounts.fileSystem ?? standIn('fileSystemAccount');
  const id = fileSystemId ?? standIn('fileSystemId');
  return {
    partition,
    region: region ?? standIn('region'),
    fileSystemAccount,
    bucketAccount: accounts.bucket ?? standIn('bucketAccount'),
    keyAccount: accounts.key ?? standIn('keyAccount'),
    bucket: bucket ?? standIn('bucket'),
    bucketArn: bucketArn(partition as Partition, bucket ?? standIn('bucket')),
    keyArn: keyArn ?? standIn('keyArn'),
    roleArn: fileSystemRoleArn(partition as Partition, fileSystemAccount, id),
    fileSystemId: id,
  };
}

/** What else shapes the policies. */
export interface Shape {
  /** Operations that the grant must have. */
  operations?: readonly GrantOperation[];
  /** Who is to create the grants. */
  adminPrincipalArn?: string;
  /** The account principal with a condition, and not the role itself. */
  usesPattern?: boolean;
}

const SMALLEST = {
  accounts: {
    fileSystem: { id: '0'.repeat(12) },
    bucket: { id: '1'.repeat(12) },
    key: { id: '2'.repeat(12) },
  },
  region: 'us-east-1',
  keys: [{ name: 'data' }],
  buckets: [{ name: 'data', key: 'data' }],
};

/**
 * A deployment of these values, from which `core/policies` makes the statements: with one key and one bucket, at its
 * last step.
 */
export function deploymentOf(values: Values, shape: Shape = {}): ResolvedDeployment {
  const parsed = parseDeployment(SMALLEST);
  if (parsed.status === 'invalid') throw new Error('The smallest deployment is no longer valid.');
  const smallest = resolveDeployment(parsed.deployment);
  const operations = [...new Set([...(shape.operations ?? []), ...LEAST_GRANT_OPERATIONS])];
  return {
    ...smallest,
    partition: values.partition as Partition,
    region: values.region,
    accounts: {
      fileSystem: { id: values.fileSystemAccount },
      bucket: { id: values.bucketAccount },
      key: { id: values.keyAccount },
    },
    buckets: smallest.buckets.map((bucket) => ({
      ...bucket,
      bucketName: values.bucket,
      arn: values.bucketArn,
    })),
    role: {
      match: shape.usesPattern === true ? 'pattern' : 'exact',
      arn:
        shape.usesPattern === true
          ? fileSystemRoleArn(values.partition as Partition, values.fileSystemAccount, 'fs-*')
          : values.roleArn,
    },
    grant: {
      ...smallest.grant,
      operations,
      ...(shape.adminPrincipalArn === undefined ? {} : { adminPrincipalArn: shape.adminPrincipalArn }),
    },
    keyInFileSystemAccount: values.keyAccount === values.fileSystemAccount,
  };
}
