import {
  describeCapacity,
  isCapacity,
  isMetadataIops,
  type DeploymentType,
  type StorageType,
} from '../../../../core/facts/fsx-lustre';
import type { Call } from '../../../gateway/call';
import { ok, type AwsError, type Outcome } from '../../../gateway/outcome';
import { isJsonObject, type JsonObject } from '../../../json';
import { refusal } from '../access';
import { badRequest, fileSystemNotFound, fsxError } from '../errors';
import { findFileSystem } from '../find';
import type { FsxGround } from '../ground';
import { fileSystemLifecycle, pending } from '../lifecycle';
import { openLink } from '../linking';
import { legacyLink } from '../links';
import { fileSystemArn } from '../names';
import { FILE_SYSTEM_ID, readRequest } from '../read-request';
import { required } from '../../shape';
import type { FileSystemRecord } from '../state';
import { planLog } from './log-configuration';
import { UPDATE_FILE_SYSTEM, type UpdateFileSystemInput } from './request';
import { withoutUndefined } from './settings';
import { storageRule } from './validate';
import { epochSeconds, fileSystemView } from './view';

const SHAPE = { ...UPDATE_FILE_SYSTEM, FileSystemId: required(FILE_SYSTEM_ID) };

/** Settings that are kept as they are given. */
const PLAIN = [
  'WeeklyMaintenanceStartTime',
  'DailyAutomaticBackupStartTime',
  'AutomaticBackupRetentionDays',
  'DataCompressionType',
  'RootSquashConfiguration',
  'PerUnitStorageThroughput',
  'ThroughputCapacity',
  'DataReadCacheConfiguration',
] as const;

/** UpdateFileSystem. Source: FSx API Reference, UpdateFileSystem and UpdateFileSystemLustreConfiguration. */
export async function updateFileSystem(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document } = ground;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  const record = findFileSystem(ground.state(), call, input.FileSystemId);
  const denied = await refusal(world, call, [fileSystemArn(record ?? idOnly(call, input.FileSystemId))]);
  if (denied) return denied;
  if (!record) return fileSystemNotFound(input.FileSystemId);
  if (fileSystemLifecycle(record, world.now()) === 'CREATING') {
    return badRequest(`File system '${record.id}' is not AVAILABLE.`);
  }
  const lustre = input.LustreConfiguration;
  const problem = settingsProblem(record, input);
  if (problem) return problem;
  const log = lustre?.LogConfiguration && (await planLog(world, record, lustre.LogConfiguration));
  if (log?.status === 'error') return log;

  const at = world.now().toISOString();
  await document.change(() => {
    if (log) record.log = log.log;
    if (input.StorageCapacity !== undefined) record.storageCapacityGiB = input.StorageCapacity;
    record.settings = changedSettings(record.settings, lustre ?? {});
    if (record.repository && lustre?.AutoImportPolicy !== undefined) {
      record.repository.autoImportPolicy = lustre.AutoImportPolicy;
      record.repository.misconfigured = undefined;
    }
    record.pending = pending('UPDATING', world);
    record.administrativeActions = [action(input, at), ...record.administrativeActions].slice(0, MAX_ACTIONS);
  });
  const link = lustre?.AutoImportPolicy === undefined ? undefined : legacyLink(record);
  const misconfigured = link && (await openLink(ground, record, link, false));
  await document.change(() => {
    if (record.repository && misconfigured !== undefined) record.repository.misconfigured = misconfigured;
  });
  return ok({ FileSystem: fileSystemView(record, world.now()) });
}

const MAX_ACTIONS = 50;

export function idOnly(
  { caller, region }: Call,
  id: string,
): { account: string; region: string; id: string } {
  return { account: caller.kind === 'anonymous' ? '' : caller.account, region, id };
}

function action(input: UpdateFileSystemInput, at: string): JsonObject {
  return {
    AdministrativeActionType: 'FILE_SYSTEM_UPDATE',
    RequestTime: epochSeconds(at),
    Status: 'COMPLETED',
    TargetFileSystemValues: withoutUndefined({
      StorageCapacity: input.StorageCapacity,
      LustreConfiguration: input.LustreConfiguration,
    }),
  };
}

function changedSettings(
  settings: JsonObject,
  lustre: NonNullable<UpdateFileSystemInput['LustreConfiguration']> | Record<string, never>,
): JsonObject {
  const given = Object.fromEntries(PLAIN.map((name) => [name, (lustre as JsonObject)[name]]));
  const metadata = (lustre as JsonObject)['MetadataConfiguration'];
  const old = settings['MetadataConfiguration'];
  return {
    ...settings,
    ...withoutUndefined(given),
    ...(isJsonObject(metadata) && {
      MetadataConfiguration: { ...(isJsonObject(old) ? old : {}), ...withoutUndefined(metadata) },
    }),
  };
}

function settingsProblem(record: FileSystemRecord, input: UpdateFileSystemInput): AwsError | undefined {
  const lustre = input.LustreConfiguration;
  const isScratch = record.deploymentType.startsWith('SCRATCH');
  const throughput = lustre?.PerUnitStorageThroughput;
  const rule = storageRule(record.deploymentType as DeploymentType, record.storageType as StorageType);
  if (throughput !== undefined && !rule?.throughputMBpsPerTiB.includes(throughput)) {
    return fsxError(
      'InvalidPerUnitStorageThroughput',
      `PerUnitStorageThroughput ${throughput} is not valid for ${record.deploymentType}.`,
    );
  }
  const days = lustre?.AutomaticBackupRetentionDays ?? 0;
  if (days > 0 && (isScratch || record.repository)) {
    return badRequest(`Automatic backups are not supported for file system '${record.id}'.`);
  }
  if (lustre?.AutoImportPolicy !== undefined && !record.repository) {
    return badRequest(
      `File system '${record.id}' has no ImportPath, so that AutoImportPolicy cannot be set.`,
    );
  }
  const iops = lustre?.MetadataConfiguration?.Iops;
  if (iops !== undefined && !isMetadataIops(iops)) return badRequest(`Invalid metadata IOPS ${iops}.`);
  return capacityProblem(record, input.StorageCapacity);
}

function capacityProblem(record: FileSystemRecord, capacityGiB: number | undefined): AwsError | undefined {
  if (capacityGiB === undefined) return undefined;
  const { deploymentType, storageType, settings, storageCapacityGiB: before = 0 } = record;
  if (deploymentType === 'SCRATCH_1') {
    return badRequest('The storage capacity of a SCRATCH_1 file system cannot be changed.');
  }
  const rule = storageRule(deploymentType as DeploymentType, storageType as StorageType)?.capacity?.(
    settings['PerUnitStorageThroughput'] as number | undefined,
  );
  if (!rule || !isCapacity(capacityGiB, rule)) {
    const takes = rule ? ` It takes ${describeCapacity(rule)}.` : '';
    return badRequest(`Invalid storage capacity ${capacityGiB} GiB.${takes}`);
  }
  return capacityGiB > before
    ? undefined
    : badRequest(`The storage capacity can only be increased; it is ${before} GiB.`);
}
