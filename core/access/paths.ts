import type { Call } from './call';
import type { Layer } from './request';
import { and, FALSE, or, TRUE, UNKNOWN, type Truth } from './truth';

/** What every layer says about a call: the inputs of the decision. */
export interface Inputs {
  identity: Truth;
  resourceDirect: Truth;
  resourceRole: Truth;
  resourceAccount: Truth;
  boundary: Truth;
  session: Truth;
  grantDirect: Truth;
  grantRole: Truth;
  grantAccount: Truth;
  ownGrantDirect: Truth;
  ownGrantRole: Truth;
  ownGrantAccount: Truth;
  scp: Truth;
  vpce: Truth;
  /** Whether the service takes the action from another account. */
  acrossAccounts: Truth;
  sameAccount: Truth;
  identityDeny: Truth;
  resourceDeny: Truth;
  boundaryDeny: Truth;
  sessionDeny: Truth;
  scpDeny: Truth;
  rcpDeny: Truth;
  vpceDeny: Truth;
}

/** One way to be allowed: the layers on it, and whether it is open. */
export interface Path {
  layers: readonly Layer[];
  open: Truth;
}

type ResourceKind = Call['resourceKind'];

/**
 * The ways to be allowed, all other limits aside.
 * Sources: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic"; KMS Developer
 * Guide, "Troubleshooting key access" and "Allowing users in other accounts to use a KMS key".
 */
export function pathsOf(kind: ResourceKind, sameAccount: boolean, inputs: Inputs): Path[] {
  const limit = and(inputs.boundary, inputs.session);
  const identity = and(inputs.identity, limit);
  const resource: Layer = kind === 'key' ? 'key-policy' : 'resource-based';
  const named = or(inputs.resourceDirect, and(inputs.resourceRole, limit));
  if (kind === 'plain') {
    if (!sameAccount)
      return [
        {
          layers: [resource, 'identity-based'],
          open: and(anyResource(inputs), and(identity, inputs.acrossAccounts)),
        },
      ];
    return [
      { layers: ['identity-based'], open: identity },
      { layers: [resource], open: named },
    ];
  }
  if (!sameAccount) {
    const allowed = and(anyResource(inputs), and(identity, inputs.acrossAccounts));
    const granted = and(or(inputs.ownGrantDirect, inputs.ownGrantRole), limit);
    return [
      { layers: [resource, 'identity-based'], open: allowed },
      { layers: ['grant'], open: granted },
      { layers: ['grant', 'identity-based'], open: and(inputs.ownGrantAccount, identity) },
    ];
  }
  return [
    { layers: [resource], open: named },
    { layers: [resource, 'identity-based'], open: and(inputs.resourceAccount, identity) },
    { layers: ['grant'], open: or(inputs.grantDirect, and(inputs.grantRole, limit)) },
    { layers: ['grant', 'identity-based'], open: and(inputs.grantAccount, identity) },
  ];
}

function anyResource(inputs: Inputs): Truth {
  return or(inputs.resourceDirect, or(inputs.resourceRole, inputs.resourceAccount));
}

/** Whether some path is open, in the caller's account or across accounts, whichever it is. */
export function anyPath(kind: ResourceKind, inputs: Inputs): Truth {
  if (inputs.sameAccount !== UNKNOWN) return anyOpen(pathsOf(kind, inputs.sameAccount === TRUE, inputs));
  const same = anyOpen(pathsOf(kind, true, inputs));
  return same === anyOpen(pathsOf(kind, false, inputs)) ? same : UNKNOWN;
}

function anyOpen(paths: readonly Path[]): Truth {
  let found: Truth = FALSE;
  for (const { open } of paths) found = or(found, open);
  return found;
}

/** Whether a Deny applies, whichever layer it is in. */
export function anyDeny(inputs: Inputs): Truth {
  let found: Truth = FALSE;
  for (const [name] of DENIES) found = or(found, inputs[name]);
  return found;
}

/** The decision: a certain Deny wins over everything, a certain lack of an Allow over what is unknown. */
export function decideInputs(
  kind: ResourceKind,
  inputs: Inputs,
): 'allowed' | 'explicit' | 'implicit' | 'unknown' {
  const deny = anyDeny(inputs);
  if (deny === TRUE) return 'explicit';
  const allowed = and(anyPath(kind, inputs), and(inputs.scp, inputs.vpce));
  if (allowed === FALSE) return 'implicit';
  return deny === UNKNOWN || allowed === UNKNOWN ? 'unknown' : 'allowed';
}

type DenyName = Extract<keyof Inputs, `${string}Deny`>;

/** Which layer a Deny is in; for the resource's policy that depends on the resource. */
export const DENIES: readonly (readonly [DenyName, Layer | 'resource'])[] = [
  ['identityDeny', 'identity-based'],
  ['resourceDeny', 'resource'],
  ['boundaryDeny', 'boundary'],
  ['sessionDeny', 'session'],
  ['scpDeny', 'scp'],
  ['rcpDeny', 'rcp'],
  ['vpceDeny', 'vpce'],
];
