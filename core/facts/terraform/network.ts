/** What the Terraform AWS provider calls for networks and security groups. */
import { ec2Arn, EVERYTHING, type PermissionsByType, type TerraformPermission } from './permission';

/** Tags of EC2 are set with the resource and after it; neither is narrower than the type. */
export function ec2Resource(
  type: string,
  { read, write, remove }: { read: string[]; write: string[]; remove: string[] },
  on: readonly string[] = [ec2Arn(type)],
): TerraformPermission[] {
  return [
    { use: 'read', actions: read, on: EVERYTHING },
    { use: 'write', actions: [...write, 'ec2:CreateTags', 'ec2:DeleteTags'], on: [ec2Arn(type)] },
    ...on
      .filter((arn) => arn !== ec2Arn(type))
      .map((arn) => ({ use: 'write' as const, actions: write, on: [arn] })),
    { use: 'delete', actions: remove, on: [ec2Arn(type)] },
  ];
}

function securityGroupRule(direction: 'Egress' | 'Ingress'): TerraformPermission[] {
  const write = [`ec2:AuthorizeSecurityGroup${direction}`, 'ec2:ModifySecurityGroupRules'];
  return [
    { use: 'read', actions: ['ec2:DescribeSecurityGroupRules'], on: EVERYTHING },
    {
      use: 'write',
      actions: [...write, 'ec2:CreateTags', 'ec2:DeleteTags'],
      on: [ec2Arn('security-group-rule')],
    },
    { use: 'write', actions: write, on: [ec2Arn('security-group')] },
    {
      use: 'delete',
      actions: [`ec2:RevokeSecurityGroup${direction}`],
      on: [ec2Arn('security-group')],
    },
  ];
}

export const NETWORK_PERMISSIONS: PermissionsByType = {
  aws_vpc: ec2Resource('vpc', {
    read: [
      'ec2:DescribeNetworkAcls',
      'ec2:DescribeRouteTables',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeVpcAttribute',
      'ec2:DescribeVpcs',
    ],
    write: ['ec2:CreateVpc', 'ec2:ModifyVpcAttribute'],
    remove: ['ec2:DeleteVpc'],
  }),
  aws_subnet: ec2Resource(
    'subnet',
    {
      read: ['ec2:DescribeAvailabilityZones', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
      write: ['ec2:CreateSubnet', 'ec2:ModifySubnetAttribute'],
      remove: ['ec2:DeleteSubnet'],
    },
    [ec2Arn('subnet'), ec2Arn('vpc')],
  ),
  aws_internet_gateway: [
    ...ec2Resource(
      'internet-gateway',
      {
        read: ['ec2:DescribeInternetGateways'],
        write: ['ec2:AttachInternetGateway', 'ec2:CreateInternetGateway'],
        remove: ['ec2:DeleteInternetGateway', 'ec2:DetachInternetGateway'],
      },
      [ec2Arn('internet-gateway'), ec2Arn('vpc')],
    ),
    { use: 'delete', actions: ['ec2:DetachInternetGateway'], on: [ec2Arn('vpc')] },
  ],
  aws_route_table: ec2Resource(
    'route-table',
    {
      read: ['ec2:DescribeRouteTables'],
      write: ['ec2:CreateRouteTable'],
      remove: ['ec2:DeleteRouteTable'],
    },
    [ec2Arn('route-table'), ec2Arn('vpc')],
  ),
  aws_route: [
    { use: 'read', actions: ['ec2:DescribeRouteTables'], on: EVERYTHING },
    { use: 'write', actions: ['ec2:CreateRoute', 'ec2:ReplaceRoute'], on: [ec2Arn('route-table')] },
    { use: 'delete', actions: ['ec2:DeleteRoute'], on: [ec2Arn('route-table')] },
  ],
  aws_route_table_association: [
    { use: 'read', actions: ['ec2:DescribeRouteTables'], on: EVERYTHING },
    {
      use: 'write',
      actions: ['ec2:AssociateRouteTable', 'ec2:ReplaceRouteTableAssociation'],
      on: [ec2Arn('route-table')],
    },
    {
      use: 'write',
      actions: ['ec2:AssociateRouteTable', 'ec2:ReplaceRouteTableAssociation'],
      on: [ec2Arn('subnet')],
    },
    { use: 'delete', actions: ['ec2:DisassociateRouteTable'], on: [ec2Arn('route-table')] },
    { use: 'delete', actions: ['ec2:DisassociateRouteTable'], on: [ec2Arn('subnet')] },
  ],
  aws_security_group: [
    ...ec2Resource(
      'security-group',
      {
        read: ['ec2:DescribeSecurityGroups'],
        write: ['ec2:CreateSecurityGroup'],
        remove: ['ec2:DeleteSecurityGroup'],
      },
      [ec2Arn('security-group'), ec2Arn('vpc')],
    ),
    // The provider takes away the rule that lets everything out, which every new group has.
    { use: 'write', actions: ['ec2:RevokeSecurityGroupEgress'], on: [ec2Arn('security-group')] },
    { use: 'delete', actions: ['ec2:DescribeNetworkInterfaces'], on: EVERYTHING },
  ],
  aws_vpc_security_group_egress_rule: securityGroupRule('Egress'),
  aws_vpc_security_group_ingress_rule: securityGroupRule('Ingress'),
};
