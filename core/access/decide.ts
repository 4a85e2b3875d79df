import { isRecord } from '../json-value';
import { allowingLayers, denyingLayers, missingLayers, undecidedLayers } from './because';
import { callOf, type Call } from './call';
import { compileGrant, evaluateGrants, type CompiledGrant, type GrantVerdict } from './grant';
import { worksAcrossAccounts } from './kms-actions';
import { decideInputs, type Inputs } from './paths';
import { compilePolicy, evaluatePolicies, type CompiledPolicy, type LayerVerdict } from './policy';
import type { AccessGrant, AccessPolicies, AccessRequest, Layer, Verdict } from './request';
import { isBucketPolicyAction } from './s3-actions';
import type { PrincipalUse } from './statement';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth';

/** Policies and grants, read once for any number of requests. */
export interface CompiledPolicies {
  identity: readonly CompiledPolicy[];
  resource: readonly CompiledPolicy[];
  grants: readonly CompiledGrant[];
  boundary: readonly CompiledPolicy[];
  session: readonly CompiledPolicy[];
  scps: readonly CompiledPolicy[];
  rcps: readonly CompiledPolicy[];
  vpce: readonly CompiledPolicy[];
}

/** Reads policies and grants. Never throws: what AWS would not take has no effect and says why. */
export function compilePolicies(given: AccessPolicies): CompiledPolicies {
  const policies: AccessPolicies = isRecord(given) ? given : {};
  const list = (documents: unknown, name: keyof AccessPolicies, use: PrincipalUse): CompiledPolicy[] => {
    if (documents === undefined || documents === null) return [];
    if (!Array.isArray(documents)) return [compilePolicy(documents, use, [name])];
    return (documents as unknown[]).map((document, index) => compilePolicy(document, use, [name, index]));
  };
  const { grants } = policies;
  return {
    identity: list(policies.identityPolicies, 'identityPolicies', 'attached'),
    resource: list(policies.resourcePolicy, 'resourcePolicy', 'required'),
    grants: Array.isArray(grants) ? (grants as AccessGrant[]).map(compileGrant) : [],
    boundary: list(policies.permissionsBoundary, 'permissionsBoundary', 'attached'),
    session: list(policies.sessionPolicy, 'sessionPolicy', 'none'),
    scps: list(policies.serviceControlPolicies, 'serviceControlPolicies', 'none'),
    rcps: list(policies.resourceControlPolicies, 'resourceControlPolicies', 'optional'),
    vpce: list(policies.vpcEndpointPolicy, 'vpcEndpointPolicy', 'optional'),
  };
}

/**
 * Decides one request.
 * Sources: IAM User Guide, "Policy evaluation logic"; KMS Developer Guide, "Troubleshooting key access";
 * AWS Organizations User Guide, "Service control policies" and "Resource control policies".
 */
export function decide(request: AccessRequest, policies: CompiledPolicies): Verdict {
  const call = callOf(request);
  return verdictOf(call, inputsOf(call, policies), policies);
}

/** The verdict that a call's inputs lead to. */
export function verdictOf(call: Call, inputs: Inputs, policies: CompiledPolicies): Verdict {
  const kind = call.resourceKind;
  const hasGrants = policies.grants.length > 0;
  switch (decideInputs(kind, inputs)) {
    case 'explicit':
      return { decision: 'denied', denial: 'explicit', because: denyingLayers(kind, inputs) };
    case 'implicit':
      return {
        decision: 'denied',
        denial: 'implicit',
        because: possibleLayers(
          call,
          policies,
          inputs,
          missingLayers(kind, inputs, hasGrants || isRetiring(call)),
        ),
      };
    case 'unknown':
      return { decision: 'unknown', because: undecidedLayers(kind, inputs, hasGrants) };
    case 'allowed':
      return { decision: 'allowed', because: allowingLayers(kind, inputs) };
  }
}

/**
 * Services and requests without credentials have no identity policies; who may retire a grant does not stand in
 * the key policy, nor in an identity policy unless the caller's account created the grant; what concerns no resource, or a resource that takes no policy, has no resource policy.
 */
function possibleLayers(call: Call, policies: CompiledPolicies, inputs: Inputs, layers: Layer[]): Layer[] {
  const retiring = isRetiring(call);
  const hasIdentity = call.caller.account !== undefined && !(retiring && inputs.grantAccount === FALSE);
  const policyLess = call.sameAccount === TRUE && policies.resource.length === 0 && hasNoPolicy(call);
  return layers.filter(
    (layer) =>
      (layer !== 'identity-based' || hasIdentity) &&
      (layer !== 'key-policy' || !retiring) &&
      (layer !== 'resource-based' || !policyLess),
  );
}

