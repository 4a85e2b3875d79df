import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedFileSystem } from '../../core/deployment/resolve';
import { recordCreation } from '../created-at';

/** What a `LustreFileSystem` is made from. */
export interface LustreFileSystemProps {
  /** Type, capacity, throughput and the rest, with defaults: `fileSystem` of a resolved deployment. */
  fileSystem: ResolvedFileSystem;
  /** Value of its `Name` tag. */
  name: string;
  /** The one subnet that it stands in. */
  subnetId: string;
  /** Security groups that let Lustre traffic in: TCP 988 and 1018-1023. */
  securityGroupIds: string[];
  /** Security group rules that must stand before CreateFileSystem checks them. */
  dependsOn: ITerraformDependable[];
}

/**
 * A file system with the log group that tells of failed imports and exports.
 *
 * @example
 * const network = new LustreNetwork(stack, 'network', {
 *   namePrefix: 'genomics',
 *   vpcCidr: '10.71.0.0/24',
 *   efa: false,
 * });
 * const lustre = new LustreFileSystem(stack, 'lustre', {
 *   fileSystem: deployment.fileSystem,
 *   name: 'genomics',
 *   subnetId: network.subnetId,
 *   securityGroupIds: network.fileSystemSecurityGroupIds,
 *   dependsOn: network.rules,
 * });
 * new TerraformOutput(stack, 'mount_name', { value: lustre.mountName });
 */
export class LustreFileSystem extends Construct {
  /** Id, such as `fs-0123456789abcdef0`; the name of its service-linked role ends with it. */
  readonly fileSystemId: string;
  /** DNS name, which resolves in its own VPC only. */
  readonly dnsName: string;
  /** What AWS calls it in the mount command. */
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
