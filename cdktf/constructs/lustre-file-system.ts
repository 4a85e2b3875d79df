import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedFileSystem } from '../../core/deployment/resolve';
import { recordCreation } from '../created-at';

export interface LustreFileSystemProps {
  fileSystem: ResolvedFileSystem;
  name: string;
  subnetId: string;
  securityGroupIds: string[];
  /** Security group rules that must stand before CreateFileSystem checks them. */
  dependsOn: ITerraformDependable[];
}

/** A file system with the log group that tells of failed imports and exports. */
export class LustreFileSystem extends Construct {
  readonly fileSystemId: string;
  readonly dnsName: string;
  readonly mountName: string;

  constructor(scope: Construct, id: string, props: LustreFileSystemProps) {
    super(scope, id);
    recordCreation(this, LustreFileSystem);
    const { fileSystem } = props;
    const logGroup =
      fileSystem.logLevel === 'DISABLED'
        ? undefined
        : new CloudwatchLogGroup(this, 'log', {
            name: fileSystem.logGroupName,
            retentionInDays: fileSystem.logRetentionDays,
          });
    const resource = new FsxLustreFileSystem(this, 'file-system', {
      deploymentType: fileSystem.deploymentType,
      storageType: fileSystem.storageType,
      storageCapacity: fileSystem.storageCapacityGiB,
      perUnitStorageThroughput: fileSystem.throughputMBpsPerTiB,
      driveCacheType: fileSystem.storageType === 'HDD' ? (fileSystem.driveCacheType ?? 'NONE') : undefined,
      // Left out, AWS takes 2.10 for some types, and associations fail.
      fileSystemTypeVersion: fileSystem.lustreVersion,
      metadataConfiguration: fileSystem.metadata,
      efaEnabled: fileSystem.efa,
      kmsKeyId: fileSystem.kmsKeyArn,
      subnetIds: [props.subnetId],
      securityGroupIds: props.securityGroupIds,
      logConfiguration: { level: fileSystem.logLevel, destination: logGroup?.arn },
      tags: { Name: props.name },
      timeouts: { create: '60m', update: '60m', delete: '60m' },
      dependsOn: props.dependsOn,
    });
    this.fileSystemId = resource.id;
    this.dnsName = resource.dnsName;
    this.mountName = resource.mountName;
  }
}
