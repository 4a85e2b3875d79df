import {
  DEPLOYMENT_TYPES,
  DRIVE_CACHE_TYPES,
  LOG_LEVELS,
  METADATA_MODES,
  STORAGE_TYPES,
} from '../../../../core/facts/fsx-lustre';
import { READ_CACHE_SIZING_MODES } from '../../../../core/facts/intelligent-tiering';
import { flag, integer, list, oneOf, required, structure, text, type Input } from '../../shape';
import { CLIENT_TOKEN, TAGS } from '../read-request';

/** Shapes of FSx's requests, as far as Lustre has them. Source: botocore's service model, fsx 2018-03-01. */

const ARCHIVE_PATH = text({ min: 3, max: 4357, pattern: /^[^\0\u0085\u2028\u2029\r\n]{3,4357}$/ });
const DAILY_TIME = text({ min: 5, max: 5, pattern: /^([01]\d|2[0-3]):?([0-5]\d)$/ });
const WEEKLY_TIME = text({ min: 7, max: 7, pattern: /^[1-7]:([01]\d|2[0-3]):?([0-5]\d)$/ });
const AUTO_IMPORT_POLICY = oneOf(['NONE', 'NEW', 'NEW_CHANGED', 'NEW_CHANGED_DELETED'] as const);

export const LOG_CONFIGURATION = structure({
  Level: required(oneOf(LOG_LEVELS)),
  Destination: text({
    min: 8,
    max: 1024,
    pattern: /^arn:[^:]{1,63}:[^:]{0,63}:[^:]{0,63}:(?:|\d{12}):[^/].{0,1023}$/,
  }),
});

/** What can be set when a file system is made and afterwards. */
const CHANGEABLE = {
  WeeklyMaintenanceStartTime: WEEKLY_TIME,
  DailyAutomaticBackupStartTime: DAILY_TIME,
  AutomaticBackupRetentionDays: integer(0, 90),
  AutoImportPolicy: AUTO_IMPORT_POLICY,
  DataCompressionType: oneOf(['NONE', 'LZ4'] as const),
  LogConfiguration: LOG_CONFIGURATION,
  RootSquashConfiguration: structure({
    RootSquash: text({ min: 3, max: 21, pattern: /^([0-9]{1,10}):([0-9]{1,10})$/ }),
    NoSquashNids: list(text({ min: 11, max: 43 }), { max: 64 }),
  }),
  PerUnitStorageThroughput: integer(12, 1000),
  ThroughputCapacity: integer(4000, 2_000_000),
  DataReadCacheConfiguration: structure({
    SizingMode: oneOf(READ_CACHE_SIZING_MODES),
    SizeGiB: integer(32, 131_072),
  }),
};

export const CREATE_FILE_SYSTEM = {
  ClientRequestToken: CLIENT_TOKEN,
  FileSystemType: required(oneOf(['WINDOWS', 'LUSTRE', 'ONTAP', 'OPENZFS'] as const)),
  FileSystemTypeVersion: text({ min: 1, max: 20, pattern: /^[0-9](.[0-9]*)*$/ }),
  StorageCapacity: integer(0, 2_147_483_647),
  StorageType: oneOf(STORAGE_TYPES),
  SubnetIds: required(list(text({ min: 15, max: 24, pattern: /^(subnet-[0-9a-f]{8,})$/ }), { max: 50 })),
  SecurityGroupIds: list(text({ min: 11, max: 20, pattern: /^(sg-[0-9a-f]{8,})$/ }), { max: 50 }),
  Tags: TAGS,
  KmsKeyId: text({ min: 1, max: 2048, pattern: /^.{1,2048}$/ }),
  LustreConfiguration: structure({
    ...CHANGEABLE,
    DeploymentType: oneOf(DEPLOYMENT_TYPES),
    ImportPath: ARCHIVE_PATH,
    ExportPath: ARCHIVE_PATH,
    ImportedFileChunkSize: integer(1, 512_000),
    CopyTagsToBackups: flag(),
    DriveCacheType: oneOf(DRIVE_CACHE_TYPES),
    EfaEnabled: flag(),
    MetadataConfiguration: structure({
      Mode: required(oneOf(METADATA_MODES)),
      Iops: integer(1500, 192_000),
    }),
  }),
};

export const UPDATE_FILE_SYSTEM = {
  ClientRequestToken: CLIENT_TOKEN,
  StorageCapacity: integer(0, 2_147_483_647),
  StorageType: oneOf(STORAGE_TYPES),
  LustreConfiguration: structure({
    ...CHANGEABLE,
    MetadataConfiguration: structure({ Mode: oneOf(METADATA_MODES), Iops: integer(1500, 192_000) }),
  }),
};

export type CreateFileSystemInput = Input<typeof CREATE_FILE_SYSTEM>;
export type LustreInput = NonNullable<CreateFileSystemInput['LustreConfiguration']>;
export type UpdateFileSystemInput = Input<typeof UPDATE_FILE_SYSTEM>;
