import { z } from 'zod';
import { field, type Report } from '../problem';
import type { FileSystem } from './file-system';

export const networkShape = z
  .strictObject({
    vpcCidr: field(
      z.cidrv4().optional(),
      'Address range of the VPC that is created, /16 to /24; its one public subnet takes all of it. Default: 10.71.0.0/24.',
      { reason: 'EC2 takes an IPv4 range in CIDR notation.', right: '"10.71.0.0/24"' },
    ),
    availabilityZone: field(
      z.string().optional(),
      'Availability Zone of the subnet that is created. Default: AWS chooses.',
    ),
    vpcId: field(
      z
        .string()
        .regex(/^vpc-[0-9a-f]{8,17}$/)
        .optional(),
      'Existing VPC, with DNS hostnames and DNS support on. Then nothing of the network is created.',
      { reason: 'EC2 knows VPCs by id.', right: 'an id such as "vpc-0123456789abcdef0"' },
    ),
    subnetId: field(
      z
        .string()
        .regex(/^subnet-[0-9a-f]{8,17}$/)
        .optional(),
      'Existing subnet of `vpcId`: the file system and the client stand in it.',
      {
        reason: 'FSx for Lustre takes exactly one subnet, by id.',
        right: 'an id such as "subnet-0123456789abcdef0"',
      },
    ),
    securityGroupIds: field(
      z
        .array(z.string().regex(/^sg-[0-9a-f]{8,17}$/))
        .min(1)
        .max(5)
        .optional(),
      'Existing security groups for the file system and the client; they must allow TCP 988 and 1018-1023 among themselves. Default: two are created.',
      {
        reason: 'EC2 knows security groups by id, five for each network interface.',
        right: '["sg-0123456789abcdef0"]',
      },
    ),
  })
  .describe('The network: one is created, or `vpcId` and `subnetId`.');

export type Network = z.output<typeof networkShape>;

export const NETWORK_DEFAULTS = { vpcCidr: '10.71.0.0/24' } as const;

