import {
  describeCapacity,
  isCapacity,
  isMetadataIops,
  LUSTRE_DEPLOYMENT_TYPES,
  nearestCapacities,
  type StorageRule,
} from '../../facts/fsx-lustre';
import { orList, type Report } from '../problem';
import { capacityRuleOf, throughputOf, withDefaults, type FileSystem } from './file-system';

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
    checkCapacity(fileSystem, deploymentType, storageType, report);
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
  report: Report,
): void {
  const value = fileSystem.storageCapacityGiB;
  const rule = capacityRuleOf(fileSystem);
  if (value === undefined || !rule || isCapacity(value, rule)) return;
  const byThroughput = storageType === 'HDD' || fileSystem.efa;
  const throughput = byThroughput ? ` at ${throughputOf(fileSystem) ?? ''} MB/s per TiB` : '';
  report({
    path: at('storageCapacityGiB'),
    value,
    problem: `is not a capacity of ${deploymentType} with ${storageType} storage${fileSystem.efa ? ' and EFA' : ''}${throughput}`,
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
