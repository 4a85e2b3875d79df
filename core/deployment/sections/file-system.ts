import { z } from 'zod';
import { FILE_SYSTEM_ID, parseArn } from '../../facts/arns';
import {
  DEPLOYMENT_TYPES,
  describeCapacity,
  DRIVE_CACHE_TYPES,
  isCapacity,
  isMetadataIops,
  LOG_LEVELS,
  LUSTRE_DEPLOYMENT_TYPES,
  LUSTRE_VERSIONS,
  METADATA_MODES,
  nearestCapacities,
  smallestCapacity,
  STORAGE_TYPES,
  type StorageRule,
} from '../../facts/fsx-lustre';
import { partitionOfRegion } from '../../facts/regions';
import { field, orList, type Report } from '../problem';
import { principalProblem, type Accounts } from './accounts';

/** Retention periods that CloudWatch Logs takes, in days (CloudWatch Logs API, PutRetentionPolicy). */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const fileSystemShape = z
  .strictObject({
    existingId: field(
      z.string().regex(FILE_SYSTEM_ID).optional(),
      'Id of a file system that is there already. Then none is created, and only its policies, encryption, associations as asked and grant are managed.',
      {
        reason: 'the service-linked role that the policies name carries this id.',
        right: 'an id such as "fs-0123456789abcdef0"',
      },
    ),
    existingMountName: field(
      z.string().min(1).max(8).optional(),
      'Mount name of the existing file system (`aws fsx describe-file-systems`); needed for a client.',
    ),
    creatorPrincipalArn: field(
      z.string().optional(),
      "Who creates the associations: FSx checks this principal's access to the bucket too. Needed with an exact service-linked role. Default: `accounts.fileSystem.assumeRoleArn`, else `grant.adminPrincipalArn`.",
    ),
    deploymentType: field(z.enum(DEPLOYMENT_TYPES).optional(), 'Deployment type. Default: PERSISTENT_2.'),
    storageType: field(z.enum(STORAGE_TYPES).optional(), 'Storage type. Default: SSD.'),
    storageCapacityGiB: field(
      z.int().positive().optional(),
      'Storage capacity in GiB. Default: the smallest that the deployment type has.',
    ),
    throughputMBpsPerTiB: field(
      z.int().positive().optional(),
      'Throughput per unit of storage, in MB/s per TiB (PerUnitStorageThroughput). Persistent types only. Default: the lowest.',
    ),
    driveCacheType: field(
      z.enum(DRIVE_CACHE_TYPES).optional(),
      'SSD read cache of an HDD file system. Default there: NONE.',
    ),
    lustreVersion: field(z.enum(LUSTRE_VERSIONS).optional(), 'Lustre version. Default: 2.15.', {
      reason: 'FSx for Lustre has three versions, and it takes 2.10 by itself when none is given.',
      right: '"2.15"',
    }),
    metadata: field(
      z
        .strictObject({
          mode: z.enum(METADATA_MODES).describe('AUTOMATIC, or USER_PROVISIONED with `iops`.'),
          iops: z.int().optional().describe('1500, 3000, 6000, or a multiple of 12000 up to 192000.'),
        })
        .optional(),
      'Metadata performance. PERSISTENT_2 only.',
    ),
    efa: field(
      z.boolean().optional(),
      'Elastic Fabric Adapter. PERSISTENT_2 with `metadata` only, and only at creation. Default: false.',
    ),
    kmsKeyArn: field(
      z.string().optional(),
      "Customer managed key that encrypts the file system itself at rest; another thing than the bucket's key. Persistent types only. Default: the AWS managed key.",
    ),
    logLevel: field(
      z.enum(LOG_LEVELS).optional(),
      'Which data repository events are logged to CloudWatch Logs. Default: WARN_ERROR.',
    ),
    logGroupName: field(
      z.string().optional(),
      'Log group, created for it; its name begins with /aws/fsx. Default: /aws/fsx/NAMEPREFIX.',
    ),
    logRetentionDays: field(
      z.literal(LOG_RETENTION_DAYS).optional(),
      'How long the log is kept, in days. Default: 30.',
      { reason: 'CloudWatch Logs keeps logs for certain periods only.', right: orList(LOG_RETENTION_DAYS) },
    ),
  })
  .describe('The file system: a new one, or `existingId`.');

export type FileSystem = z.output<typeof fileSystemShape>;

/** The deployment type, storage type and version that count when they are left out. */
export const FILE_SYSTEM_DEFAULTS = {
  deploymentType: 'PERSISTENT_2',
  storageType: 'SSD',
  lustreVersion: '2.15',
  logLevel: 'WARN_ERROR',
  logRetentionDays: 30,
} as const;

