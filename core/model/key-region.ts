/** The Region in which a policy's key or bucket is, as far as the files say so. */
import { parseArn } from '../facts/arns';
import { textOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import { providerOf } from './accounts';
import { bucketsIn, s3ContextConditions } from './bucket-data';
import { given } from './configuration';
import { KEY_RESOURCES } from './key-target';
import type { Model } from './model';
import type { Policy } from './policy';
import { isVariable } from './setting';
import type { Statement } from './statement';

/** A Region and what says so, for messages: `the key is in us-east-1`. */
export interface KnownRegion {
  readonly region: string;
  readonly of: 'key' | 'bucket';
}

/**
 * The one Region that a statement's key or bucket is in.
 * @returns undefined where the files do not say so, or name several
 */
export function regionOfData(policy: Policy, statement: Statement, model: Model): KnownRegion | undefined {
  return (
    only('key', resourceRegions(policy, statement, model)) ??
    (policy.kind === 'key' ? only('key', holderRegions(policy, model)) : undefined) ??
    only('bucket', bucketRegions(policy, statement, model))
  );
}

/** The Region if it is the same of all and known of all. */
function only(of: KnownRegion['of'], regions: readonly (string | undefined)[]): KnownRegion | undefined {
  const [region] = regions;
  return region !== undefined && regions.every((other) => other === region) ? { region, of } : undefined;
}

/** Regions of the keys that stand in `Resource`. */
function resourceRegions(policy: Policy, { resource }: Statement, model: Model): (string | undefined)[] {
  if (!resource?.complete) return [];
  return resource.items.map((item) => {
    if (item.kind === 'string') {
      const arn = parseArn(item.text);
      return arn?.service === 'kms' && /^[a-z][a-z0-9-]+$/.test(arn.region) ? arn.region : undefined;
    }
    const found = model.resolve(item, policy);
    return found && KEY_RESOURCES.includes(found.resource.type) ? knownRegion(found, model) : undefined;
  });
}

/** Regions of the keys that have the policy. */
function holderRegions({ holders }: Policy, model: Model): (string | undefined)[] {
  return holders.map((holder) => knownRegion(holder, model));
}

function bucketRegions(policy: Policy, statement: Statement, model: Model): (string | undefined)[] {
  return s3ContextConditions(statement)
    .flatMap((condition) => bucketsIn(condition, policy, model))
    .map((bucket) => knownRegion(bucket, model));
}

/** A resource's Region; a variable's default is none, and a multi-Region key has several. */
function knownRegion(located: Located, model: Model): string | undefined {
  const { body, type } = located.resource;
  const key = type === 'aws_kms_key_policy' ? model.resolve(given(body, 'key_id'), located) : located;
  if (type === 'aws_kms_key_policy' && !key) return undefined;
  const multiRegion = given(key?.resource.body, 'multi_region');
  if (multiRegion && !(multiRegion.kind === 'boolean' && !multiRegion.value)) return undefined;
  if (key?.resource.type.includes('replica')) return undefined;
  const provider = providerOf(located, model);
  const own = given(body, 'region');
  const from = own ? located : provider;
  const value = own ?? given(provider?.resource.body, 'region');
  return value && from && !isVariable(value, from, model) ? textOf(value) : undefined;
}
