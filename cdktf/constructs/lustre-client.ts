import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PARTITIONS, type Partition } from '../../core/facts/regions';
import { recordCreation } from '../created-at';

/** Public parameter with the newest Amazon Linux 2023 image; EC2 itself resolves it at launch. */
const AMAZON_LINUX_2023 = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';

const AMAZON_LINUX_ROOT_DEVICE = '/dev/xvda';

/** What a `LustreClient` is made from. */
export interface LustreClientProps {
  /** Beginning of the names of the instance, its role and its launch template. */
  namePrefix: string;
  /** Partition of the Region: `aws`, `aws-cn` or `aws-us-gov`. */
  partition: Partition;
  /** Instance type, x86_64. It should support encryption in transit. */
  instanceType: string;
  /** A subnet of the file system's VPC. */
  subnetId: string;
  /** Security groups that the file system's groups let in. */
  securityGroupIds: string[];
  /** Whether it needs a public address to reach Systems Manager and the package repository. */
  publicAddress: boolean;
  /** Security group rules and routes, without which the first boot could neither install nor mount. */
  dependsOn: ITerraformDependable[];
  /** What is mounted, and where. */
  mount: LustreMount;
}

/** A file system as a client mounts it. */
export interface LustreMount {
  /** DNS name of the file system. */
  dnsName: string;
  /** What AWS calls it, such as `fsx` or `abcdefgh`. */
  mountName: string;
  /** Directory of the client that shows it, such as `/fsx`. */
  path: string;
}

/** The command that mounts a file system (FSx for Lustre User Guide, "Mounting from an Amazon EC2 instance"). */
export function mountCommand({ dnsName, mountName, path }: LustreMount): string {
  return `mount -t lustre -o relatime,flock ${dnsName}@tcp:/${mountName} ${path}`;
}

/**
 * Instance that installs the Lustre client, mounts the file system, and is reached through Systems Manager.
 *
 * @example
 * new LustreClient(stack, 'client', {
 *   namePrefix: 'genomics',
 *   partition: 'aws',
 *   instanceType: 'm6i.large',
 *   subnetId: 'subnet-0123456789abcdef0',
 *   securityGroupIds: ['sg-0123456789abcdef0'],
 *   publicAddress: false,
 *   dependsOn: [],
 *   mount: {
 *     dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
 *     mountName: 'abcdefgh',
 *     path: '/fsx',
 *   },
 * });
 */
export class LustreClient extends Construct {
  /** Id of the instance, for `aws ssm start-session --target`. */
  readonly instanceId: string;

  constructor(scope: Construct, id: string, props: LustreClientProps) {
    super(scope, id);
    recordCreation(this, LustreClient);
    const name = `${props.namePrefix}-client`;
    const role = new IamRole(this, 'role', {
      name,
      assumeRolePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: `ec2.${PARTITIONS[props.partition].dnsSuffix}` },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    });
    const managed = new IamRolePolicyAttachment(this, 'systems-manager', {
      role: role.name,
      policyArn: `arn:${props.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
    const profile = new IamInstanceProfile(this, 'profile', { name, role: role.name });
    // The disk is set up here and not on the instance: there the provider would look the image up under its
    // alias, and EC2 refuses that (terraform-provider-aws #43488).
    const image = new LaunchTemplate(this, 'image', {
      name,
      imageId: AMAZON_LINUX_2023,
      blockDeviceMappings: [{ deviceName: AMAZON_LINUX_ROOT_DEVICE, ebs: { encrypted: 'true' } }],
    });
    const instance = new Instance(this, 'instance', {
      launchTemplate: { id: image.id, version: '$Latest' },
      instanceType: props.instanceType,
      subnetId: props.subnetId,
      vpcSecurityGroupIds: props.securityGroupIds,
      associatePublicIpAddress: props.publicAddress ? true : undefined,
      iamInstanceProfile: profile.name,
      metadataOptions: { httpTokens: 'required' },
      userData: userData(props.mount),
      // Another file system has another mount name: the instance then mounts that one from the start.
      userDataReplaceOnChange: true,
      tags: { Name: name },
      dependsOn: [managed, ...props.dependsOn],
    });
    this.instanceId = instance.id;
  }
}

/**
 * First boot: install, mount, and mount again at later boots; `_netdev` keeps a boot without network from hanging.
 * Source: FSx for Lustre User Guide, "Mounting your Amazon FSx file system automatically", for Amazon Linux 2023.
 */
function userData(mount: LustreMount): string {
  const options =
    'defaults,relatime,flock,_netdev,x-systemd.automount,x-systemd.requires=systemd-networkd-wait-online.service';
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    'dnf install -y lustre-client',
    `mkdir -p ${mount.path}`,
    mountCommand(mount),
    `echo "${mount.dnsName}@tcp:/${mount.mountName} ${mount.path} lustre ${options} 0 0" >> /etc/fstab`,
    '',
  ].join('\n');
}
