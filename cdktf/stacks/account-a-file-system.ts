import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { fileSystemDnsName, needsGrant } from '../../core/deployment/resolve';
import { fileSystemRoleArn } from '../../core/facts/arns';
import { hasReached } from '../../core/journey/steps';
import { AccountStack, type AccountStackProps } from '../account-stack';
import { BucketAssociations } from '../constructs/bucket-associations';
import { FileSystemGrants, type FileSystemGrant } from '../constructs/file-system-grants';
import { GrantAdministrator } from '../constructs/grant-administrator';
import { LustreClient, mountCommand, type LustreMount } from '../constructs/lustre-client';
import { LustreFileSystem } from '../constructs/lustre-file-system';
import { LustreNetwork } from '../constructs/lustre-network';
import type { AccountCKey } from './account-c-key';

/** What the stack of account A is made from. */
export interface AccountAFileSystemProps extends AccountStackProps {
  /** The stack of account C, from whose state the ARNs of the keys come. */
  keyStack: AccountCKey;
}

/** A file system as the rest of the stack needs it, new or existing. */
interface FileSystemInUse {
  id: string;
  dnsName: string;
  /** Undefined for an existing one whose mount name was not given. */
  mountName?: string;
}

/**
 * Account A: file system, associations and client (step 4), and the grants for the file system's role (step 6).
 *
 * @example
 * const keyStack = new AccountCKey(app, { deployment });
 * new AccountAFileSystem(app, { deployment, keyStack });
 */
export class AccountAFileSystem extends AccountStack {
  constructor(scope: Construct, props: AccountAFileSystemProps) {
    super(scope, 'fileSystem', props);
    const { throughStep, buckets } = this.deployment;
    if (!hasReached(throughStep, 'upload-and-mount')) return;

    const { existingId } = this.deployment.fileSystem;
    const fileSystem = existingId === undefined ? this.newFileSystem() : this.existingFileSystem(existingId);
    const { associations } = new BucketAssociations(this, 'associations', {
      fileSystemId: fileSystem.id,
      buckets: buckets.filter(({ associate }) => associate),
    });
    this.createClient(fileSystem);
    const { partition, accounts } = this.deployment;
    const roleArn = fileSystemRoleArn(partition, accounts.fileSystem.id, fileSystem.id);
    this.output('file_system_id', fileSystem.id, 'File system');
    this.output(
      'service_linked_role_arn',
      roleArn,
      "The file system's role for S3: the grantee, and who CloudTrail names",
    );
    for (const { bucket, resource } of associations) {
      this.output(
        `association_id_${bucket.name}`,
        // The provider (5.100) leaves association_id empty; the resource's id is the same.
        resource.id,
        `Association with s3://${bucket.bucketName}`,
      );
    }
    if (this.keysToGrant.length === 0) return;
    const keyArnOf = props.keyStack.keyArnsFor(this);
    // Two steps before the grant: IAM takes a while to let a policy be felt, and CreateGrant is not tried again.
    const administrator = this.createAdministrator(keyArnOf);
    if (!hasReached(throughStep, 'grant')) return;
    this.createGrants(keyArnOf, roleArn, fileSystem.id, [
      ...associations.map(({ resource }) => resource),
      ...administrator.ready,
    ]);
  }

  /** Where a new file system and a new client stand; made when the first of them asks for it. */
  private get network(): LustreNetwork {
    const { fileSystem, network, namePrefix } = this.deployment;
    const { vpcId, subnetId, securityGroupIds } = network;
    return (this.lazyNetwork ??= new LustreNetwork(this, 'network', {
      namePrefix,
      vpcCidr: network.vpcCidr,
      availabilityZone: network.availabilityZone,
      existing:
        vpcId !== undefined && subnetId !== undefined ? { vpcId, subnetId, securityGroupIds } : undefined,
      efa: fileSystem.efa ?? false,
    }));
  }
  private lazyNetwork?: LustreNetwork;

  private existingFileSystem(id: string): FileSystemInUse {
    const mountName = this.deployment.fileSystem.existingMountName;
    return { id, dnsName: fileSystemDnsName(this.deployment, id), mountName };
  }

