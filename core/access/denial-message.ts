import type { Call } from './call';
import type { Layer, Verdict } from './request';

/** What AWS calls the policies of a layer in its messages. */
const POLICY_TYPES: Readonly<Record<Layer, string>> = {
  'identity-based': 'identity-based policy',
  'resource-based': 'resource-based policy',
  'key-policy': 'resource-based policy',
  grant: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpce: 'VPC endpoint policy',
};

/** AWS names one policy type only; which one when several lack an Allow is not documented. */
const NAMED_FIRST: readonly Layer[] = [
  'scp',
  'rcp',
  'vpce',
  'key-policy',
  'identity-based',
  'grant',
  'resource-based',
  'boundary',
  'session',
];

/**
 * The sentence that AWS returns, and that CloudTrail carries as `errorMessage`; undefined unless denied.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage(call: Call, verdict: Verdict): string | undefined {
  if (verdict.decision !== 'denied') return undefined;
  const layer = NAMED_FIRST.find((name) => verdict.because.includes(name));
  const start = `User: ${call.caller.subject.text} is not authorized to perform: ${call.actionText}`;
  const resource = call.resource.text === '*' ? '' : ` on resource: ${quoted(call)}`;
  if (layer === undefined) return `${start}${resource}`;
  const type = POLICY_TYPES[layer];
  if (verdict.denial === 'explicit') {
    return `${start}${resource} with an explicit deny in ${article(type)} ${type}`;
  }
  return `${start}${resource} because no ${type} allows the ${call.actionText} action`;
}

/** S3 puts the resource in quotes. */
function quoted(call: Call): string {
  return call.action.text.startsWith('s3:') ? `"${call.resource.text}"` : call.resource.text;
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}