/** Whether nothing that the call concerns can have a policy: an action of the account, or an alias. */
function hasNoPolicy({ action, resource, resourceKind }: Call): boolean {
  return resourceKind === 'plain' && (resource.text === '*' || action.text.startsWith('kms:'));
}

function isRetiring(call: Call): boolean {
  return call.resourceKind === 'key' && call.action.text === 'kms:retiregrant';
}

const SILENT: LayerVerdict = { direct: FALSE, role: FALSE, account: FALSE, deny: FALSE };
const OPEN: LayerVerdict = { ...SILENT, direct: TRUE };

/** What every layer says about a call. */
export function inputsOf(call: Call, policies: CompiledPolicies): Inputs {
  const { caller } = call;
  const isIam = caller.account !== undefined;
  const isRoot = caller.kind === 'root';
  const retiring = isRetiring(call);
  const identity = evaluatePolicies(policies.identity, call);
  const resource = retiring ? SILENT : evaluatePolicies(policies.resource, call);
  const limited = isIam && !isRoot;
  const boundary = limited ? limit(policies.boundary, call) : OPEN;
  const session = limited ? limit(policies.session, call) : OPEN;
  const restricted = isIam ? not(caller.serviceLinked) : FALSE;
  const scp = isIam && policies.scps.length > 0 ? evaluatePolicies(policies.scps, call) : OPEN;
  const rcp = retiring ? SILENT : evaluatePolicies(policies.rcps, call);
  const vpce = limit(policies.vpce, call);
  const ownerRoot = isRoot && isBucketPolicyAction(call.action.text) ? call.sameAccount : FALSE;
  const grants = evaluateGrants(policies.grants, call);
  const grantInputs = retiring ? retireInputs(grants) : useInputs(grants);
  return {
    identity: isRoot ? TRUE : isIam ? identity.direct : FALSE,
    resourceDirect: resource.direct,
    resourceRole: resource.role,
    resourceAccount: resource.account,
    boundary: boundary.direct,
    session: session.direct,
    ...grantInputs,
    scp: or(scp.direct, not(restricted)),
    vpce: or(vpce.direct, or(vpce.role, vpce.account)),
    acrossAccounts: crossable(call),
    sameAccount: isIam ? call.sameAccount : TRUE,
    identityDeny: identity.deny,
    resourceDeny: and(resource.deny, not(ownerRoot)),
    boundaryDeny: boundary.deny,
    sessionDeny: session.deny,
    scpDeny: and(scp.deny, restricted),
    rcpDeny: and(rcp.deny, isIam ? restricted : TRUE),
    vpceDeny: vpce.deny,
  };
}

/** A policy that limits and is not there does not limit. */
function limit(policies: readonly CompiledPolicy[], call: Call): LayerVerdict {
  return policies.length === 0 ? OPEN : evaluatePolicies(policies, call);
}

function crossable(call: Call): Truth {
  if (call.resourceKind !== 'key') return isBucketPolicyAction(call.action.text) ? FALSE : TRUE;
  if (call.action.tokens) return UNKNOWN;
  return worksAcrossAccounts(call.action.text) ? TRUE : FALSE;
}

type GrantInputs = Pick<Inputs, Extract<keyof Inputs, `${'grant' | 'ownGrant'}${string}`>>;

function useInputs(grants: GrantVerdict): GrantInputs {
  return {
    grantDirect: grants.direct,
    grantRole: grants.role,
    grantAccount: grants.account,
    ownGrantDirect: grants.ownDirect,
    ownGrantRole: grants.ownRole,
    ownGrantAccount: grants.ownAccount,
  };
}

/**
 * Who may retire a grant stands in the grant: its retiring principal, its grantee with that operation, and the
 * account that created it, which may delegate. Key policies and RCPs have no say.
 * Source: KMS Developer Guide, "Retiring and revoking grants".
 */
function retireInputs({ retire, retireByAccount }: GrantVerdict): GrantInputs {
  return {
    grantDirect: retire,
    grantRole: FALSE,
    grantAccount: retireByAccount,
    ownGrantDirect: retire,
    ownGrantRole: FALSE,
    ownGrantAccount: retireByAccount,
  };
}
