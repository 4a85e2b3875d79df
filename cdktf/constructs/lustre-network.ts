import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { LUSTRE_PORTS } from '../../core/facts/lustre-network';
import { recordCreation } from '../created-at';

/** What a `LustreNetwork` is made from. */
export interface LustreNetworkProps {
  /** Beginning of the names of the security groups, and name of the VPC. */
  namePrefix: string;
  /** Range of the VPC that is created, unless `existing` is given. */
  vpcCidr: string;
  /** Zone of the subnet that is created, such as `us-east-1a`. Default: AWS chooses. */
  availabilityZone?: string;
  /** A network that is there; without `securityGroupIds`, groups are made in it. */
  existing?: { vpcId: string; subnetId: string; securityGroupIds?: string[] };
  /** Whether the file system has EFA: then its security group allows all traffic to itself. */
  efa: boolean;
}

/**
 * Subnet and security groups for a file system and its client. The file system must wait for the rules, not only
 * for the groups: CreateFileSystem checks port 988.
 *
 * @example
 * const network = new LustreNetwork(stack, 'network', {
 *   namePrefix: 'genomics',
 *   vpcCidr: '10.71.0.0/24',
 *   efa: false,
 * });
 * new TerraformOutput(stack, 'subnet_id', { value: network.subnetId });
 */
export class LustreNetwork extends Construct {
  /** Subnet of the file system and the client. */
  readonly subnetId: string;
  /** Security groups for the file system. */
  readonly fileSystemSecurityGroupIds: string[];
  /** Security groups for clients; the same ones where existing groups were given. */
  readonly clientSecurityGroupIds: string[];
  /** What the file system has to wait for. */
  readonly rules: ITerraformDependable[] = [];
  /** What a client has to wait for: the rules, and its way to the package repository. */
  readonly clientReady: ITerraformDependable[] = [];
  /** Whether instances need a public address to reach Systems Manager and the package repository. */
  readonly isPublic: boolean;

  constructor(scope: Construct, id: string, props: LustreNetworkProps) {
    super(scope, id);
    recordCreation(this, LustreNetwork);
    this.isPublic = props.existing === undefined;
    const { vpcId, subnetId } = props.existing ?? this.createVpc(props);
    this.subnetId = subnetId;
    if (props.existing?.securityGroupIds) {
      this.fileSystemSecurityGroupIds = props.existing.securityGroupIds;
      this.clientSecurityGroupIds = props.existing.securityGroupIds;
    } else {
      const group = (name: string, description: string) =>
        new SecurityGroup(this, name, { name: `${props.namePrefix}-${name}`, description, vpcId });
      const fileSystem = group('file-system', 'FSx for Lustre file system');
      const client = group('client', 'Lustre clients');
      this.addRules(fileSystem.id, client.id, props.efa);
      this.fileSystemSecurityGroupIds = [fileSystem.id];
      this.clientSecurityGroupIds = [client.id];
    }
  }

  private createVpc({ namePrefix, vpcCidr, availabilityZone }: LustreNetworkProps) {
    const tags = { Name: namePrefix };
    // The file system's DNS name resolves through the VPC's own resolver only.
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: vpcCidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags,
    });
    const subnet = new Subnet(this, 'subnet', { vpcId: vpc.id, cidrBlock: vpcCidr, availabilityZone, tags });
    const gateway = new InternetGateway(this, 'internet-gateway', { vpcId: vpc.id, tags });
    const routes = new RouteTable(this, 'routes', { vpcId: vpc.id, tags });
    const route = new Route(this, 'default-route', {
      routeTableId: routes.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    const association = new RouteTableAssociation(this, 'subnet-routes', {
      subnetId: subnet.id,
      routeTableId: routes.id,
    });
    this.clientReady.push(route, association);
    return { vpcId: vpc.id, subnetId: subnet.id };
  }

  /** Lustre traffic among file servers, and between them and clients, both ways; clients also reach HTTPS. */
  private addRules(fileSystem: string, client: string, efa: boolean): void {
    const pairs = [
      { name: 'servers', from: fileSystem, to: fileSystem },
      { name: 'client-to-servers', from: client, to: fileSystem },
      { name: 'servers-to-client', from: fileSystem, to: client },
    ];
    for (const { name, from, to } of pairs) {
      for (const ports of LUSTRE_PORTS) {
        const range = { ipProtocol: 'tcp', fromPort: ports.from, toPort: ports.to, description: ports.use };
        this.allow(`${name}-${ports.from}`, from, to, range);
      }
    }
    if (efa) this.allow('efa', fileSystem, fileSystem, { ipProtocol: '-1', description: 'EFA' });
    const https = new VpcSecurityGroupEgressRule(this, 'client-https', {
      securityGroupId: client,
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'Systems Manager and packages',
    });
    this.clientReady.push(...this.rules, https);
  }

  private allow(
    name: string,
    from: string,
    to: string,
    range: { ipProtocol: string; fromPort?: number; toPort?: number; description: string },
  ): void {
    this.rules.push(
      new VpcSecurityGroupEgressRule(this, `${name}-out`, {
        securityGroupId: from,
        referencedSecurityGroupId: to,
        ...range,
      }),
      new VpcSecurityGroupIngressRule(this, `${name}-in`, {
        securityGroupId: to,
        referencedSecurityGroupId: from,
        ...range,
      }),
    );
  }
}
