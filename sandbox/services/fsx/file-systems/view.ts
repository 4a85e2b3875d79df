import type { JsonObject } from '../../../json';
import { fileSystemLifecycle } from '../lifecycle';
import { dnsName, fileSystemArn } from '../names';
import type { FileSystemRecord, LegacyRepository } from '../state';

/** Seconds since 1970, as the JSON protocols have times. */
export function epochSeconds(time: string): number {
  return Date.parse(time) / 1000;
}

/** A file system as FSx answers it. Source: FSx API Reference, FileSystem and LustreFileSystemConfiguration. */
export function fileSystemView(record: FileSystemRecord, now: Date): JsonObject {
  const { account, id, log, repository, administrativeActions } = record;
  return {
    OwnerId: account,
    CreationTime: epochSeconds(record.createdAt),
    FileSystemId: id,
    FileSystemType: 'LUSTRE',
    Lifecycle: fileSystemLifecycle(record, now),
    ...(record.storageCapacityGiB === undefined ? {} : { StorageCapacity: record.storageCapacityGiB }),
    StorageType: record.storageType,
    VpcId: record.vpcId,
    SubnetIds: [record.subnetId],
    NetworkInterfaceIds: record.networkInterfaceIds,
    DNSName: dnsName(record),
    ...(record.keyArn === undefined ? {} : { KmsKeyId: record.keyArn }),
    ResourceARN: fileSystemArn(record),
    Tags: record.tags,
    LustreConfiguration: {
      ...record.settings,
      DeploymentType: record.deploymentType,
      MountName: record.mountName,
      LogConfiguration: {
        Level: log.level,
        ...(log.destination === undefined ? {} : { Destination: log.destination }),
      },
      ...(repository && { DataRepositoryConfiguration: repositoryView(repository) }),
    },
    ...(administrativeActions.length > 0 && { AdministrativeActions: administrativeActions }),
    FileSystemTypeVersion: record.version,
    NetworkType: 'IPV4',
  };
}

function repositoryView(repository: LegacyRepository): JsonObject {
  const { misconfigured } = repository;
  return {
    Lifecycle: misconfigured === undefined ? 'AVAILABLE' : 'MISCONFIGURED',
    ImportPath: repository.importPath,
    ExportPath: repository.exportPath,
    ImportedFileChunkSize: repository.chunkSizeMiB,
    AutoImportPolicy: repository.autoImportPolicy,
    ...(misconfigured === undefined ? {} : { FailureDetails: { Message: misconfigured } }),
  };
}
