/** What a deployment leaves to others: its stacks do not have it, and that is no difference. */
import type { Deployment } from '../deployment/schema';

/** What of an existing bucket the stacks manage. */
export interface ManagedOfBucket {
  policy: boolean;
  encryption: boolean;
}

export interface LeftAlone {
  /** Existing buckets by name. */
  buckets: ReadonlyMap<string, ManagedOfBucket>;
  /** ARNs of the keys whose grant others have made. */
  grants: ReadonlySet<string>;
}

export function leftAlone({ buckets, keys }: Deployment): LeftAlone {
  return {
    buckets: new Map(
      buckets.flatMap(({ bucketName, existing }) =>
        bucketName === undefined || existing === undefined
          ? []
          : [[bucketName, { policy: existing.managePolicy, encryption: existing.manageEncryption }]],
      ),
    ),
    grants: new Set(
      keys.flatMap(({ existingArn, existingGrant }) => (existingGrant === true ? (existingArn ?? []) : [])),
    ),
  };
}

/** Says that a bucket was there first, and what of it is compared. */
export function bucketLeftAlone(name: string, manages: ManagedOfBucket): string {
  const of = [
    ...(manages.policy ? ['its policy'] : []),
    ...(manages.encryption ? ['its default encryption'] : []),
  ];
  const what = of.length === 0 ? 'neither its policy nor its default encryption' : of.join(' and ');
  return `Bucket ${name} was there before the stacks: they manage ${what}${of.length === 1 ? ' only' : ''}.`;
}
