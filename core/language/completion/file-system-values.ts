/** What the attributes of a file system can be, by what stands beside them. */
import {
  AUTO_IMPORT_POLICIES,
  COMPRESSION_TYPES,
  DEPLOYMENT_TYPE_NOTES,
  STORAGE_TYPE_NOTES,
} from '../../facts/deployment-notes';
import {
  DEPLOYMENT_TYPES,
  DRIVE_CACHE_TYPES,
  LOG_LEVELS,
  LUSTRE_DEPLOYMENT_TYPES,
  METADATA_MODES,
  STORAGE_TYPES,
  isMetadataIops,
  smallestCapacity,
  type StorageRule,
} from '../../facts/fsx-lustre';
import {
  READ_CACHE_SIZING_MODES,
  TIERING_METADATA_IOPS,
  TIERING_THROUGHPUT_MBPS,
} from '../../facts/intelligent-tiering';
import { given } from '../../model/configuration';
import { readLustreFileSystem, type LustreFileSystem } from '../../model/lustre-file-system';
import { deploymentTypeCard, storageTypeCard } from '../hover/deployment';
import { textCandidate } from './candidate';
import type { AttributeContext } from './context';
import { booleans, numbers, texts, type Offer } from './offer';

const FILE_SYSTEM = 'aws_fsx_lustre_file_system';
/** Capacities that are offered of a series, which has no end. */
const CAPACITIES = 4;
/** Steps of throughput that are offered for Intelligent-Tiering. */
const TIERING_STEPS = 3;
const METADATA_IOPS: readonly number[] = [1500, 3000, 6000, 12_000, 24_000, 36_000, 48_000].filter(
  isMetadataIops,
);

/** By the resource's type, and the names inwards. */
export const FILE_SYSTEM_VALUES: Readonly<Record<string, Offer>> = {
  [`${FILE_SYSTEM}.deployment_type`]: () =>
    [...DEPLOYMENT_TYPES].reverse().map((type) =>
      textCandidate(type, 'value', 0, {
        detail: DEPLOYMENT_TYPE_NOTES[type],
        documentation: deploymentTypeCard(type),
        preselect: type === 'PERSISTENT_2',
      }),
    ),
  [`${FILE_SYSTEM}.storage_type`]: (context) =>
    STORAGE_TYPES.filter((type) => {
      const { deploymentType } = fileSystem(context);
      return deploymentType === undefined || LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[type];
    }).map((type) =>
      textCandidate(type, 'value', 0, {
        detail: STORAGE_TYPE_NOTES[type],
        documentation: storageTypeCard(type),
        preselect: type === 'SSD',
      }),
    ),
  [`${FILE_SYSTEM}.per_unit_storage_throughput`]: (context) =>
    numbers(storageRule(context)?.throughputMBpsPerTiB ?? [], 'MB/s per TiB'),
  [`${FILE_SYSTEM}.storage_capacity`]: (context) => numbers(capacities(context), 'GiB'),
  [`${FILE_SYSTEM}.throughput_capacity`]: () =>
    numbers(
      Array.from({ length: TIERING_STEPS }, (_, index) => (index + 1) * TIERING_THROUGHPUT_MBPS.step),
      'MB/s, with Intelligent-Tiering',
    ),
  [`${FILE_SYSTEM}.file_system_type_version`]: (context) => {
    const { deploymentType, hasMetadata } = fileSystem(context);
    const versions = deploymentType
      ? LUSTRE_DEPLOYMENT_TYPES[deploymentType].versions
      : (['2.15', '2.12'] as const);
    return texts(
      [...versions]
        .sort()
        .reverse()
        .filter((version) => hasMetadata !== true || version === '2.15'),
    );
  },
  [`${FILE_SYSTEM}.drive_cache_type`]: () => texts(DRIVE_CACHE_TYPES, 'with HDD storage'),
  [`${FILE_SYSTEM}.data_compression_type`]: () => texts([...COMPRESSION_TYPES].reverse()),
  [`${FILE_SYSTEM}.auto_import_policy`]: () =>
    texts([...AUTO_IMPORT_POLICIES].reverse(), 'with an import path'),
  [`${FILE_SYSTEM}.efa_enabled`]: booleans,
  [`${FILE_SYSTEM}.metadata_configuration.mode`]: (context) =>
    texts(METADATA_MODES.filter((mode) => mode === 'USER_PROVISIONED' || mayBeAutomatic(context))),
  [`${FILE_SYSTEM}.metadata_configuration.iops`]: (context) =>
    numbers(isTiering(context) ? TIERING_METADATA_IOPS : METADATA_IOPS, 'metadata IOPS'),
  [`${FILE_SYSTEM}.log_configuration.level`]: () => texts([...LOG_LEVELS].reverse()),
  [`${FILE_SYSTEM}.data_read_cache_configuration.sizing_mode`]: () => texts(READ_CACHE_SIZING_MODES),
};

function fileSystem({ site, model }: AttributeContext): LustreFileSystem {
  return readLustreFileSystem(site.located, model);
}

function isTiering(context: AttributeContext): boolean {
  return fileSystem(context).storageType === 'INTELLIGENT_TIERING';
}

/** Whether AWS can choose the metadata IOPS: none are given, and the storage is no Intelligent-Tiering. */
function mayBeAutomatic(context: AttributeContext): boolean {
  const { blocks } = fileSystem(context).blocks('metadata_configuration');
  return !isTiering(context) && !blocks.some((block) => given(block, 'iops') !== undefined);
}

/** What goes with the storage type that is given, or with the one that AWS takes where none is written yet. */
function storageRule(context: AttributeContext): StorageRule | undefined {
  const { deploymentType, storageType, resource } = fileSystem(context);
  const isOmitted = ['storage_type', 'backup_id'].every((name) => given(resource.body, name) === undefined);
  const type = storageType ?? (isOmitted ? 'SSD' : undefined);
  return deploymentType && type && LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[type];
}

function capacities(context: AttributeContext): number[] {
  const throughput = fileSystem(context).setting('per_unit_storage_throughput');
  const perTiB = throughput.status === 'given' ? Number(throughput.text) : undefined;
  const rule = storageRule(context)?.capacity?.(perTiB);
  if (!rule) return [];
  const series = rule.series.flatMap(({ firstGiB, stepGiB }) =>
    Array.from({ length: CAPACITIES }, (_, index) => firstGiB + index * stepGiB),
  );
  const all = [smallestCapacity(rule), ...rule.alsoGiB, ...series];
  return [...new Set(all)].sort((a, b) => a - b).slice(0, CAPACITIES);
}
