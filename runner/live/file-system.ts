/** The file system. Source: FSx API Reference, DescribeFileSystems. */
import { DescribeFileSystemsCommand, type FileSystem } from '@aws-sdk/client-fsx';
import type { Fact, FileSystemFacts } from '../../core/live/evidence';
import { ask, factOf, given, notHere, type Collection } from './question';

export async function readFileSystem(on: Collection): Promise<Fact<FileSystemFacts>> {
  const asked = await ask(on, 'fileSystem', ({ fsx }) =>
    fsx.send(new DescribeFileSystemsCommand({ FileSystemIds: [on.fileSystemId] })),
  );
  if (asked.status === 'unknown' && asked.code === 'FileSystemNotFound') return notHere(on);
  const fact = factOf(asked, ({ FileSystems: found = [] }) => found[0] && factsOf(found[0]));
  return fact.status === 'absent' ? notHere(on) : fact;
}

function factsOf(found: FileSystem): FileSystemFacts {
  const lustre = found.LustreConfiguration;
  const link = lustre?.DataRepositoryConfiguration;
  return {
    account: found.OwnerId ?? '',
    lifecycle: found.Lifecycle ?? '',
    ...given({
      failure: found.FailureDetails?.Message,
      deploymentType: lustre?.DeploymentType,
      storageType: found.StorageType,
      storageCapacityGiB: found.StorageCapacity,
      throughputMBpsPerTiB: lustre?.PerUnitStorageThroughput,
      version: found.FileSystemTypeVersion,
      backupDays: lustre?.AutomaticBackupRetentionDays,
      kmsKeyId: found.KmsKeyId,
      mountName: lustre?.MountName,
      vpcId: found.VpcId,
      subnetId: found.SubnetIds?.[0],
      logLevel: lustre?.LogConfiguration?.Level,
      logGroupArn: lustre?.LogConfiguration?.Destination,
    }),
    ...(link?.ImportPath !== undefined && {
      imported: {
        importPath: link.ImportPath,
        ...given({
          exportPath: link.ExportPath,
          autoImportPolicy: link.AutoImportPolicy,
          lifecycle: link.Lifecycle,
          failure: link.FailureDetails?.Message,
        }),
      },
    }),
  };
}
