/** What costs money while it stands, read from a stack's Terraform. */
import { isRecord } from '../json-value';
import { ACCOUNTS, type AccountRole } from './steps';
import type { PlannedChange } from './plan';

export interface Cost {
  account: AccountRole;
  /** Terraform address. */
  address: string;
  /** What it is, for example `FSx for Lustre file system, 1200 GiB`. */
  what: string;
  /** What is billed, without figures: prices differ by Region and change. */
  billed: string;
  /** What ends it. */
  removedBy: string;
}

type Attributes = Readonly<Record<string, unknown>>;

interface CostFacts {
  what: string;
  billed: string;
  /** Default: the destroy of its stack. */
  removedBy?: string;
}

/** Each by its resource type; undefined where this one costs nothing. Source: the services' pricing pages. */
const COSTS: Readonly<Record<string, (attributes: Attributes) => CostFacts | undefined>> = {
  aws_fsx_lustre_file_system: ({ storage_capacity: capacity }) => ({
    what: `FSx for Lustre file system${typeof capacity === 'number' ? `, ${capacity} GiB` : ''}`,
    billed: 'for all of its capacity, used or not, by the second',
  }),
  aws_instance: ({ instance_type: type, associate_public_ip_address: isPublic }) => ({
    what: `EC2 instance${typeof type === 'string' ? ` ${type}` : ''}`,
    billed: `by the second while it runs, its disk also while it is stopped${isPublic === true ? ', and its public IPv4 address' : ''}`,
  }),
  aws_nat_gateway: () => ({ what: 'NAT gateway', billed: 'by the hour, and for what goes through it' }),
  aws_eip: () => ({ what: 'Elastic IP address', billed: 'by the hour' }),
  aws_vpc_endpoint: ({ vpc_endpoint_type: type }) =>
    type === 'Interface'
      ? {
          what: 'Interface VPC endpoint',
          billed: 'by the hour and Availability Zone, and for what goes through it',
        }
      : undefined,
  aws_kms_key: ({ deletion_window_in_days: days }) => ({
    what: 'KMS key',
    billed: 'by the month, rotated key material too, and for requests',
    removedBy: `${destroyOf('key')}, which schedules its deletion${typeof days === 'number' ? ` in ${days} days` : ''}: it is not billed while it waits`,
  }),
  aws_s3_bucket: () => ({
    what: 'S3 bucket',
    billed: 'for what it holds, each version of an object, and for requests',
    removedBy: `emptying it of all versions, then ${destroyOf('bucket')}`,
  }),
  aws_cloudwatch_log_group: () => ({
    what: 'CloudWatch log group',
    billed: 'for what is written to it, and kept',
  }),
};

/** What of a stack costs money. @param terraform the parsed `cdk.tf.json` */
export function costsOf(account: AccountRole, terraform: unknown): Cost[] {
  return resourcesIn(terraform).flatMap(({ type, name, attributes }) => {
    const facts = factsOf(type, attributes);
    return facts === undefined
      ? []
      : [{ account, address: `${type}.${name}`, ...withRemoval(facts, account) }];
  });
}

/** What a plan creates that costs money. @param terraform the stack's parsed `cdk.tf.json` */
export function costsOfPlan(
  account: AccountRole,
  changes: readonly PlannedChange[],
  terraform: unknown,
): Cost[] {
  const created = new Set(
    changes.filter(({ action }) => action === 'create').map(({ address }) => bare(address)),
  );
  return costsOf(account, terraform).filter(({ address }) => created.has(address));
}

/** Name of each bucket that a stack creates, by address: they go with it. @param terraform the parsed `cdk.tf.json` */
export function bucketsIn(terraform: unknown): Record<string, string> {
  const found = resourcesIn(terraform).flatMap(({ type, name, attributes }) => {
    const bucket = attributes['bucket'];
    const isNamed = type === 'aws_s3_bucket' && typeof bucket === 'string' && !bucket.includes('${');
    return isNamed ? [[`${type}.${name}`, bucket] as const] : [];
  });
  return Object.fromEntries(found);
}

function factsOf(type: string, attributes: Attributes): CostFacts | undefined {
  return Object.hasOwn(COSTS, type) ? COSTS[type]?.(attributes) : undefined;
}

function withRemoval({ what, billed, removedBy }: CostFacts, account: AccountRole) {
  return { what, billed, removedBy: removedBy ?? destroyOf(account) };
}

function destroyOf(account: AccountRole): string {
  return `destroying ${ACCOUNTS[account].stack}`;
}

/** The address without the index of an instance. */
function bare(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}

function resourcesIn(terraform: unknown): { type: string; name: string; attributes: Attributes }[] {
  return entriesOf(isRecord(terraform) ? terraform['resource'] : undefined).flatMap(([type, byName]) =>
    entriesOf(byName).map(([name, attributes]) => ({
      type,
      name,
      attributes: isRecord(attributes) ? attributes : {},
    })),
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