const withDefaults = (fileSystem: FileSystem) => ({ ...FILE_SYSTEM_DEFAULTS, ...fileSystem });

/** The throughput that counts: what is given, else the lowest; undefined where none may be set. */
export function throughputOf(fileSystem: FileSystem): number | undefined {
  const { deploymentType, storageType } = withDefaults(fileSystem);
  const rule = LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType];
  return fileSystem.throughputMBpsPerTiB ?? rule?.throughputMBpsPerTiB[0];
}

/** The capacity that counts in GiB: what is given, else the smallest; undefined where none may be given. */
export function capacityOf(fileSystem: FileSystem): number | undefined {
  const { deploymentType, storageType } = withDefaults(fileSystem);
  const rule = LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType]?.capacity?.(
    throughputOf(fileSystem),
  );
  return fileSystem.storageCapacityGiB ?? (rule && smallestCapacity(rule));
}

const at = (name: keyof FileSystem) => ['fileSystem', name];

/** The matrix of deployment type, storage, throughput, capacity, version, customer key and association. */
export function checkFileSystemMatrix({ fileSystem }: { fileSystem: FileSystem }, report: Report): void {
  if (fileSystem.existingId !== undefined) return;
  const { deploymentType, storageType, lustreVersion } = withDefaults(fileSystem);
  const facts = LUSTRE_DEPLOYMENT_TYPES[deploymentType];

  if (!facts.association) {
    report({
      path: at('deploymentType'),
      value: deploymentType,
      problem: 'cannot be linked to a bucket by a data repository association',
      reason:
        'FSx supports associations on all deployment types but SCRATCH_1, which has no encryption in transit either.',
      right: '"PERSISTENT_2", or "SCRATCH_2" for short-lived data',
    });
    return; // The rest of the matrix would only send the user from one SCRATCH_1 setting to the next.
  }

  const storage = facts.storage[storageType];
  if (!storage) {
    report({
      path: at('storageType'),
      value: storageType,
      problem: `does not exist for ${deploymentType}`,
      reason: `CreateFileSystem answers BadRequest: ${deploymentType} has ${orList(Object.keys(facts.storage))} storage.`,
      right:
        storageType === 'HDD'
          ? `"SSD", or deploymentType "PERSISTENT_1" for HDD`
          : orList(
              Object.keys(facts.storage)
                .filter((type) => type !== 'INTELLIGENT_TIERING')
                .map((type) => `"${type}"`),
            ),
    });
  } else if (!storage.capacity) {
    report({
      path: at('storageType'),
      value: storageType,
      problem: 'cannot be linked to a bucket',
      reason:
        'FSx for Lustre file systems with Intelligent-Tiering do not support data repository associations.',
      right: '"SSD"',
    });
  } else {
    checkThroughput(fileSystem, deploymentType, storageType, storage, report);
    checkCapacity(fileSystem, deploymentType, storageType, storage.capacity, report);
  }

  if (!facts.associationVersions.includes(lustreVersion)) {
    report({
      path: at('lustreVersion'),
      value: lustreVersion,
      problem: facts.versions.includes(lustreVersion)
        ? 'does not support data repository associations'
        : `does not exist for ${deploymentType}`,
      reason: facts.versions.includes(lustreVersion)
        ? 'CreateDataRepositoryAssociation answers UnsupportedOperation, and the Amazon Linux 2023 client cannot mount it.'
        : `CreateFileSystem fails: ${deploymentType} has Lustre ${orList(facts.versions)}.`,
      right: '"2.15"',
    });
  }

  if (fileSystem.kmsKeyArn !== undefined && !facts.customerKey) {
    report({
      path: at('kmsKeyArn'),
      value: fileSystem.kmsKeyArn,
      problem: `is a customer managed key on a ${deploymentType} file system`,
      reason:
        'scratch file systems are always encrypted at rest with keys that Amazon FSx manages and destroys with them; CreateFileSystem answers BadRequest to any other.',
      right: 'no kmsKeyArn, or deploymentType "PERSISTENT_2"',
    });
  }
  checkHddCache(fileSystem, storageType, report);
  checkMetadata(fileSystem, deploymentType, facts.metadataConfiguration, lustreVersion, report);
}

