import { z } from 'zod';
import { FILE_SYSTEM_ID } from '../../facts/arns';
import {
  DEPLOYMENT_TYPES,
  DRIVE_CACHE_TYPES,
  efaCapacity,
  LOG_LEVELS,
  LUSTRE_DEPLOYMENT_TYPES,
  LUSTRE_VERSIONS,
  METADATA_MODES,
  smallestCapacity,
  STORAGE_TYPES,
  type CapacityRule,
} from '../../facts/fsx-lustre';
import { field, orList } from '../problem';

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
      z
        .string()
        .regex(/^[\w-]{1,8}$/)
        .optional(),
      'Mount name of the existing file system (`aws fsx describe-file-systems`); needed for a client.',
      {
        reason: 'FSx makes mount names of up to 8 letters, digits, hyphens and underscores.',
        right: 'the MountName that "aws fsx describe-file-systems" shows',
      },
    ),
    creatorPrincipalArn: field(
      z.string().optional(),
      "Who creates the associations: FSx checks this principal's access to the bucket too. Needed with an exact service-linked role. Default: `accounts.fileSystem.assumeRoleArn`, else `grant.adminPrincipalArn`.",
    ),
    deploymentType: field(z.enum(DEPLOYMENT_TYPES).optional(), 'Deployment type. Default: PERSISTENT_2.', {
      reason: 'FSx for Lustre has four deployment types.',
      right: '"PERSISTENT_2", or "SCRATCH_2" for short-lived data',
    }),
    storageType: field(z.enum(STORAGE_TYPES).optional(), 'Storage type. Default: SSD.'),
    storageCapacityGiB: field(
      z.int().positive().optional(),
      'Storage capacity in GiB. Default: the smallest that the deployment type has.',
      { reason: 'capacities are whole numbers of GiB.', right: 'a number such as 1200' },
    ),
    throughputMBpsPerTiB: field(
      z.int().positive().optional(),
      'Throughput per unit of storage, in MB/s per TiB (PerUnitStorageThroughput). Persistent types only. Default: the lowest.',
      { reason: 'each deployment type has its own values.', right: 'a number such as 125' },
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

/** A file system with what counts when deployment type, storage type or version are left out. */
export const withDefaults = (fileSystem: FileSystem) => ({ ...FILE_SYSTEM_DEFAULTS, ...fileSystem });

/** The throughput that counts: what is given, else the lowest; undefined where none may be set. */
export function throughputOf(fileSystem: FileSystem): number | undefined {
  const { deploymentType, storageType } = withDefaults(fileSystem);
  const rule = LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType];
  return fileSystem.throughputMBpsPerTiB ?? rule?.throughputMBpsPerTiB[0];
}

/** The capacities that go with a file system's type, storage, throughput and EFA; undefined where it has none. */
export function capacityRuleOf(fileSystem: FileSystem): CapacityRule | undefined {
  const { deploymentType, storageType } = withDefaults(fileSystem);
  const throughput = throughputOf(fileSystem);
  const rule = LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType]?.capacity?.(throughput);
  return rule && fileSystem.efa && throughput !== undefined ? (efaCapacity(throughput) ?? rule) : rule;
}

/** The capacity that counts in GiB: what is given, else the smallest; undefined where none may be given. */
export function capacityOf(fileSystem: FileSystem): number | undefined {
  const rule = capacityRuleOf(fileSystem);
  return fileSystem.storageCapacityGiB ?? (rule && smallestCapacity(rule));
}