export const clientShape = z
  .strictObject({
    enabled: field(
      z.boolean().default(true),
      'Whether a client instance is created that mounts the file system.',
    ),
    instanceType: field(
      z
        .string()
        .regex(/^(?!a1\.|[a-z]+\d+g[a-z]*(-[a-z0-9]+)?\.)[a-z][a-z0-9-]*\.[a-z0-9-]+$/)
        .default('m6i.large'),
      'Instance type, x86_64. It should support encryption in transit: `aws ec2 describe-instance-types --filters Name=network-info.encryption-in-transit-supported,Values=true`.',
      {
        reason:
          'the image is for x86_64, so families with Graviton processors (such as m7g) cannot start it, and EC2 names types as family.size.',
        right: '"m6i.large"',
      },
    ),
    existingInstanceId: field(
      z
        .string()
        .regex(/^i-[0-9a-f]{8,17}$/)
        .optional(),
      'An instance that has the Lustre client and is managed by Systems Manager. Then none is created.',
      { reason: 'Systems Manager knows instances by id.', right: 'an id such as "i-0123456789abcdef0"' },
    ),
    mountPath: field(
      z
        .string()
        .regex(
          /^(?!\/(bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|tmp|usr|var)(\/|$))(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/,
        )
        .default('/fsx'),
      'Where the client mounts the file system.',
      {
        reason: 'it becomes an argument of mount and a line of /etc/fstab, and hides what was there.',
        right: '"/fsx"',
      },
    ),
  })
  .describe('The Lustre client.');

export type Client = z.output<typeof clientShape>;

const at = (name: keyof Network) => ['network', name];

/** The zone of a new subnet is one of the Region's. */
export function checkAvailabilityZone(
  { network, region }: { network: Network; region: string },
  report: Report,
): void {
  const zone = network.availabilityZone;
  if (zone === undefined || zone.startsWith(region)) return;
  report({
    path: at('availabilityZone'),
    value: zone,
    problem: `is not in ${region}`,
    reason: 'EC2 answers InvalidParameterValue: a subnet lies in a zone of its own Region.',
    right: `"${region}a"`,
  });
}

/** Either a network of our own, or an existing VPC with one of its subnets. */
export function checkNetwork({ network }: { network: Network }, report: Report): void {
  const { vpcId, subnetId, securityGroupIds, vpcCidr, availabilityZone } = network;
  if (vpcId !== undefined && subnetId === undefined) {
    report({
      path: at('subnetId'),
      value: undefined,
      problem: 'is missing beside vpcId',
      reason: 'FSx for Lustre takes exactly one subnet, and only you know which of the VPC.',
      right: 'the id of a subnet of that VPC',
    });
  }
  for (const [name, value] of Object.entries({ subnetId, securityGroupIds })) {
    if (value === undefined || vpcId !== undefined) continue;
    report({
      path: ['network', name],
      value,
      problem: 'stands without vpcId',
      reason: 'without an existing VPC a new network is created, and this would not be part of it.',
      right: `vpcId beside it, or no ${name}`,
    });
  }
  for (const [name, value] of Object.entries({ vpcCidr, availabilityZone })) {
    if (value === undefined || vpcId === undefined) continue;
    report({
      path: ['network', name],
      value,
      problem: 'stands beside vpcId',
      reason: 'it describes a network to create, and none is created when the VPC exists.',
      right: `no ${name}, or no vpcId`,
    });
  }
  if (vpcCidr !== undefined && !isNetworkAddress(vpcCidr)) {
    report({
      path: at('vpcCidr'),
      value: vpcCidr,
      problem: 'is not the first address of its range, or no range for a private network',
      reason:
        'EC2 and Terraform take the address of a network, outside of the loopback and multicast ranges.',
      right: '"10.71.0.0/24"',
    });
  }
  const prefixLength = Number(vpcCidr?.split('/')[1] ?? 24);
  if (prefixLength < 16 || prefixLength > 24) {
    report({
      path: at('vpcCidr'),
      value: vpcCidr,
      problem: prefixLength < 16 ? 'is larger than a /16' : 'is smaller than a /24',
      reason: 'EC2 takes /16 to /28, and a file system needs an address for each of its file servers.',
      right: '"10.71.0.0/24"',
    });
  }
}

/** Whether all bits behind the prefix are zero, and the first byte is one that EC2 takes. */
function isNetworkAddress(cidr: string): boolean {
  const [address = '', length = ''] = cidr.split('/');
  const bytes = address.split('.').map(Number);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const [first = 0] = bytes;
  return value % 2 ** (32 - Number(length)) === 0 && first > 0 && first !== 127 && first < 224;
}

/** The client: made here or there already, and with a known mount name. */
export function checkClient(
  { client, fileSystem, network }: { client: Client; fileSystem: FileSystem; network: Network },
  report: Report,
): void {
  if (!client.enabled && client.existingInstanceId !== undefined) {
    report({
      path: ['client', 'existingInstanceId'],
      value: client.existingInstanceId,
      problem: 'stands beside enabled: false',
      reason: 'without a client nothing is mounted, read or exported.',
      right: 'enabled: true, or no existingInstanceId',
    });
  }
  const creates = client.enabled && client.existingInstanceId === undefined;
  if (!creates || fileSystem.existingId === undefined) return;
  if (fileSystem.existingMountName === undefined) {
    report({
      path: ['fileSystem', 'existingMountName'],
      value: undefined,
      problem: 'is missing for the client',
      reason:
        'only SCRATCH_1 file systems are mounted as "fsx"; all others have a name of their own, and mount fails without it.',
      right: 'the MountName that "aws fsx describe-file-systems" shows, or client.enabled: false',
    });
  }
  if (network.vpcId !== undefined && network.securityGroupIds === undefined) {
    report({
      path: ['network', 'securityGroupIds'],
      value: undefined,
      problem: 'is missing for the client of an existing file system',
      reason:
        "the client must be in a group that the file system's own groups let in on TCP 988 and 1018-1023, and these are not ours to change.",
      right: 'the ids of such groups, or client.enabled: false',
    });
  }
  if (network.vpcId === undefined) {
    report({
      path: ['network', 'vpcId'],
      value: undefined,
      problem: 'is missing for the client of an existing file system',
      reason: "the file system's DNS name resolves in its own VPC only.",
      right: "vpcId and subnetId of the file system's network, or client.enabled: false",
    });
  }
}
