import type { DeniedLayer } from '../evidence/access-denied';
import { callerText } from './caller';
import { standInsIn } from './changes/values';
import type { Diagnosis } from './diagnosis';
import type { Refusal } from './refusals/refusal';
import { LAYER_NAMES, listed } from './words';

/** A diagnosis before its stand-ins are listed. */
export type Found = Omit<Diagnosis, 'placeholders'>;

export function withPlaceholders(found: Found): Diagnosis {
  const texts = [
    ...found.changes.flatMap(({ terraform, cdktf, cli }) => [terraform ?? '', cdktf ?? '', cli ?? '']),
    ...found.unsure.map(({ command }) => command ?? ''),
  ];
  return { ...found, placeholders: standInsIn(texts) };
}

/** What AWS said, as a sentence. */
export function quote(refusal: Refusal): string {
  const { caller, actions, operations, resource, explicit, layer, blockPublicAccess, events } = refusal;
  const what = actions.length > 0 ? listed(actions) : operations.length > 0 ? listed(operations) : 'a call';
  const whom = caller.kind === 'unknown' ? '' : ` to ${callerText(caller)}`;
  const on = resource === undefined ? '' : ` on ${resource}`;
  const times = events.length > 1 ? `, ${events.length} times` : '';
  return `AWS refused ${what}${on}${whom}${times}${reason({ explicit, layer, blockPublicAccess })}.`;
}

function reason({
  explicit,
  layer,
  blockPublicAccess,
}: Pick<Refusal, 'explicit' | 'layer' | 'blockPublicAccess'>): string {
  if (blockPublicAccess !== undefined) return `: ${blockPublicAccess} of S3 Block Public Access is on`;
  if (layer === undefined) {
    return explicit === true
      ? ', by a Deny whose policy it does not name'
      : ', and does not say which policy is why';
  }
  if (explicit === true) return `, by a Deny in a ${typeName(layer)}`;
  if (explicit === undefined) {
    return ', because "the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"';
  }
  return `, because no ${typeName(layer)} allows it`;
}

/** What AWS calls it. */
function typeName(layer: DeniedLayer): string {
  return layer === 'resource-based' ? 'resource-based policy' : LAYER_NAMES[layer];
}
