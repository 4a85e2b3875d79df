/** Grants on the key that are written and will not be there: KMS refuses to create them. */
import { createGrant } from '../../rehearsal/requests/kms';
import type { WorldGrant } from '../../rehearsal/world/world';
import { NO_GRANTS } from './candidate';
import { decide, type Decided } from './decide';
import type { View } from './view';

/** Those that would have had a say in a request. */
export function grantsOutOfForce({ candidate, grants }: Decided, { world }: View): WorldGrant[] {
  const { key } = candidate.link;
  if (!candidate.isRole || !key || !candidate.ask.request.action.startsWith('kms:')) return [];
  return world.grants.filter(
    (grant) =>
      grant.key === key.arn &&
      !grants.some(({ name, place }) => name === grant.name && place === grant.place),
  );
}

/** Whether a key's policy is why a grant cannot be created: the decision about its creation, where it is denied. */
export function deniedCreation(grant: WorldGrant, { candidate: { link } }: Decided): Decided | undefined {
  if (!link.key) return undefined;
  const title = 'the grant is created';
  const creating = decide({
    title,
    ask: createGrant(grant, link.key),
    grants: NO_GRANTS,
    isRole: false,
    link,
  });
  return creating.explanation.decision === 'denied' ? creating : undefined;
}
