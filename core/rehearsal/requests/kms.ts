/** Requests that people send to KMS themselves: no `kms:ViaService`, and no encryption context of S3's. */
import type { Actor, WorldGrant, WorldKey } from '../world/world';
import { identityOf, type Ask } from './ask';
import { commonContext, personContext, type Context } from './context';

export function describeKey(actor: Actor, key: WorldKey): Ask {
  return kmsAsk(actor, 'kms:DescribeKey', key, {});
}

/**
 * CreateGrant with what the request carries of the grant. Source: KMS Developer Guide, "kms:GranteePrincipal",
 * "kms:GrantOperations", "kms:GrantConstraintType"; an encryption context is that of the grant's constraint.
 */
export function createGrant(grant: WorldGrant, key: WorldKey): Ask {
  const constraint = grant.equals ?? grant.subset;
  return kmsAsk(grant.creator, 'kms:CreateGrant', key, {
    'kms:GranteePrincipal': grant.grantee,
    'kms:GrantOperations': grant.operations,
    'kms:GrantIsForAWSResource': 'false',
    ...(grant.retiringPrincipal === undefined ? {} : { 'kms:RetiringPrincipal': grant.retiringPrincipal }),
    ...(constraint && {
      'kms:GrantConstraintType': grant.equals ? 'EncryptionContextEquals' : 'EncryptionContextSubset',
      ...Object.fromEntries(
        Object.entries(constraint).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
      ),
      'kms:EncryptionContextKeys': Object.keys(constraint),
    }),
  });
}

/** Ending a grant when all is destroyed. */
export function revokeGrant(grant: WorldGrant, key: WorldKey): Ask {
  return kmsAsk(grant.creator, 'kms:RevokeGrant', key, { 'kms:GrantIsForAWSResource': 'false' });
}

function kmsAsk(actor: Actor, action: string, key: WorldKey, context: Context): Ask {
  return {
    request: {
      principal: actor.principal,
      action,
      resource: key.arn,
      resourceAccount: key.account,
      context: {
        ...commonContext(key.region),
        ...personContext(),
        'kms:CallerAccount': actor.account,
        ...(key.spec === undefined ? {} : { 'kms:KeySpec': key.spec }),
        ...(key.usage === undefined ? {} : { 'kms:KeyUsage': key.usage }),
        ...(key.multiRegion === undefined ? {} : { 'kms:MultiRegion': String(key.multiRegion) }),
        ...context,
      },
    },
    deciders: { resourcePolicy: key.policy, identityPolicies: identityOf(actor) },
  };
}