function checkThroughput(
  { throughputMBpsPerTiB: value }: FileSystem,
  deploymentType: string,
  storageType: string,
  { throughputMBpsPerTiB: allowed }: StorageRule,
  report: Report,
): void {
  if (value === undefined || allowed.includes(value)) return;
  report({
    path: at('throughputMBpsPerTiB'),
    value,
    problem: allowed.length
      ? `is not a throughput of ${deploymentType} with ${storageType} storage`
      : `must not be set for ${deploymentType}`,
    reason: allowed.length
      ? 'CreateFileSystem answers InvalidPerUnitStorageThroughput; each deployment type has its own values.'
      : 'a SCRATCH_2 file system has 200 MB/s per TiB, fixed; CreateFileSystem answers InvalidPerUnitStorageThroughput.',
    right: allowed.length ? orList(allowed) : 'no throughputMBpsPerTiB',
  });
}

function checkCapacity(
  fileSystem: FileSystem,
  deploymentType: string,
  storageType: string,
  ruleOf: NonNullable<StorageRule['capacity']>,
  report: Report,
): void {
  const value = fileSystem.storageCapacityGiB;
  const rule = ruleOf(throughputOf(fileSystem));
  if (value === undefined || isCapacity(value, rule)) return;
  const throughput = storageType === 'HDD' ? ` at ${throughputOf(fileSystem) ?? ''} MB/s per TiB` : '';
  report({
    path: at('storageCapacityGiB'),
    value,
    problem: `is not a capacity of ${deploymentType} with ${storageType} storage${throughput}`,
    reason: `CreateFileSystem answers BadRequest; the capacities are ${describeCapacity(rule)}.`,
    right: orList(nearestCapacities(value, rule)),
  });
}

function checkHddCache({ driveCacheType }: FileSystem, storageType: string, report: Report): void {
  if (driveCacheType === undefined || storageType === 'HDD') return;
  report({
    path: at('driveCacheType'),
    value: driveCacheType,
    problem: `does not go with ${storageType} storage`,
    reason: 'only HDD file systems have a drive cache; CreateFileSystem answers BadRequest.',
    right: 'no driveCacheType',
  });
}

function checkMetadata(
  { metadata, efa }: FileSystem,
  deploymentType: string,
  allowed: boolean,
  lustreVersion: string,
  report: Report,
): void {
  if (metadata && !allowed) {
    report({
      path: at('metadata'),
      value: metadata,
      problem: `does not exist for ${deploymentType}`,
      reason: 'a metadata configuration is a feature of PERSISTENT_2; CreateFileSystem answers BadRequest.',
      right: 'no metadata, or deploymentType "PERSISTENT_2"',
    });
  } else if (metadata && lustreVersion !== '2.15') {
    report({
      path: at('lustreVersion'),
      value: lustreVersion,
      problem: 'does not go with a metadata configuration',
      reason: 'CreateFileSystem fails: a metadata configuration needs Lustre 2.15.',
      right: '"2.15"',
    });
  }
  const iopsPath = [...at('metadata'), 'iops'];
  if (
    metadata?.mode === 'USER_PROVISIONED' &&
    (metadata.iops === undefined || !isMetadataIops(metadata.iops))
  ) {
    report({
      path: iopsPath,
      value: metadata.iops,
      problem:
        metadata.iops === undefined
          ? 'is missing'
          : 'is not a number of metadata IOPS that can be provisioned',
      reason:
        'USER_PROVISIONED metadata comes in fixed sizes; CreateFileSystem answers BadRequest to others.',
      right: '1500, 3000, 6000, or a multiple of 12000 up to 192000',
    });
  }
  if (metadata?.mode === 'AUTOMATIC' && metadata.iops !== undefined) {
    report({
      path: iopsPath,
      value: metadata.iops,
      problem: 'stands with mode AUTOMATIC',
      reason: 'FSx chooses the metadata IOPS itself in this mode; CreateFileSystem answers BadRequest.',
      right: 'no iops, or mode "USER_PROVISIONED"',
    });
  }
  if (efa && !metadata) {
    report({
      path: at('efa'),
      value: efa,
      problem: 'stands without a metadata configuration',
      reason: 'FSx enables EFA only on PERSISTENT_2 file systems with a metadata configuration.',
      right: 'fileSystem.metadata = { "mode": "AUTOMATIC" } on PERSISTENT_2, or no efa',
    });
  }
}

