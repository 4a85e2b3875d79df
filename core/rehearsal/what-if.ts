/** What would be if something were otherwise: pure changes of the world. */
import { parseArn } from '../facts/arns';
import type { World, WorldBucket, WorldEncryption, WorldKey, WorldLink, WorldScp } from './world/world';

export interface WhatIf {
  /** S3 Bucket Keys of every bucket. */
  readonly bucketKeys?: boolean;
  /** Region that the keys are in; whatever names them follows. */
  readonly keyRegion?: string;
  /** Region that the buckets are in. */
  readonly bucketRegion?: string;
  /** Policy of every linked key. */
  readonly keyPolicy?: { readonly document: unknown; readonly name: string };
  /** Of the organization that the three accounts belong to, at one level. */
  readonly serviceControlPolicies?: readonly WorldScp[];
}

export function changeWorld(world: World, change: WhatIf): World {
  const keyOf = (key: WorldKey) => changeKey(key, change);
  const bucketOf = (bucket: WorldBucket) => changeBucket(bucket, change);
  return {
    ...world,
    keys: world.keys.map(keyOf),
    buckets: world.buckets.map(bucketOf),
    grants: world.grants.map((grant) => ({
      ...grant,
      key: inRegion(grant.key, change.keyRegion),
      region:
        change.keyRegion !== undefined && regionOf(grant.key) === grant.region
          ? change.keyRegion
          : grant.region,
    })),
    links: world.links.map((link): WorldLink => ({
      ...link,
      key: link.key && keyOf(link.key),
      bucket: bucketOf(link.bucket),
    })),
    serviceControlPolicies: change.serviceControlPolicies ?? world.serviceControlPolicies,
  };
}

function changeKey(key: WorldKey, { keyRegion, keyPolicy }: WhatIf): WorldKey {
  return {
    ...key,
    arn: inRegion(key.arn, keyRegion) ?? key.arn,
    region: keyRegion ?? key.region,
    policy: keyPolicy ?? key.policy,
  };
}

function changeBucket(bucket: WorldBucket, { bucketKeys, keyRegion, bucketRegion }: WhatIf): WorldBucket {
  const { encryption } = bucket;
  return {
    ...bucket,
    region: bucketRegion ?? bucket.region,
    encryption:
      typeof encryption === 'string'
        ? encryption
        : ({
            ...encryption,
            key: inRegion(encryption.key, keyRegion),
            bucketKey: bucketKeys ?? encryption.bucketKey,
          } satisfies WorldEncryption),
  };
}

/** A key's ARN as it would be in another Region. */
function inRegion(arn: string | undefined, region: string | undefined): string | undefined {
  const parts = arn === undefined ? undefined : parseArn(arn);
  if (!parts || region === undefined || parts.service !== 'kms') return arn;
  return `arn:${parts.partition}:kms:${region}:${parts.account}:${parts.resource}`;
}

function regionOf(arn: string | undefined): string | undefined {
  return parseArn(arn ?? '')?.region;
}
