/**
 * What each FSx for Lustre deployment type allows.
 *
 * Sources: FSx API Reference, CreateFileSystem, CreateFileSystemLustreConfiguration,
 * DataRepositoryAssociation; FSx for Lustre User Guide, "Deployment options" and "Encryption at rest".
 * The Terraform provider accepts most violations and AWS refuses them minutes later.
 */

export const DEPLOYMENT_TYPES = ['SCRATCH_1', 'SCRATCH_2', 'PERSISTENT_1', 'PERSISTENT_2'] as const;
export type DeploymentType = (typeof DEPLOYMENT_TYPES)[number];

export const STORAGE_TYPES = ['SSD', 'HDD', 'INTELLIGENT_TIERING'] as const;
export type StorageType = (typeof STORAGE_TYPES)[number];

export const LUSTRE_VERSIONS = ['2.10', '2.12', '2.15'] as const;
export type LustreVersion = (typeof LUSTRE_VERSIONS)[number];

export const LOG_LEVELS = ['DISABLED', 'WARN_ONLY', 'ERROR_ONLY', 'WARN_ERROR'] as const;
export const DRIVE_CACHE_TYPES = ['NONE', 'READ'] as const;
export const METADATA_MODES = ['AUTOMATIC', 'USER_PROVISIONED'] as const;
export const ASSOCIATION_EVENTS = ['NEW', 'CHANGED', 'DELETED'] as const;

/** Which storage capacities exist, in GiB: single ones, and series of equal steps. */
export interface CapacityRule {
  alsoGiB: readonly number[];
  series: readonly { firstGiB: number; stepGiB: number }[];
}

/** What goes with one storage type. */
export interface StorageRule {
  /** Values of PerUnitStorageThroughput in MB/s per TiB; empty where it must not be set. */
  throughputMBpsPerTiB: readonly number[];
  /** The capacities, by throughput where they depend on it; absent where none may be given. */
  capacity?: (throughputMBpsPerTiB: number | undefined) => CapacityRule;
}

export interface DeploymentTypeFacts {
  storage: Partial<Record<StorageType, StorageRule>>;
  /** Whether a customer managed KMS key may encrypt the file system at rest. */
  customerKey: boolean;
  /** Whether it can be linked by data repository associations at all. */
  association: boolean;
  /** Lustre versions that exist for it. */
  versions: readonly LustreVersion[];
  /** Lustre versions with which an association works. */
  associationVersions: readonly LustreVersion[];
  /** What AWS takes when the version is left out. */
  defaultVersion: LustreVersion;
  /** Whether traffic is encrypted by itself between it and supported instances. */
  encryptionInTransit: boolean;
  /** Whether MetadataConfiguration (and with it EFA) may be set. */
  metadataConfiguration: boolean;
  /** Whether ImportPath and ExportPath, the older link to S3, may be set. */
  importPath: boolean;
}

const multiplesOf = (stepGiB: number) => ({ firstGiB: stepGiB, stepGiB });
const ssd: CapacityRule = { alsoGiB: [1200], series: [multiplesOf(2400)] };
/** "1200 GiB, 2400 GiB, and increments of 3600 GiB" can be read in two ways; both are accepted. */
const scratch1: CapacityRule = {
  alsoGiB: [1200],
  series: [multiplesOf(3600), { firstGiB: 2400, stepGiB: 3600 }],
};

