import { formatPath } from '../deployment/format';
import type { Call } from './call';
import type { Verdict } from './request';
import type { GrantTrace, Trace } from './trace-types';

/** What each grant on the key says about a call. */
export function grantReasons(call: Call, verdict: Verdict, trace: Trace): string[] {
  if (call.action.text === 'kms:retiregrant' && trace.grants.length === 0) {
    return [
      'There is no grant to retire: a grant itself says who may retire it (its retiring principal, its grantee with RetireGrant among the operations, the account that created it), and the key policy has no say.',
    ];
  }
  const relevant = trace.grants.filter((grant) =>
    verdict.decision === 'denied'
      ? true
      : grant.applies === (verdict.decision === 'allowed' ? 'yes' : 'unknown'),
  );
  if (verdict.decision === 'allowed' && relevant.length === 0)
    return [`A grant on the key allows ${call.actionText}.`];
  return relevant.map((grant) => `${formatPath(grant.pointer)} ${describe(grant, call)}.`);
}

function describe(grant: GrantTrace, call: Call): string {
  if (grant.problem !== undefined) return `has no effect: ${grant.problem}`;
  if (grant.applies === 'yes') return `allows ${call.actionText} to ${grant.grantee}`;
  if (grant.applies === 'unknown')
    return `depends on ${[...new Set(grant.references)].join(', ') || 'the request'}, whose value would settle it`;
  if (grant.onlyIssuerWrong) {
    return `would fit, but account ${grant.issuingAccount} issued it: for a key in another account the grant has to be created by an identity of the grantee's account ${call.caller.account?.text ?? ''}`;
  }
  const failed: string[] = [];
  if (grant.granteeMatches === 'no') failed.push(`its grantee ${grant.grantee} is not the caller`);
  if (grant.operationMatches === 'no') {
    failed.push(`its operations (${grant.operations.join(', ')}) do not ${shortOf(grant, call)}`);
  }
  if (grant.constraintMatches === 'no') {
    failed.push('its encryption context constraint, which is compared literally, does not fit the request');
  }
  if (failed.length === 0) failed.push(`account ${grant.issuingAccount} issued it`);
  return `does not help: ${failed.join('; and ')}`;
}

/** What a grant's operations fall short of: the call, or what a grant made by way of it would pass on. */
function shortOf({ operations }: GrantTrace, call: Call): string {
  const passedOn = call.context.lookup('kms:grantoperations')?.values ?? [];
  return call.action.text === 'kms:creategrant' && operations.includes('CreateGrant')
    ? `include all that the new grant passes on (${passedOn.map(({ text }) => text).join(', ')})`
    : `cover ${call.actionText}`;
}
