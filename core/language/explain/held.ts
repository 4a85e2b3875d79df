/** Policies as the world holds them, and where the files have them. */
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import type { Reading } from '../../rehearsal/world/reading';
import { shortPath } from '../../rehearsal/world/text';
import type { Statement } from '../../model/statement';
import type { GrantSubject, StatementSubject } from './subject';
import type {
  HeldPolicy,
  World,
  WorldBucket,
  WorldGrant,
  WorldKey,
  WorldLink,
} from '../../rehearsal/world/world';
import { contentOf, entryOf, itemsOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';

/** The policy in the files that a held policy was read from. */
export function policyOf(held: HeldPolicy | undefined, model: Model): Policy | undefined {
  if (!held) return undefined;
  const { place, name } = held;
  return model.policies.find((policy) =>
    place ? policy.holders.some(({ resource }) => resource === place.resource) : nameOf(policy) === name,
  );
}

/** A policy as the evaluator takes it. */
export function heldPolicy(policy: Policy, reading: Reading): HeldPolicy {
  return { name: nameOf(policy), document: reading.values.json(policy.node, locate(policy)) };
}

/** Replaces policies of keys and buckets, wherever the world has them. */
export function mapPolicies(world: World, change: (held: HeldPolicy) => HeldPolicy): World {
  const keyOf = (key: WorldKey): WorldKey => ({ ...key, policy: change(key.policy) });
  const bucketOf = (bucket: WorldBucket): WorldBucket => ({
    ...bucket,
    policy: bucket.policy && change(bucket.policy),
  });
  return {
    ...world,
    keys: world.keys.map(keyOf),
    buckets: world.buckets.map(bucketOf),
    links: world.links.map((link): WorldLink => ({
      ...link,
      key: link.key && keyOf(link.key),
      bucket: bucketOf(link.bucket),
    })),
  };
}

/** Tells plain policies apart; never shown. */
function nameOf({ file, node }: Policy): string {
  return `${node.range.path ?? file.path}#${node.range.start}`;
}

/** A policy that stands in no resource, as if one held it: its values are read from there. */
export function locate({ file, node, holders: [holder] }: Policy): Located {
  const address = shortPath(file.path);
  return (
    holder ?? {
      file,
      resource: {
        kind: 'other',
        type: 'policy',
        name: '',
        address,
        body: node,
        range: node.range,
        head: node.range,
        dependsOn: [],
        repeated: false,
      },
    }
  );
}

/** A statement's place in its policy as IAM counts it, from 0: items that are no statements count too. */
export function positionOf({ policy, statement }: StatementSubject): number {
  return itemsIn(policy).findIndex(({ range }) => range.start === statement.node.range.start);
}

/**
 * The statement in the files for one that the evaluator has read.
 * @param count statements of the document: where other documents are merged in, only a Sid tells which is which
 */
export function statementAt(
  policy: Policy,
  { index, sid, count }: { index: number; sid: string | undefined; count: number },
): Statement | undefined {
  const items = itemsIn(policy);
  if (items.length !== count) {
    return sid === undefined ? undefined : policy.statements.find((statement) => statement.sid === sid);
  }
  const start = items[index]?.range.start;
  return policy.statements.find(({ node }) => node.range.start === start);
}

function itemsIn({ node }: Policy): readonly Value[] {
  return itemsOf(contentOf(entryOf(node, 'Statement')));
}

/** Whether a grant of the world is the one that is asked about. */
export function isSameGrant({ place }: WorldGrant, { located: { file, resource } }: GrantSubject): boolean {
  return place.file.path === file.path && place.resource.range.start === resource.range.start;
}
