import {
  describeCapacity,
  isCapacity,
  isMetadataIops,
  LUSTRE_DEPLOYMENT_TYPES,
  type DeploymentType,
  type LustreVersion,
  type StorageRule,
  type StorageType,
} from '../../../../core/facts/fsx-lustre';
import { isTieringThroughput } from '../../../../core/facts/intelligent-tiering';
import type { AwsError } from '../../../gateway/outcome';
import { parseDataRepositoryPath } from '../../../lustre/link';
import { badRequest, fsxError } from '../errors';
import type { CreateFileSystemInput, LustreInput } from './request';

/** A file system as it was asked for, what was left out filled in as AWS does. */
export interface LustrePlan {
  readonly deploymentType: DeploymentType;
  readonly storageType: StorageType;
  readonly version: LustreVersion;
  readonly storageCapacityGiB: number | undefined;
  readonly lustre: LustreInput;
}

/**
 * Checks a file system's settings against each other. AWS's codes; its sentences are not documented, these say the
 * same. Source: FSx API Reference, CreateFileSystem and CreateFileSystemLustreConfiguration.
 */
export function planFileSystem(
  input: CreateFileSystemInput,
): { readonly status: 'ok'; readonly plan: LustrePlan } | AwsError {
  const lustre: Partial<LustreInput> = input.LustreConfiguration ?? {};
  const plan: LustrePlan = {
    deploymentType: lustre.DeploymentType ?? 'SCRATCH_1',
    storageType: input.StorageType ?? 'SSD',
    version: versionOf(input, lustre),
    storageCapacityGiB: input.StorageCapacity,
    lustre: lustre as LustreInput,
  };
  const checks = [subnetProblem, storageProblem, throughputProblem, capacityProblem, versionProblem];
  const more = [keyProblem, cacheProblem, metadataProblem, repositoryProblem, backupProblem];
  for (const check of [...checks, ...more]) {
    const problem = check(plan, input);
    if (problem) return problem;
  }
  return { status: 'ok', plan };
}

function versionOf(
  { FileSystemTypeVersion: version }: CreateFileSystemInput,
  lustre: Partial<LustreInput>,
): LustreVersion {
  const { defaultVersion } = LUSTRE_DEPLOYMENT_TYPES[lustre.DeploymentType ?? 'SCRATCH_1'];
  return (version ?? (lustre.MetadataConfiguration ? '2.15' : defaultVersion)) as LustreVersion;
}

type Check = (plan: LustrePlan, input: CreateFileSystemInput) => AwsError | undefined;

const subnetProblem: Check = (_, { SubnetIds: subnets }) =>
  subnets.length === 1
    ? undefined
    : badRequest('Exactly one subnet ID is required for Amazon FSx for Lustre file systems.');

const storageProblem: Check = ({ deploymentType, storageType }) =>
  storageRule(deploymentType, storageType)
    ? undefined
    : badRequest(`Storage type ${storageType} is not supported for deployment type ${deploymentType}.`);

export function storageRule(
  deploymentType: DeploymentType,
  storageType: StorageType,
): StorageRule | undefined {
  return LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType];
}

const throughputProblem: Check = ({ deploymentType, storageType, lustre }) => {
  if (storageType === 'INTELLIGENT_TIERING') return tieringProblem(lustre);
  const given = lustre.PerUnitStorageThroughput;
  const values = storageRule(deploymentType, storageType)?.throughputMBpsPerTiB ?? [];
  if (values.length === 0) {
    return given === undefined
      ? undefined
      : badThroughput(`PerUnitStorageThroughput is not supported for deployment type ${deploymentType}.`);
  }
  if (given !== undefined && values.includes(given)) return undefined;
  return badThroughput(
    `PerUnitStorageThroughput must be one of ${values.join(', ')} for deployment type ${deploymentType} and storage type ${storageType}.`,
  );
};

function badThroughput(message: string): AwsError {
  return fsxError('InvalidPerUnitStorageThroughput', message);
}

function tieringProblem(lustre: LustreInput): AwsError | undefined {
  const { ThroughputCapacity: throughput, DataReadCacheConfiguration: cache } = lustre;
  if (throughput === undefined || !isTieringThroughput(throughput)) {
    return badRequest('ThroughputCapacity must be a multiple of 4000 for storage type INTELLIGENT_TIERING.');
  }
  return cache ? undefined : badRequest('DataReadCacheConfiguration is required for INTELLIGENT_TIERING.');
}

