/**
 * What is known after apply but has a known form gets a value of that form: a new key's ARN, a new file system's
 * id. The numbers in them count the resources of a kind in view; no such id exists at AWS.
 */
import { bucketArn } from '../../facts/arns';
import { PARTITIONS, type Partition } from '../../facts/regions';
import { entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { isGivenValue } from './given';
import { KEY_TYPES } from './kinds';
import type { Places } from './places';
import type { Target, Values } from './values';

/** An attribute, by the type of its resource (`data.` before the type of a data source). */
type Maker = (target: Target, values: Values, own: Own) => string | undefined;

interface Own {
  readonly attribute: string;
  readonly account: () => string;
  readonly region: () => string;
  readonly partition: () => string;
  /** Another attribute of the resource as text. */
  readonly text: (name: string) => string | undefined;
  /** The same, undefined where it is left to AWS: a plan shows that as known after apply. */
  readonly given: (name: string) => string | undefined;
  /** Which of its type it is, from 1. */
  readonly number: number;
  /** How other files name it. */
  readonly named: string | undefined;
}

/** ARNs by which other files name keys that are still to be made. */
export type KeyArns = ReadonlyMap<Located['resource'], string>;

/** Names by which other files name buckets that are still to be made. */
export type BucketNames = ReadonlyMap<Located['resource'], string>;

export function computeWith(places: Places, keyArns: KeyArns, bucketNames: BucketNames) {
  return (target: Target, values: Values): string | undefined => {
    const [attribute = ''] = target.attribute;
    const { kind, type } = target.resource;
    const maker = makerOf(kind === 'data' ? `data.${type}` : type);
    if (attribute === '' || target.attribute.length > 1) return undefined;
    const text = (name: string) => values.text(entryOf(target.resource.body, name), target);
    const own: Own = {
      attribute,
      account: () => places.account(target, values),
      region: () => places.region(target, values),
      partition: () => places.partition(target, values),
      text,
      given: (name) => (isGivenValue(entryOf(target.resource.body, name)) ? text(name) : undefined),
      number: numberOf(target, values),
      named: bucketNames.get(target.resource),
    };
    if (KEY_TYPES.includes(type) && kind === 'resource')
      return keyAttribute(own, keyArns.get(target.resource));
    return maker?.(target, values, own);
  };
}

function keyAttribute(own: Own, known: string | undefined): string | undefined {
  const id = own.text('multi_region') === 'true' ? multiRegionId(own.number) : keyId(own.number);
  const arn = known ?? `arn:${own.partition()}:kms:${own.region()}:${own.account()}:key/${id}`;
  if (own.attribute === 'arn') return arn;
  return own.attribute === 'id' || own.attribute === 'key_id'
    ? arn.slice(arn.indexOf(':key/') + 5)
    : undefined;
}

function keyId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function multiRegionId(number: number): string {
  return `mrk-${String(number).padStart(32, '0')}`;
}

const bucket: Maker = (_, __, own) => {
  const { attribute, number } = own;
  const given = attribute === 'bucket' ? undefined : own.given('bucket');
  const made = `${own.given('bucket_prefix') ?? 'bucket-'}${String(number).padStart(8, '0')}`;
  const name = own.named ?? given ?? made;
  switch (attribute) {
    case 'id':
    case 'bucket':
      return name;
    case 'arn':
      return bucketArn(own.partition() as Partition, name);
    case 'region':
    case 'bucket_region':
      return own.region();
    default:
      return undefined;
  }
};

/** IAM's own ARNs. */
const IAM_MAKERS = Object.fromEntries(
  (['role', 'user', 'policy', 'group'] as const).map((kind): [string, Maker] => [
    `aws_iam_${kind}`,
    (_, __, own) => {
      const name = own.attribute === 'name' ? undefined : own.text('name');
      if (name === undefined) return undefined;
      if (own.attribute === 'id' && kind !== 'policy') return name;
      if (own.attribute !== 'arn') return undefined;
      return `arn:${own.partition()}:iam::${own.account()}:${kind}${own.text('path') ?? '/'}${name}`;
    },
  ]),
);

const MAKERS: Readonly<Record<string, Maker | undefined>> = {
  ...IAM_MAKERS,
  aws_s3_bucket: bucket,
  'data.aws_s3_bucket': bucket,
  aws_kms_alias: alias,
  aws_fsx_lustre_file_system: (_, __, own) => {
    const id = `fs-${String(own.number).padStart(17, '0')}`;
    if (own.attribute === 'id') return id;
    if (own.attribute === 'owner_id') return own.account();
    return own.attribute === 'arn'
      ? `arn:${own.partition()}:fsx:${own.region()}:${own.account()}:file-system/${id}`
      : undefined;
  },
  'data.aws_caller_identity': (_, __, own) =>
    own.attribute === 'account_id' || own.attribute === 'id' ? own.account() : undefined,
  'data.aws_region': (_, __, own) =>
    ['name', 'id', 'region'].includes(own.attribute) ? own.region() : undefined,
  'data.aws_partition': (_, __, own) => {
    if (own.attribute === 'partition' || own.attribute === 'id') return own.partition();
    return own.attribute === 'dns_suffix' ? PARTITIONS[own.partition() as Partition].dnsSuffix : undefined;
  },
  'data.aws_kms_alias': alias,
  'data.aws_kms_key': (_, __, own) => {
    const id = own.text('key_id');
    if (own.attribute === 'arn')
      return id?.startsWith('arn:') === true && id.includes(':key/') ? id : undefined;
    return undefined;
  },
};

function makerOf(type: string): Maker | undefined {
  return Object.hasOwn(MAKERS, type) ? MAKERS[type] : undefined;
}

function alias(target: Target, values: Values, own: Own): string | undefined {
  if (own.attribute === 'arn') {
    const name = own.text('name');
    if (name === undefined) return undefined;
    return `arn:${own.partition()}:kms:${own.region()}:${own.account()}:${name}`;
  }
  if (own.attribute !== 'target_key_arn' && own.attribute !== 'target_key_id') return undefined;
  const key = values
    .targets(entryOf(target.resource.body, 'target_key_id'), target)
    .find(({ resource }) => KEY_TYPES.includes(resource.type));
  const attribute = own.attribute === 'target_key_arn' ? 'arn' : 'key_id';
  return key && values.attribute(key, attribute);
}

function numberOf({ resource }: Located, values: Values): number {
  const all = values.project.files.flatMap(({ resources }) =>
    resources.filter(({ kind, type }) => kind === resource.kind && type === resource.type),
  );
  return all.indexOf(resource) + 1;
}
