import { formatPath } from '../deployment/format';
import type { Call } from './call';
import type { Verdict } from './request';
import type { GrantTrace, Trace } from './trace-types';

/** What each grant on the key says about a call. */
export function grantReasons(call: Call, verdict: Verdict, trace: Trace): string[] {
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
    failed.push(`its operations (${grant.operations.join(', ')}) do not cover ${call.actionText}`);
  }
  if (grant.constraintMatches === 'no') {
    failed.push('its encryption context constraint, which is compared literally, does not fit the request');
  }
  if (failed.length === 0) failed.push(`account ${grant.issuingAccount} issued it`);
  return `does not help: ${failed.join('; and ')}`;
}
