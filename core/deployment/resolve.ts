import { bucketArn, fileSystemRoleArn } from '../facts/arns';
import { partitionOfRegion, PARTITIONS, type Partition } from '../facts/regions';
import type { Deployment } from './schema';
import {
  bucketNameOf,
  dataRepositoryPathOf,
  fileSystemPathOf,
  isAssociated,
  type Bucket,
} from './sections/buckets';
import { capacityOf, FILE_SYSTEM_DEFAULTS, throughputOf, type FileSystem } from './sections/file-system';
import { NETWORK_DEFAULTS } from './sections/network';

/** A bucket with everything that is derived from its neighbours. */
export interface ResolvedBucket extends Bucket {
  /** Name in S3, given or made from account, Region and prefix. */
  bucketName: string;
  /** ARN of the bucket. */
  arn: string;
  /** Directory of the file system that shows it. */
  fileSystemPath: string;
  /** `s3://bucket/prefix/`, with the slash at the end that AWS adds. */
  dataRepositoryPath: string;
  /** Whether the file system is linked to it. */
  associate: boolean;
  /** Whether the stacks own the bucket's policy, and its default encryption. */
  manages: { policy: boolean; encryption: boolean };
}

type Defaulted = 'deploymentType' | 'storageType' | 'lustreVersion' | 'logLevel' | 'logRetentionDays';
/** A file system with the defaults of its deployment type. */
export type ResolvedFileSystem = FileSystem & { [Name in Defaulted]-?: NonNullable<FileSystem[Name]> } & {
  logGroupName: string;
};

/** How the policies name the file system's role. */
export interface FileSystemRole {
  /** `pattern`: the role of any file system of account A; `exact`: the one of a known file system. */
  match: 'pattern' | 'exact';
  arn: string;
  /** In exact mode: whose access to the bucket FSx checks when an association is created. */
  creatorArn?: string;
}

/** A deployment with every default and derived value: all that the stacks and policies need. */
export interface ResolvedDeployment extends Omit<Deployment, 'buckets' | 'fileSystem' | 'network'> {
  /** Partition of the Region. */
  partition: Partition;
  /** The buckets, each with its derived values. */
  buckets: ResolvedBucket[];
  /** The file system, with the defaults of its deployment type. */
  fileSystem: ResolvedFileSystem;
  /** The network, with its address range. */
  network: Deployment['network'] & { vpcCidr: string };
  /** How the policies name the file system's service-linked role. */
  role: FileSystemRole;
  /** Whether the keys are in the file system's own account: then the key policy alone decides, without a grant. */
  keyInFileSystemAccount: boolean;
}

/** Fills in what is derived from several parts of a deployment. */
export function resolveDeployment(deployment: Deployment): ResolvedDeployment {
  const { accounts, region, namePrefix, grant, serviceLinkedRole } = deployment;
  const partition = partitionOfRegion(region) ?? 'aws';
  const fileSystem: ResolvedFileSystem = {
    ...FILE_SYSTEM_DEFAULTS,
    logGroupName: `/aws/fsx/${namePrefix}`,
    ...deployment.fileSystem,
    storageCapacityGiB: capacityOf(deployment.fileSystem),
    throughputMBpsPerTiB: throughputOf(deployment.fileSystem),
  };
  const exactId = serviceLinkedRole === 'pattern' ? undefined : serviceLinkedRole;
  return {
    ...deployment,
    partition,
    fileSystem,
    network: { ...NETWORK_DEFAULTS, ...deployment.network },
    buckets: deployment.buckets.map((bucket) => {
      const bucketName = bucketNameOf(bucket, { namePrefix, region, accountId: accounts.bucket.id });
      return {
        ...bucket,
        bucketName,
        arn: bucketArn(partition, bucketName),
        fileSystemPath: fileSystemPathOf(bucket, deployment.buckets),
        dataRepositoryPath: dataRepositoryPathOf(bucketName, bucket.prefix),
        associate: isAssociated(bucket, deployment.fileSystem),
        manages: {
          policy: bucket.existing?.managePolicy ?? true,
          encryption: bucket.existing?.manageEncryption ?? true,
        },
      };
    }),
    role: {
      match: exactId === undefined ? 'pattern' : 'exact',
      arn: fileSystemRoleArn(partition, accounts.fileSystem.id, exactId ?? 'fs-*'),
      creatorArn:
        exactId === undefined
          ? undefined
          : (fileSystem.creatorPrincipalArn ?? accounts.fileSystem.assumeRoleArn ?? grant.adminPrincipalArn),
    },
    keyInFileSystemAccount: accounts.key.id === accounts.fileSystem.id,
  };
}

/** DNS name of a file system, which resolves in its own VPC only. */
export function fileSystemDnsName({ partition, region }: ResolvedDeployment, fileSystemId: string): string {
  return `${fileSystemId}.fsx.${region}.${PARTITIONS[partition].dnsSuffix}`;
}

/** The buckets that one key encrypts. */
export function bucketsOfKey({ buckets }: ResolvedDeployment, keyName: string): ResolvedBucket[] {
  return buckets.filter(({ key }) => key === keyName);
}

/** Whether the stacks make the grants on a key: across accounts, where no other is said to be there. */
export function needsGrant({ keys, keyInFileSystemAccount }: ResolvedDeployment, keyName: string): boolean {
  return !keyInFileSystemAccount && keys.find(({ name }) => name === keyName)?.existingGrant !== true;
}
