import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeInternetGatewaysCommand,
  DescribeLaunchTemplatesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, FSxClient } from '@aws-sdk/client-fsx';
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { SANDBOX_FILES } from '../../../core/deployment/sandbox';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { kmsClient } from '../clients';

/** Ids by Terraform's types, sorted: as the state has them, and as the account's own services list them. */
export type IdsByType = Record<string, string[]>;

/** What stands in the accounts, of the types that could be made twice without an error. */
export async function standingIn(sandbox: RunningSandbox): Promise<IdsByType> {
  const access = (account: AccountRole) => ({
    ...{ endpoint: sandbox.endpoint, region: sandbox.region, maxAttempts: 1 },
    credentials: { ...sandbox.accounts[account] },
  });
  const s3 = new S3Client({ ...access('bucket'), forcePathStyle: true });
  const logs = new CloudWatchLogsClient(access('fileSystem'));
  const buckets = await s3.send(new ListBucketsCommand({}));
  const { FileSystems = [] } = await new FSxClient(access('fileSystem')).send(
    new DescribeFileSystemsCommand({}),
  );
  const groups = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/fsx/' }));
  return sorted({
    ...(await inKeyAccount(sandbox)),
    ...(await networkOf(new EC2Client(access('fileSystem')))),
    aws_fsx_lustre_file_system: FileSystems.map(({ FileSystemId }) => FileSystemId),
    aws_s3_bucket: (buckets.Buckets ?? []).map(({ Name }) => Name),
    aws_cloudwatch_log_group: (groups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
  });
}

async function inKeyAccount(sandbox: RunningSandbox) {
  const kms = kmsClient(sandbox, sandbox.accounts.key);
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const described = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  return {
    aws_kms_key: described
      .filter(({ KeyMetadata: key }) => key?.KeyManager === 'CUSTOMER' && key.KeyState !== 'PendingDeletion')
      .map(({ KeyMetadata: key }) => key?.KeyId),
    aws_kms_alias: Aliases.map(({ AliasName }) => AliasName).filter(
      (name) => !name?.startsWith('alias/aws/'),
    ),
  };
}

/** Without the default network, which every account has. */
async function networkOf(ec2: EC2Client) {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const ofDefault = Vpcs.filter(({ IsDefault }) => IsDefault).map(({ VpcId }) => VpcId);
  const isOurs = ({ VpcId }: { VpcId?: string }) => !ofDefault.includes(VpcId);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  const { LaunchTemplates = [] } = await ec2.send(new DescribeLaunchTemplatesCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const groups = SecurityGroups.filter((group) => isOurs(group) && group.GroupName !== 'default');
  const rules = SecurityGroupRules.filter(({ GroupId }) => groups.some((group) => group.GroupId === GroupId));
  const rulesThat = (isEgress: boolean) =>
    rules
      .filter((rule) => (rule.IsEgress ?? false) === isEgress)
      .map(({ SecurityGroupRuleId }) => SecurityGroupRuleId);
  return {
    aws_vpc: Vpcs.filter(isOurs).map(({ VpcId }) => VpcId),
    aws_subnet: Subnets.filter(isOurs).map(({ SubnetId }) => SubnetId),
    aws_internet_gateway: InternetGateways.filter(
      ({ Attachments = [] }) => !Attachments.some(({ VpcId }) => ofDefault.includes(VpcId)),
    ).map(({ InternetGatewayId }) => InternetGatewayId),
    aws_route_table: RouteTables.filter(
      (table) => isOurs(table) && !table.Associations?.some(({ Main }) => Main),
    ).map(({ RouteTableId }) => RouteTableId),
    aws_launch_template: LaunchTemplates.map(({ LaunchTemplateId }) => LaunchTemplateId),
    aws_security_group: groups.map(({ GroupId }) => GroupId),
    aws_vpc_security_group_egress_rule: rulesThat(true),
    aws_vpc_security_group_ingress_rule: rulesThat(false),
  };
}

/** The same types in the states of the three stacks. @throws when a state cannot be read */
export function standingInState(sandboxFolder: string, types: readonly string[]): IdsByType {
  const ids: Record<string, string[]> = Object.fromEntries(types.map((type) => [type, []]));
  for (const { stack } of Object.values(ACCOUNTS)) {
    for (const { type, mode, instances } of resourcesIn(sandboxFolder, stack)) {
      if (mode === 'managed') ids[type]?.push(...instances.map(({ attributes }) => attributes.id));
    }
  }
  return sorted(ids);
}

interface StateResource {
  type: string;
  mode: string;
  instances: { attributes: { id: string } }[];
}

function resourcesIn(sandboxFolder: string, stack: string): StateResource[] {
  let text: string;
  try {
    text = readFileSync(join(sandboxFolder, SANDBOX_FILES.state, `terraform.${stack}.tfstate`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return (JSON.parse(text) as { resources: StateResource[] }).resources;
}

function sorted(ids: Record<string, readonly (string | undefined)[]>): IdsByType {
  return Object.fromEntries(
    Object.entries(ids).map(([type, all]) => [type, all.filter((id) => id !== undefined).sort()]),
  );
}
