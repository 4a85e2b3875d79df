import { LUSTRE_PORTS } from '../../../../core/facts/lustre-network';
import type { AwsError } from '../../../gateway/outcome';
import { childAt, childrenOf, textAt, type XmlElement } from '../../../gateway/xml';
import type { SandboxWorld } from '../../../world';
import { fsxError } from '../errors';

/** Where a file system stands. */
export interface Network {
  readonly vpcId: string;
  readonly networkInterfaceIds: readonly string[];
}

export interface NetworkRequest {
  readonly account: string;
  readonly region: string;
  readonly subnetId: string;
  /** Empty: the VPC's default group. */
  readonly securityGroupIds: readonly string[];
}

/** One interface for the metadata server, one for a file server. */
const INTERFACES = 2;

/** Source: FSx for Lustre User Guide, "Trying to create an FSx for Lustre file system fails". */
const PORT_CLOSED =
  'The file system cannot be created because the default security group in the subnet provided or the provided security groups do not permit Lustre LNET network traffic on port 988';

/** Looks at the subnet and the security groups that a file system is to have, as EC2 has them. */
export async function checkNetwork(
  { moto }: Pick<SandboxWorld, 'moto'>,
  { account, region, subnetId, securityGroupIds }: NetworkRequest,
): Promise<{ readonly status: 'ok'; readonly vpcId: string } | AwsError> {
  const ec2 = { account, region, service: 'ec2', changes: false } as const;
  const subnets = await moto.query({ ...ec2, action: 'DescribeSubnets', params: { 'SubnetId.1': subnetId } });
  const subnet = subnets.status === 'ok' ? childAt(subnets.root, 'subnetSet', 'item') : undefined;
  const vpcId = textAt(subnet, 'vpcId');
  if (vpcId === undefined) {
    return invalid(`The subnet ID '${subnetId}' does not exist.`, { InvalidSubnetId: subnetId });
  }
  if (securityGroupIds.length === 0) return { status: 'ok', vpcId };
  const named = securityGroupIds.map((id, index) => [`GroupId.${index + 1}`, id] as const);
  const answer = await moto.query({
    ...ec2,
    action: 'DescribeSecurityGroups',
    params: Object.fromEntries(named),
  });
  const groups = answer.status === 'ok' ? childrenOf(childAt(answer.root, 'securityGroupInfo'), 'item') : [];
  const foreign = securityGroupIds.find(
    (id) => !groups.some((group) => textAt(group, 'groupId') === id && textAt(group, 'vpcId') === vpcId),
  );
  if (foreign !== undefined) {
    return invalid(`The security group '${foreign}' does not exist in VPC '${vpcId}'.`, {
      InvalidSecurityGroupId: foreign,
    });
  }
  const subnetRange = textAt(subnet, 'cidrBlock') ?? '';
  return permitsLustre(groups, securityGroupIds, subnetRange)
    ? { status: 'ok', vpcId }
    : invalid(PORT_CLOSED, {});
}

function invalid(message: string, fields: Readonly<Record<string, string>>): AwsError {
  return fsxError('InvalidNetworkSettings', message, fields);
}

/** Whether the file servers may reach each other: from their own groups, or from their subnet's addresses. */
function permitsLustre(
  groups: readonly XmlElement[],
  securityGroupIds: readonly string[],
  subnetRange: string,
): boolean {
  const [{ from: port } = { from: 988 }] = LUSTRE_PORTS;
  return groups
    .flatMap((group) => childrenOf(childAt(group, 'ipPermissions'), 'item'))
    .filter((rule) => coversPort(rule, port))
    .some((rule) => {
      const sources = childrenOf(childAt(rule, 'groups'), 'item').map((source) => textAt(source, 'groupId'));
      const ranges = childrenOf(childAt(rule, 'ipRanges'), 'item').map(
        (range) => textAt(range, 'cidrIp') ?? '',
      );
      return (
        sources.some((source) => source !== undefined && securityGroupIds.includes(source)) ||
        ranges.some((range) => coversRange(range, subnetRange))
      );
    });
}

function coversPort(rule: XmlElement, port: number): boolean {
  const protocol = textAt(rule, 'ipProtocol');
  if (protocol === '-1') return true;
  const from = Number(textAt(rule, 'fromPort') ?? NaN);
  const to = Number(textAt(rule, 'toPort') ?? NaN);
  return (protocol === 'tcp' || protocol === '6') && from <= port && port <= to;
}

/** Whether an IPv4 range, `10.0.0.0/16`, holds all of another. */
export function coversRange(outer: string, inner: string): boolean {
  const [one, other] = [parseRange(outer), parseRange(inner)];
  if (!one || !other || one.bits > other.bits) return false;
  const size = 2 ** (32 - one.bits);
  return Math.floor(one.address / size) === Math.floor(other.address / size);
}

function parseRange(range: string): { address: number; bits: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(range);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, bits };
}

/** Makes the network interfaces of a file system. */
export async function makeInterfaces(
  { moto }: Pick<SandboxWorld, 'moto'>,
  { account, region, subnetId, securityGroupIds }: NetworkRequest,
  fileSystemId: string,
): Promise<string[]> {
  const ids: string[] = [];
  const groups = securityGroupIds.map((id, index) => [`SecurityGroupId.${index + 1}`, id] as const);
  for (let index = 0; index < INTERFACES; index += 1) {
    const made = await moto.query({
      account,
      region,
      service: 'ec2',
      action: 'CreateNetworkInterface',
      params: {
        SubnetId: subnetId,
        Description: `Created by Amazon FSx for file system ${fileSystemId}`,
        ...Object.fromEntries(groups),
      },
      changes: true,
    });
    const id = made.status === 'ok' ? textAt(made.root, 'networkInterface', 'networkInterfaceId') : undefined;
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

/** Removes the network interfaces of a file system, without which its subnet could not be deleted. */
export async function removeInterfaces(
  { moto }: Pick<SandboxWorld, 'moto'>,
  { account, region }: Pick<NetworkRequest, 'account' | 'region'>,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    await moto.query({
      account,
      region,
      service: 'ec2',
      action: 'DeleteNetworkInterface',
      params: { NetworkInterfaceId: id },
      changes: true,
    });
  }
}