export const LUSTRE_DEPLOYMENT_TYPES: Readonly<Record<DeploymentType, DeploymentTypeFacts>> = {
  SCRATCH_1: {
    storage: { SSD: { throughputMBpsPerTiB: [], capacity: () => scratch1 } },
    customerKey: false,
    association: false,
    versions: ['2.10', '2.12', '2.15'],
    associationVersions: [],
    defaultVersion: '2.10',
    encryptionInTransit: false,
    metadataConfiguration: false,
    importPath: true,
  },
  SCRATCH_2: {
    storage: { SSD: { throughputMBpsPerTiB: [], capacity: () => ssd } },
    customerKey: false,
    association: true,
    versions: ['2.10', '2.12', '2.15'],
    associationVersions: ['2.12', '2.15'],
    defaultVersion: '2.10',
    encryptionInTransit: true,
    metadataConfiguration: false,
    importPath: true,
  },
  PERSISTENT_1: {
    storage: {
      SSD: { throughputMBpsPerTiB: [50, 100, 200], capacity: () => ssd },
      HDD: {
        throughputMBpsPerTiB: [12, 40],
        capacity: (throughput) => ({
          alsoGiB: [],
          series: [multiplesOf(throughput === 40 ? 1800 : 6000)],
        }),
      },
    },
    customerKey: true,
    association: true,
    versions: ['2.10', '2.12', '2.15'],
    associationVersions: ['2.12', '2.15'],
    defaultVersion: '2.10',
    encryptionInTransit: true,
    metadataConfiguration: false,
    importPath: true,
  },
  PERSISTENT_2: {
    storage: {
      SSD: { throughputMBpsPerTiB: [125, 250, 500, 1000], capacity: () => ssd },
      // An Intelligent-Tiering file system has no storage capacity and cannot be linked to S3.
      INTELLIGENT_TIERING: { throughputMBpsPerTiB: [] },
    },
    customerKey: true,
    association: true,
    versions: ['2.12', '2.15'],
    associationVersions: ['2.12', '2.15'],
    defaultVersion: '2.12',
    encryptionInTransit: true,
    metadataConfiguration: true,
    importPath: false,
  },
};

/** Limits of data repository associations (FSx API Reference, CreateDataRepositoryAssociation). */
export const ASSOCIATION_LIMITS = { perFileSystem: 8, fileSystemPathLength: 4096 } as const;

/** Metadata IOPS that can be provisioned: 1500, 3000, 6000, and multiples of 12000 up to 192000. */
export function isMetadataIops(iops: number): boolean {
  return [1500, 3000, 6000].includes(iops) || (iops % 12000 === 0 && iops >= 12000 && iops <= 192000);
}

/** Whether a capacity exists under a rule. */
export function isCapacity(gib: number, rule: CapacityRule): boolean {
  return (
    rule.alsoGiB.includes(gib) ||
    rule.series.some(({ firstGiB, stepGiB }) => gib >= firstGiB && (gib - firstGiB) % stepGiB === 0)
  );
}

/**
 * Capacities with Elastic Fabric Adapter, by throughput in MB/s per TiB: an EFA file system has no servers smaller
 * than these. Source: FSx for Lustre User Guide, "Increasing storage capacity".
 */
const EFA_STEP_GIB: Readonly<Record<number, number>> = { 125: 38_400, 250: 19_200, 500: 9600, 1000: 4800 };

/** The capacities of an EFA file system; undefined for a throughput that does not exist. */
export function efaCapacity(throughputMBpsPerTiB: number): CapacityRule | undefined {
  const step = EFA_STEP_GIB[throughputMBpsPerTiB];
  return step === undefined ? undefined : { alsoGiB: [], series: [multiplesOf(step)] };
}

/** The smallest capacity of a rule, in GiB. */
export function smallestCapacity(rule: CapacityRule): number {
  return Math.min(...rule.alsoGiB, ...rule.series.map(({ firstGiB }) => firstGiB));
}

/** The valid capacities just below (where there is one) and just above a value, in GiB. */
export function nearestCapacities(gib: number, rule: CapacityRule): number[] {
  const around = rule.series.flatMap(({ firstGiB, stepGiB }) => {
    const steps = Math.max(0, Math.floor((gib - firstGiB) / stepGiB));
    return [firstGiB + steps * stepGiB, firstGiB + (steps + 1) * stepGiB];
  });
  const candidates = [...rule.alsoGiB, ...around];
  const below = candidates.filter((candidate) => candidate <= gib);
  const above = candidates.filter((candidate) => candidate > gib);
  return [...(below.length ? [Math.max(...below)] : []), Math.min(...above)];
}

/** A capacity rule in words. */
export function describeCapacity(rule: CapacityRule): string {
  const parts = [
    ...rule.alsoGiB.map((gib) => `${gib} GiB`),
    ...rule.series.map(({ firstGiB, stepGiB }) =>
      firstGiB === stepGiB
        ? `multiples of ${stepGiB} GiB`
        : `${firstGiB} GiB plus multiples of ${stepGiB} GiB`,
    ),
  ];
  return parts.join(' or ');
}
