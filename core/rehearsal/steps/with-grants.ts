/** Requests of the file system's role when the grants are there, those that are not certain included. */
import { decideAsk, type Ask } from '../requests/ask';
import type { RequestResult } from '../result';
import type { World } from '../world/world';
import type { GrantsOfKey } from './grants-in-force';

/** Decides a KMS request with the grants; unknown where only a grant that may not come about would allow it. */
export function decideWithGrants(ask: Ask, grants: GrantsOfKey, world: World): RequestResult {
  const { certain, possible } = grants;
  const sure = decideAsk(withGrants(ask, certain), world);
  if (possible.length === 0 || sure.decision === 'allowed') return sure;
  const best = decideAsk(withGrants(ask, [...certain, ...possible]), world);
  if (best.decision !== 'allowed') return best.decision === 'unknown' ? best : sure;
  const { denial: _, ...rest } = sure;
  return {
    ...rest,
    decision: 'unknown',
    because: ['grant'],
    reasons: [
      `${possible.map(({ name }) => name).join(', ')} would allow it, and whether it can be created is not known.`,
      ...grants.requests.filter(({ decision }) => decision === 'unknown').flatMap(({ reasons }) => reasons),
    ],
  };
}

function withGrants({ request, deciders }: Ask, grants: GrantsOfKey['certain']): Ask {
  return { request, deciders: { ...deciders, grants } };
}
