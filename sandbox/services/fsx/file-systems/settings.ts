import { LUSTRE_DEPLOYMENT_TYPES } from '../../../../core/facts/fsx-lustre';
import type { JsonObject } from '../../../json';
import type { LustrePlan } from './validate';

/** When FSx works on a file system whose owner did not say: Sunday, and at night. */
const MAINTENANCE = '7:05:00';
const BACKUP = '05:00';

/**
 * The members of LustreConfiguration that are answered as they were given, what was left out as AWS fills it in.
 * Source: FSx API Reference, LustreFileSystemConfiguration.
 */
export function settingsOf({ deploymentType, storageType, lustre }: LustrePlan): JsonObject {
  const isPersistent = deploymentType.startsWith('PERSISTENT');
  const squash = lustre.RootSquashConfiguration;
  const settings = {
    WeeklyMaintenanceStartTime: lustre.WeeklyMaintenanceStartTime ?? MAINTENANCE,
    PerUnitStorageThroughput: lustre.PerUnitStorageThroughput,
    ...(isPersistent && {
      AutomaticBackupRetentionDays: lustre.AutomaticBackupRetentionDays ?? 0,
      DailyAutomaticBackupStartTime:
        lustre.DailyAutomaticBackupStartTime ?? (lustre.AutomaticBackupRetentionDays ? BACKUP : undefined),
    }),
    CopyTagsToBackups: lustre.CopyTagsToBackups ?? false,
    DriveCacheType: storageType === 'HDD' ? lustre.DriveCacheType : undefined,
    DataCompressionType: lustre.DataCompressionType ?? 'NONE',
    RootSquashConfiguration: squash,
    MetadataConfiguration: lustre.MetadataConfiguration && metadataOf(lustre.MetadataConfiguration),
    EfaEnabled: LUSTRE_DEPLOYMENT_TYPES[deploymentType].metadataConfiguration
      ? (lustre.EfaEnabled ?? false)
      : undefined,
    ThroughputCapacity: lustre.ThroughputCapacity,
    DataReadCacheConfiguration: lustre.DataReadCacheConfiguration,
  };
  return withoutUndefined(settings);
}

/** AUTOMATIC mode has the IOPS that go with the smallest capacity. */
function metadataOf({ Mode: mode, Iops: iops }: { Mode: string; Iops: number | undefined }): JsonObject {
  return { Mode: mode, Iops: iops ?? AUTOMATIC_IOPS };
}

const AUTOMATIC_IOPS = 1500;

/** Without members that are undefined, also in objects inside. */
export function withoutUndefined(object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject;
}
