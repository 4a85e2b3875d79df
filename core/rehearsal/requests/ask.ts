/** Decides one request of a step and says why, with the names that policies and grants have in Terraform. */
import { evaluateAccess, type Explanation } from '../../access/evaluate';
import type { AccessGrant, AccessPolicies, AccessRequest } from '../../access/request';
import type { RequestResult } from '../result';
import { isAdministrator } from '../world/places';
import { withoutServiceLinked, withServiceLinked } from './administrator';
import { shortPath } from '../world/text';
import type { Actor, HeldPolicy, World, WorldGrant, WorldScp } from '../world/world';
import { withOpenKeys, withUncertainKeys } from './context';

/** What decides a request. */
export interface Deciders {
  readonly resourcePolicy?: HeldPolicy;
  readonly identityPolicies: readonly HeldPolicy[];
  readonly grants?: readonly WorldGrant[];
}

/** One request as a step sends it. */
export interface Ask {
  readonly request: AccessRequest;
  readonly deciders: Deciders;
}

/** An administrator's role is for certain not service-linked. */
const ABOUT_ROLE = 'whether the caller is a service-linked role is not known.';

const ALLOW_ALL: HeldPolicy = {
  name: 'administrator',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

/** Identity policies of who works in an account. */
export function identityOf(actor: Actor): HeldPolicy[] {
  return [ALLOW_ALL, ...actor.identityPolicies];
}

/** Decides a request and says why, with the names that policies and grants have in Terraform. */
export function decideAsk(ask: Ask, world: World): RequestResult {
  const { request, deciders } = ask;
  const { decision, denial, because, reasons } = explainAsk(ask, world.serviceControlPolicies);
  return {
    principal: request.principal,
    action: request.action,
    resource: request.resource,
    decision,
    ...(denial === undefined ? {} : { denial }),
    because,
    reasons: reasons.map((reason) => inTerraformsWords(reason, deciders, world)),
  };
}

/**
 * Decides a request and says why, with the trace; places in it are those of {@link policiesOf}.
 * @param organization its service control policies
 */
export function explainAsk(ask: Ask, organization: readonly WorldScp[] = []): Explanation {
  const policies = policiesOf(ask, organization);
  const { principal } = ask.request;
  const explanation = evaluateAccess(
    withUncertainKeys(withOpenKeys(asUser(ask.request, organization), policies)),
    policies,
  );
  return {
    ...explanation,
    reasons: explanation.reasons
      .filter((reason) => !isAdministrator(principal) || !reason.endsWith(ABOUT_ROLE))
      .map(withServiceLinked),
  };
}

/** What decides a request, as the evaluator takes it. */
export function policiesOf(
  { request, deciders }: Ask,
  organization: readonly WorldScp[] = [],
): AccessPolicies {
  const { resourcePolicy, identityPolicies, grants = [] } = deciders;
  return {
    identityPolicies: identityPolicies.map(({ document }) => document),
    ...(resourcePolicy && {
      resourcePolicy: withoutServiceLinked(request.principal, resourcePolicy.document),
    }),
    grants: grants.map(accessGrant),
    serviceControlPolicies: organization.map(({ document }) => document),
  };
}

/** Service control policies ask whether the caller's role is service-linked: an administrator's is not. */
function asUser(request: AccessRequest, organization: readonly WorldScp[]): AccessRequest {
  const { principal } = request;
  if (organization.length === 0 || !isAdministrator(principal)) return request;
  return { ...request, principal: principal.replace(/:(?=[^:]*$)/, ':user/') };
}

/** A grant as the evaluator takes it. */
export function accessGrant(grant: WorldGrant): AccessGrant {
  return {
    granteePrincipal: grant.grantee,
    ...(grant.retiringPrincipal === undefined ? {} : { retiringPrincipal: grant.retiringPrincipal }),
    operations: grant.operations,
    issuingAccount: grant.account,
    ...((grant.equals ?? grant.subset)
      ? {
          constraints: {
            ...(grant.equals && { encryptionContextEquals: grant.equals }),
            ...(grant.subset && { encryptionContextSubset: grant.subset }),
          },
        }
      : {}),
  };
}

/** `resourcePolicy.Statement[1]` as `Statement[1] of aws_kms_key_policy.k`, `grants[0]` as the grant's address. */
function inTerraformsWords(reason: string, deciders: Deciders, world: World): string {
  const nameAt = (list: readonly { name: string }[], index: string) => list[Number(index)]?.name;
  return reason
    .replace(/\bresourcePolicy(\.Statement(?:\[\d+\])?)?/g, (_, statement: string | undefined) =>
      ofPolicy(statement, deciders.resourcePolicy),
    )
    .replace(
      /\bidentityPolicies\[(\d+)\](\.Statement(?:\[\d+\])?)?/g,
      (_, index: string, statement: string | undefined) =>
        ofPolicy(statement, deciders.identityPolicies[Number(index)]),
    )
    .replace(/\bgrants\[(\d+)\]/g, (whole, index: string) => nameAt(deciders.grants ?? [], index) ?? whole)
    .replace(
      /\bserviceControlPolicies\[(\d+)\]/g,
      (whole, index: string) => nameAt(world.serviceControlPolicies, index) ?? whole,
    );
}

function ofPolicy(statement: string | undefined, policy: HeldPolicy | undefined): string {
  const file = policy?.place ? ` in ${shortPath(policy.place.file.path)}` : '';
  const name = `the ${policy?.name ?? 'policy'}${file}`;
  return statement === undefined ? name : `${statement.slice(1)} of ${name}`;
}
