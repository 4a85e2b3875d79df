/** Whether the grants on a key let the file system's role read and export, so that the stacks need make none. */
import { valueOf, type Evidence, type KeyFacts } from '../live/evidence';
import { liveWorld } from '../live/world';
import { explainAsk } from '../rehearsal/requests/ask';
import { asRole, kmsBehind, testObjectArn } from '../rehearsal/requests/s3';
import type { WorldGrant, WorldKey, WorldLink } from '../rehearsal/world/world';

export type RoleGrants =
  | { status: 'unknown' }
  /** None is for this file system's role, as it is now. */
  | { status: 'none' }
  /** They give the role every call of KMS that reading and exporting take. */
  | { status: 'enough'; names: string[] }
  /** They do not: the actions that are denied, and those of which it cannot be told. */
  | { status: 'short'; names: string[]; denied: string[]; open: string[] };

/** @param buckets names of those that the key encrypts, or is to */
export function roleGrantsOf(
  { arn, grants }: KeyFacts,
  buckets: readonly string[],
  evidence: Evidence,
): RoleGrants {
  if (grants.status === 'unknown') return { status: 'unknown' };
  const { world } = liveWorld(evidence);
  const links = world.links.filter(({ bucket }) => buckets.includes(bucket.name));
  const key = world.keys.find((one) => one.arn === arn);
  const [role] = world.fileSystems.map(({ roleArn }) => roleArn);
  const own = world.grants.filter((grant) => grant.key === arn && grant.grantee === role);
  // A grant holds the id of its role: one for a role that was deleted is of no use to the next of that name.
  if (own.length === 0 || links.length === 0 || !key || evidence.role.status === 'absent')
    return { status: 'none' };
  const decided = links.flatMap((link) => decisions(link, key, own));
  const actionsThat = (decision: string) => [
    ...new Set(decided.flatMap((one) => (one.decision === decision ? one.action : []))),
  ];
  const names = (valueOf(grants) ?? [])
    .filter(({ grantee }) => grantee === role)
    .map(({ name, id }) => name ?? id.slice(0, 12));
  const [denied, open] = [actionsThat('denied'), actionsThat('unknown')];
  return denied.length + open.length === 0
    ? { status: 'enough', names }
    : { status: 'short', names, denied, open };
}

/** What the grants alone say: the key policy is its owner's, and a Deny in it would end any grant. */
function decisions(link: WorldLink, key: WorldKey, grants: readonly WorldGrant[]) {
  const object = testObjectArn(link);
  const calls = [
    { action: 's3:GetObject', object },
    { action: 's3:PutObject', object, multipart: true },
  ] as const;
  return calls
    .flatMap((call) => kmsBehind(asRole(link.fileSystem), link, key, call, grants))
    .map(({ request, deciders: { resourcePolicy: _, ...others } }) => ({
      action: request.action,
      decision: explainAsk({ request, deciders: others }).decision,
    }));
}
