import { childAt, childrenOf, textAt, type XmlElement } from '../../gateway/xml';
import type { SandboxWorld } from '../../world';

/** An EC2 instance that is running. */
export interface Instance {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly vpcId: string;
  readonly privateIp: string;
  /** ISO text. */
  readonly launchedAt: string;
  readonly profileArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

type Place = Pick<Instance, 'account' | 'region'>;

/** The running instances of an account and Region, as EC2 has them. */
export async function runningInstances(
  { moto }: Pick<SandboxWorld, 'moto'>,
  place: Place,
): Promise<Instance[]> {
  const answer = await moto.query({
    ...place,
    service: 'ec2',
    action: 'DescribeInstances',
    params: { 'Filter.1.Name': 'instance-state-name', 'Filter.1.Value.1': 'running' },
    changes: false,
  });
  if (answer.status === 'error') return [];
  return childrenOf(childAt(answer.root, 'reservationSet'), 'item')
    .flatMap((reservation) => childrenOf(childAt(reservation, 'instancesSet'), 'item'))
    .flatMap((item) => instanceOf(item, place) ?? []);
}

function instanceOf(item: XmlElement, place: Place): Instance | undefined {
  const id = textAt(item, 'instanceId');
  if (id === undefined || id === '') return undefined;
  const profileArn = textAt(item, 'iamInstanceProfile', 'arn');
  return {
    ...place,
    id,
    vpcId: textAt(item, 'vpcId') ?? '',
    privateIp: textAt(item, 'privateIpAddress') ?? '',
    launchedAt: textAt(item, 'launchTime') ?? '',
    ...(profileArn === undefined || profileArn === '' ? {} : { profileArn }),
    tags: Object.fromEntries(
      childrenOf(childAt(item, 'tagSet'), 'item').map((tag) => [
        textAt(tag, 'key') ?? '',
        textAt(tag, 'value') ?? '',
      ]),
    ),
  };
}

/** The user data of an instance, its own or its launch template's; empty where there is none. */
export async function userDataOf(
  { moto }: Pick<SandboxWorld, 'moto'>,
  { account, region, id }: Instance,
): Promise<string> {
  const answer = await moto.query({
    account,
    region,
    service: 'ec2',
    action: 'DescribeInstanceAttribute',
    params: { InstanceId: id, Attribute: 'userData' },
    changes: false,
  });
  if (answer.status === 'error') return '';
  return decoded(textAt(answer.root, 'userData', 'value')?.trim() ?? '');
}

/** It is base64, once or twice: clients encode it for the API, and some users did so before. */
function decoded(encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) && /^I[yw]/.test(text)
    ? Buffer.from(text, 'base64').toString('utf8')
    : text;
}