const capacityProblem: Check = ({ deploymentType, storageType, storageCapacityGiB, lustre }) => {
  const rule = storageRule(deploymentType, storageType)?.capacity?.(lustre.PerUnitStorageThroughput);
  if (!rule) {
    return storageCapacityGiB === undefined
      ? undefined
      : badRequest(`StorageCapacity must not be given for storage type ${storageType}.`);
  }
  if (storageCapacityGiB === undefined) return badRequest('StorageCapacity is required.');
  return isCapacity(storageCapacityGiB, rule)
    ? undefined
    : badRequest(
        `Invalid storage capacity ${storageCapacityGiB} GiB. Deployment type ${deploymentType} takes ${describeCapacity(rule)}.`,
      );
};

const versionProblem: Check = ({ deploymentType, version, lustre }) => {
  const { versions } = LUSTRE_DEPLOYMENT_TYPES[deploymentType];
  if (!versions.includes(version)) {
    return badRequest(
      `FileSystemTypeVersion ${version} is not supported for deployment type ${deploymentType}. Supported versions: ${versions.join(', ')}.`,
    );
  }
  return lustre.MetadataConfiguration && version !== '2.15'
    ? badRequest(`MetadataConfiguration is not supported for FileSystemTypeVersion ${version}.`)
    : undefined;
};

const keyProblem: Check = ({ deploymentType }, { KmsKeyId: keyId }) =>
  keyId === undefined || LUSTRE_DEPLOYMENT_TYPES[deploymentType].customerKey
    ? undefined
    : badRequest(`KmsKeyId is not supported for deployment type ${deploymentType}.`);

const cacheProblem: Check = ({ storageType, lustre }) => {
  const isHdd = storageType === 'HDD';
  if (isHdd === (lustre.DriveCacheType !== undefined)) return undefined;
  return badRequest(
    isHdd
      ? 'DriveCacheType is required for storage type HDD.'
      : `DriveCacheType is not supported for storage type ${storageType}.`,
  );
};

const metadataProblem: Check = ({ deploymentType, storageType, lustre }) => {
  const { MetadataConfiguration: metadata, EfaEnabled: efa } = lustre;
  const { metadataConfiguration } = LUSTRE_DEPLOYMENT_TYPES[deploymentType];
  if (metadata && !metadataConfiguration) {
    return badRequest(`MetadataConfiguration is not supported for deployment type ${deploymentType}.`);
  }
  if (efa === true && (!metadataConfiguration || (!metadata && storageType === 'SSD'))) {
    return badRequest(
      'EfaEnabled is supported for PERSISTENT_2 file systems with a metadata configuration only.',
    );
  }
  if (!metadata) return undefined;
  const { Mode: mode, Iops: iops } = metadata;
  if ((mode === 'USER_PROVISIONED') !== (iops !== undefined)) {
    return badRequest('Iops of MetadataConfiguration goes with mode USER_PROVISIONED, and only with it.');
  }
  return iops === undefined || isMetadataIops(iops)
    ? undefined
    : badRequest(`Invalid metadata IOPS ${iops}.`);
};

const repositoryProblem: Check = ({ deploymentType, lustre }) => {
  const { ImportPath: importPath, ExportPath: exportPath } = lustre;
  const others = [exportPath, lustre.ImportedFileChunkSize, lustre.AutoImportPolicy];
  if (importPath === undefined) {
    return others.some((value) => value !== undefined)
      ? badRequest('ExportPath, ImportedFileChunkSize and AutoImportPolicy need an ImportPath.')
      : undefined;
  }
  if (!LUSTRE_DEPLOYMENT_TYPES[deploymentType].importPath) {
    return badRequest(
      `ImportPath is not supported for deployment type ${deploymentType}. Create a data repository association.`,
    );
  }
  const from = parseDataRepositoryPath(importPath);
  if (!from) return fsxError('InvalidImportPath', `The import path ${importPath} is not valid.`);
  const to = exportPath === undefined ? from : parseDataRepositoryPath(exportPath);
  return to?.bucket === from.bucket
    ? undefined
    : fsxError('InvalidExportPath', 'The export path must be in the same S3 bucket as the import path.');
};

const backupProblem: Check = ({ deploymentType, lustre }) => {
  const days = lustre.AutomaticBackupRetentionDays ?? 0;
  if (days === 0) return undefined;
  if (deploymentType.startsWith('SCRATCH')) {
    return badRequest(`Automatic backups are not supported for deployment type ${deploymentType}.`);
  }
  return lustre.ImportPath === undefined
    ? undefined
    : badRequest('Automatic backups are not supported for file systems that are linked to an S3 bucket.');
};