  private newFileSystem(): FileSystemInUse {
    const { fileSystem, namePrefix } = this.deployment;
    const created = new LustreFileSystem(this, 'lustre', {
      fileSystem,
      name: namePrefix,
      subnetId: this.network.subnetId,
      securityGroupIds: this.network.fileSystemSecurityGroupIds,
      dependsOn: this.network.rules,
    });
    if (fileSystem.logLevel !== 'DISABLED') {
      this.output('log_group_name', fileSystem.logGroupName, 'Failed imports and exports');
    }
    return { id: created.fileSystemId, dnsName: created.dnsName, mountName: created.mountName };
  }

  private createClient({ dnsName, mountName }: FileSystemInUse): void {
    const { client, namePrefix, partition } = this.deployment;
    if (client.enabled && client.existingInstanceId !== undefined) {
      this.output('client_instance_id', client.existingInstanceId, 'Instance with the file system mounted');
    }
    if (mountName === undefined) return;
    const mount: LustreMount = { dnsName, mountName, path: client.mountPath };
    this.output(
      'mount_command',
      `sudo ${mountCommand(mount)}`,
      'Mounts the file system on an instance of its VPC',
    );
    if (!client.enabled || client.existingInstanceId !== undefined) return;
    const { instanceId } = new LustreClient(this, 'client', {
      namePrefix,
      partition,
      instanceType: client.instanceType,
      subnetId: this.network.subnetId,
      securityGroupIds: this.network.clientSecurityGroupIds,
      publicAddress: this.network.isPublic,
      dependsOn: this.network.clientReady,
      mount,
    });
    this.output('client_instance_id', instanceId, 'Instance with the file system mounted');
  }

  /** Names of the keys that the buckets use, and that have no grant of others. */
  private get keysToGrant(): string[] {
    const used = new Set(this.deployment.buckets.map(({ key }) => key));
    return [...used].filter((key) => needsGrant(this.deployment, key));
  }

  private createAdministrator(keyArnOf: (keyName: string) => string): GrantAdministrator {
    const { grant, namePrefix } = this.deployment;
    const administrator = new GrantAdministrator(this, 'grant-administrator', {
      name: `${namePrefix}-grants`,
      keyArns: this.keysToGrant.map(keyArnOf),
      attachTo: grant.attachPolicy ? attachable(grant.adminPrincipalArn) : undefined,
    });
    this.output(
      'grant_administrator_policy_arn',
      administrator.policyArn,
      'Lets its holder create the grants',
    );
    return administrator;
  }

  private createGrants(
    keyArnOf: (keyName: string) => string,
    granteeArn: string,
    fileSystemId: string,
    dependsOn: ITerraformDependable[],
  ): void {
    const { grant, namePrefix, buckets, role, serviceLinkedRole } = this.deployment;
    const keys = this.keysToGrant;
    const wanted: FileSystemGrant[] = grant.constrainToBucket
      ? buckets
          .filter(({ key }) => keys.includes(key))
          .map(({ name, key, arn }) => ({
            name: `${namePrefix}-${name}`,
            keyArn: keyArnOf(key),
            bucketArn: arn,
          }))
      : keys.map((key) => ({ name: `${namePrefix}-${key}`, keyArn: keyArnOf(key) }));
    const { grants } = new FileSystemGrants(this, 'grants', {
      granteeArn,
      operations: grant.operations,
      retiringPrincipalArn: grant.retiringPrincipalArn,
      grants: wanted,
      fileSystem:
        role.match === 'exact' ? { id: fileSystemId, namedInPolicies: serviceLinkedRole } : undefined,
      dependsOn,
    });
    for (const { name, resource } of grants) {
      this.output(`grant_id_${name.slice(namePrefix.length + 1)}`, resource.grantId, `Grant ${name}`);
    }
  }
}

/** IAM Identity Center owns the roles under aws-reserved and refuses changes to them. */
function attachable(principalArn: string | undefined): string | undefined {
  return principalArn?.includes(':role/aws-reserved/') ? undefined : principalArn;
}
