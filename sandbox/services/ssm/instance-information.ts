import type { Call } from '../../gateway/call';
import { ok, type Outcome } from '../../gateway/outcome';
import type { JsonObject } from '../../json';
import { accountOf, refusal } from '../fsx/access';
import { integer, list, readInput, required, structure, text } from '../shape';
import { ssmError } from './errors';
import { runningInstances, type Instance } from './instances';
import { pageOf } from './invocations';
import type { SsmGround } from './ssm';

const VALUES = required(list(text({ min: 1 }), { min: 1, max: 100 }));

const SHAPE = {
  Filters: list(structure({ Key: required(text({ min: 1 })), Values: VALUES }), { max: 50 }),
  InstanceInformationFilterList: list(structure({ key: required(text()), valueSet: VALUES }), { max: 50 }),
  MaxResults: integer(5, 50),
  NextToken: text(),
};

/**
 * DescribeInstanceInformation: every instance that runs has an agent that answers.
 * Source: SSM API Reference, DescribeInstanceInformation.
 */
export async function describeInstanceInformation({ world }: SsmGround, call: Call): Promise<Outcome> {
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readInput(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { Filters: filters = [], InstanceInformationFilterList: older = [], MaxResults: size } = read.input;
  const instances = await runningInstances(world, { account: accountOf(call), region: call.region });
  const all = instances.map((instance) => ({ instance, view: informationOf(instance, world.now()) }));
  const wanted = [
    ...filters.map(({ Key: key, Values: values }) => ({ key, values })),
    ...older.map(({ key, valueSet: values }) => ({ key, values })),
  ];
  const unknown = wanted.find(({ key }) => !Object.hasOwn(FILTERS, key) && !key.startsWith('tag:'));
  if (unknown) return ssmError('InvalidFilterKey', '');
  const found = all.filter(({ instance, view }) =>
    wanted.every(({ key, values }) => {
      const value = key.startsWith('tag:') ? instance.tags[key.slice(4)] : FILTERS[key]?.(view);
      return value !== undefined && values.includes(value);
    }),
  );
  const page = pageOf(
    found.map(({ view }) => view),
    size,
    read.input.NextToken,
  );
  return page.status === 'error' ? page : ok({ InstanceInformationList: page.items, ...page.next });
}

const member = (name: string) => (view: JsonObject) => view[name] as string | undefined;

const FILTERS: Readonly<Record<string, (view: JsonObject) => string | undefined>> = {
  InstanceIds: member('InstanceId'),
  AgentVersion: member('AgentVersion'),
  PingStatus: member('PingStatus'),
  PlatformTypes: member('PlatformType'),
  ResourceType: member('ResourceType'),
  IamRole: member('IamRole'),
  ActivationIds: () => undefined,
  AssociationStatus: () => undefined,
};

function informationOf({ id, privateIp, launchedAt }: Instance, now: Date): JsonObject {
  return {
    InstanceId: id,
    PingStatus: 'Online',
    LastPingDateTime: now.getTime() / 1000,
    AgentVersion: '3.3.2299.0',
    IsLatestVersion: true,
    PlatformType: 'Linux',
    PlatformName: 'Amazon Linux',
    PlatformVersion: '2023',
    ResourceType: 'EC2Instance',
    IPAddress: privateIp,
    ComputerName: `ip-${privateIp.replaceAll('.', '-')}.ec2.internal`,
    RegistrationDate: (Date.parse(launchedAt) || now.getTime()) / 1000,
  };
}
