import type { Entry, Value } from '../value';

/** Attributes that are maps: their keys are the user's, not Terraform's. */
const MAPS: ReadonlySet<string> = new Set([
  'encryption_context_equals',
  'encryption_context_subset',
  'variables',
  'metadata',
  'triggers',
]);

/** Services whose name Terraform writes as one word with the one before it: `aws_s3control_bucket`. */
const JOINED = /^(DataAws)?(S3|Route53)(Control|Outposts|Tables|Vectors|Domains|Profiles|Recovery)/;

/** What a construct's class stands for in Terraform. */
export interface TerraformType {
  readonly kind: 'resource' | 'data' | 'provider';
  readonly type: string;
  /** Name of a class of ours that makes it. */
  readonly own?: string;
}

/**
 * Terraform's name for a class of provider-aws: `KmsKey` is `aws_kms_key`, `DataAwsRegion` the data source
 * `aws_region`. The bindings add an `A` to a class whose name they need for a block.
 */
export function terraformType(className: string): TerraformType | undefined {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(className)) return undefined;
  if (className === 'AwsProvider') return { kind: 'provider', type: 'aws' };
  const name = className
    .replace(/(?<=[a-z0-9])A$/, '')
    .replace(JOINED, (_, data: string | undefined, first: string, second: string) => {
      return `${data ?? ''}${first}${second.toLowerCase()}`;
    });
  const data = /^DataAws([A-Z].*)$/.exec(name)?.[1];
  return data === undefined
    ? { kind: 'resource', type: `aws_${snakeCase(name)}` }
    : { kind: 'data', type: `aws_${snakeCase(data)}` };
}

/** `enableKeyRotation` as Terraform has it: `enable_key_rotation`. */
export function snakeCase(name: string): string {
  if (!/[A-Z]/.test(name)) return name;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** A construct's props as Terraform's attributes and blocks. What is in JSON keeps its names. */
export function terraformNames(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(terraformNames) };
  if (value.kind !== 'object') return value;
  return { ...value, entries: value.entries.map(terraformEntry) };
}

function terraformEntry({ key, value }: Entry): Entry {
  const text = snakeCase(key.text);
  const isMap = MAPS.has(text) || /(^|_)tags(_all)?$/.test(text);
  return { key: { ...key, text }, value: isMap ? value : terraformNames(value) };
}