/** The log group: a name that FSx takes, and none where nothing is logged. */
export function checkLogGroup({ fileSystem }: { fileSystem: FileSystem }, report: Report): void {
  const { logGroupName, logLevel } = fileSystem;
  if (logGroupName === undefined) return;
  if (logLevel === 'DISABLED') {
    report({
      path: at('logGroupName'),
      value: logGroupName,
      problem: 'stands with logLevel DISABLED',
      reason: 'CreateFileSystem answers BadRequest when a log destination is given and logging is off.',
      right: 'no logGroupName, or logLevel "WARN_ERROR"',
    });
  }
  if (!logGroupName.startsWith('/aws/fsx')) {
    report({
      path: at('logGroupName'),
      value: logGroupName,
      problem: 'does not begin with /aws/fsx',
      reason: 'FSx for Lustre only writes to log groups of that name; CreateFileSystem answers BadRequest.',
      right: `"/aws/fsx/${logGroupName.replace(/^\/+/, '').replace(/[^\w.\-/#]/g, '-')}"`,
    });
  } else if (!/^[\w.\-/#]{1,512}$/.test(logGroupName)) {
    report({
      path: at('logGroupName'),
      value: logGroupName,
      problem: 'has characters that a log group name must not have, or more than 512',
      reason: 'CloudWatch Logs takes letters, digits and _ - / . # in a name.',
      right: `"${logGroupName.replace(/[^\w.\-/#]/g, '-').slice(0, 512)}"`,
    });
  }
}

/** The key for the file system's own data: the full ARN of a key in the file system's Region. */
export function checkAtRestKey(
  { fileSystem, region }: { fileSystem: FileSystem; region: string },
  report: Report,
): void {
  const { kmsKeyArn } = fileSystem;
  if (kmsKeyArn === undefined) return;
  const problem = keyArnProblem(kmsKeyArn, region);
  if (problem === undefined) return;
  report({
    path: at('kmsKeyArn'),
    value: kmsKeyArn,
    problem,
    reason: 'FSx encrypts with a symmetric key of its own Region, and Terraform takes a key ARN only.',
    right: `"arn:${partitionOfRegion(region) ?? 'aws'}:kms:${region}:ACCOUNT:key/KEY-ID"`,
  });
}

/** What is wrong with the ARN of a KMS key in a Region, or undefined. */
export function keyArnProblem(arn: string, region: string, account?: string): string | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== 'kms') return 'is not the ARN of a KMS key';
  if (parts.resource.startsWith('alias/')) return 'is the ARN of an alias, not of a key';
  if (!/^key\/[\w-]+$/.test(parts.resource)) return 'is not the ARN of a KMS key';
  const partition = partitionOfRegion(region);
  if (partition !== undefined && parts.partition !== partition) {
    return `is in partition ${parts.partition}, the Region is in ${partition}`;
  }
  if (parts.region !== region) return `is in Region ${parts.region || '(none)'}, not in ${region}`;
  if (account === undefined ? !/^\d{12}$/.test(parts.account) : parts.account !== account) {
    return `is in account ${parts.account || '(none)'}${account === undefined ? '' : `, not in ${account}`}`;
  }
  return undefined;
}

/** With an existing file system, what only describes a new one has no effect. */
export function checkExistingFileSystem({ fileSystem }: { fileSystem: FileSystem }, report: Report): void {
  if (fileSystem.existingId === undefined) {
    if (fileSystem.existingMountName !== undefined) {
      report({
        path: at('existingMountName'),
        value: fileSystem.existingMountName,
        problem: 'stands without existingId',
        reason: 'a new file system gets its mount name from AWS, and the stacks read it from there.',
        right: 'existingId beside it, or no existingMountName',
      });
    }
    return;
  }
  const ofExisting: (keyof FileSystem)[] = ['existingId', 'existingMountName', 'creatorPrincipalArn'];
  for (const name of Object.keys(fileSystem) as (keyof FileSystem)[]) {
    if (ofExisting.includes(name) || fileSystem[name] === undefined) continue;
    report({
      path: at(name),
      value: fileSystem[name],
      problem: 'stands beside existingId',
      reason: 'the file system is there already and is not managed here, so this would have no effect.',
      right: `no ${name}, or no existingId`,
    });
  }
}

/** Who creates the associations: a role or user of account A. */
export function checkCreator(
  { fileSystem, accounts, region }: { fileSystem: FileSystem; accounts: Accounts; region: string },
  report: Report,
): void {
  const { creatorPrincipalArn } = fileSystem;
  if (creatorPrincipalArn === undefined) return;
  const partition = partitionOfRegion(region);
  const account = accounts.fileSystem.id;
  const problem = principalProblem(creatorPrincipalArn, { partition, account, kinds: ['role', 'user'] });
  if (problem === undefined) return;
  report({
    path: at('creatorPrincipalArn'),
    value: creatorPrincipalArn,
    problem,
    reason: 'S3 answers "Invalid principal in policy", or the bucket policy names somebody else.',
    right: `"arn:${partition ?? 'aws'}:iam::${account}:role/NAME"`,
  });
}
