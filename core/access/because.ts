import type { Call } from './call';
import { decideInputs, DENIES, pathsOf, type Inputs } from './paths';
import type { Layer } from './request';
import { FALSE, or, TRUE, UNKNOWN, type Truth } from './truth';

type ResourceKind = Call['resourceKind'];

/** Layers that hold a certain Deny. */
export function denyingLayers(kind: ResourceKind, inputs: Inputs): Layer[] {
  return DENIES.filter(([name]) => inputs[name] === TRUE).map(([, layer]) =>
    layer === 'resource' ? resourceLayer(kind) : layer,
  );
}

/** Layers on the open paths. */
export function allowingLayers(kind: ResourceKind, inputs: Inputs): Layer[] {
  const alternatives = inputs.sameAccount === UNKNOWN ? [true, false] : [inputs.sameAccount === TRUE];
  const open = alternatives
    .flatMap((same) => pathsOf(kind, same, inputs))
    .filter((path) => path.open === TRUE);
  return inOrder(open.flatMap((path) => [...path.layers]));
}

/** Layers whose missing Allow could decide. */
export function missingLayers(kind: ResourceKind, inputs: Inputs, hasGrants: boolean): Layer[] {
  const missing: Layer[] = [];
  for (const same of inputs.sameAccount === UNKNOWN ? [true, false] : [inputs.sameAccount === TRUE]) {
    if (pathsOf(kind, same, inputs).every((path) => path.open === FALSE)) {
      missing.push(...missingOnPaths(kind, same, inputs, hasGrants));
    }
  }
  if (inputs.scp === FALSE) missing.push('scp');
  if (inputs.vpce === FALSE) missing.push('vpce');
  return inOrder(missing);
}

function missingOnPaths(kind: ResourceKind, same: boolean, inputs: Inputs, hasGrants: boolean): Layer[] {
  const limits: Layer[] = [];
  if (inputs.boundary === FALSE) limits.push('boundary');
  if (inputs.session === FALSE) limits.push('session');
  const [granted, grantedToAccount] = same
    ? [or(inputs.grantDirect, inputs.grantRole), inputs.grantAccount]
    : [or(inputs.ownGrantDirect, inputs.ownGrantRole), inputs.ownGrantAccount];
  if (granted !== FALSE) return limits;
  const identity: Layer[] = inputs.identity === FALSE ? ['identity-based'] : [];
  if (grantedToAccount !== FALSE) return [...identity, ...limits];
  const policies = same ? missingInAccount(kind, identity, inputs) : missingAcross(kind, identity, inputs);
  return [...policies, ...(kind === 'key' && hasGrants ? (['grant'] as const) : []), ...limits];
}

function missingInAccount(kind: ResourceKind, identity: readonly Layer[], inputs: Inputs): Layer[] {
  const reached = or(inputs.resourceDirect, or(inputs.resourceRole, inputs.resourceAccount));
  const unreached: Layer[] = reached === FALSE ? [resourceLayer(kind)] : [];
  if (inputs.resourceRole !== FALSE) return [];
  if (kind === 'plain') return identity.length > 0 ? [...identity, ...unreached] : [];
  return unreached.length > 0 ? unreached : [...identity];
}

function missingAcross(kind: ResourceKind, identity: readonly Layer[], inputs: Inputs): Layer[] {
  const reached = or(inputs.resourceDirect, or(inputs.resourceRole, inputs.resourceAccount));
  const closed = reached === FALSE || inputs.acrossAccounts === FALSE;
  return [...(closed ? [resourceLayer(kind)] : []), ...identity];
}

/** Inputs that belong together: the parts of one layer's answer. */
const LAYER_INPUTS: readonly (readonly [Layer | 'resource', readonly (keyof Inputs)[]])[] = [
  ['identity-based', ['identity', 'identityDeny']],
  ['resource', ['resourceDirect', 'resourceRole', 'resourceAccount', 'resourceDeny']],
  [
    'grant',
    ['grantDirect', 'grantRole', 'grantAccount', 'ownGrantDirect', 'ownGrantRole', 'ownGrantAccount'],
  ],
  ['boundary', ['boundary', 'boundaryDeny']],
  ['session', ['session', 'sessionDeny']],
  ['scp', ['scp', 'scpDeny']],
  ['rcp', ['rcpDeny']],
  ['vpce', ['vpce', 'vpceDeny']],
];

/**
 * Layers whose unresolved references decide: those where one answer or another, together with some answers of
 * the other unknown layers, gives another decision.
 */
export function undecidedLayers(kind: ResourceKind, inputs: Inputs, hasGrants: boolean): Layer[] {
  const open = (Object.keys(inputs) as (keyof Inputs)[]).filter((name) => inputs[name] === UNKNOWN);
  const layers = LAYER_INPUTS.filter(([, names]) =>
    names.some((name) => inputs[name] === UNKNOWN && matters(kind, inputs, open, name)),
  ).map(([layer]) => (layer === 'resource' ? resourceLayer(kind) : layer));
  return layers.length > 0 ? inOrder(layers) : missingLayers(kind, inputs, hasGrants);
}

const MAX_OPEN = 10;

function matters(
  kind: ResourceKind,
  inputs: Inputs,
  open: readonly (keyof Inputs)[],
  name: keyof Inputs,
): boolean {
  const others = open.filter((other) => other !== name).slice(0, MAX_OPEN);
  if (open.length > MAX_OPEN) return true;
  for (let bits = 0; bits < 2 ** others.length; bits++) {
    const assumed: Inputs = { ...inputs };
    for (const [index, other] of others.entries()) assumed[other] = bits & (1 << index) ? TRUE : FALSE;
    const outcome = (value: Truth) => isAllowed(kind, { ...assumed, [name]: value });
    if (outcome(TRUE) !== outcome(FALSE)) return true;
  }
  return false;
}

function isAllowed(kind: ResourceKind, inputs: Inputs): boolean {
  return decideInputs(kind, inputs) === 'allowed';
}

/** What AWS calls the layer of the resource's own policy. */
export function resourceLayer(kind: ResourceKind): Layer {
  return kind === 'key' ? 'key-policy' : 'resource-based';
}

const ORDER: readonly Layer[] = [
  'key-policy',
  'identity-based',
  'resource-based',
  'grant',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpce',
];

function inOrder(layers: readonly Layer[]): Layer[] {
  return ORDER.filter((layer) => layers.includes(layer));
}
