import { callOf } from './call';
import { compilePolicies, inputsOf, verdictOf, type CompiledPolicies } from './decide';
import { denialMessage } from './denial-message';
import { reasonsOf } from './reasons';
import type { AccessPolicies, AccessRequest, Verdict } from './request';
import { traceOf } from './trace';
import type { Trace } from './trace-types';

/** A decision with its explanation. */
export interface Explanation extends Verdict {
  /** What AWS would print; undefined unless denied. */
  message?: string;
  /** Sentences: what AWS would print, then why. */
  reasons: string[];
  /** Every statement and grant, and how it met the request. */
  trace: Trace;
}

/** Decides one request and says why; slower than `decide`, which gives the same verdict. */
export function explain(request: AccessRequest, policies: CompiledPolicies): Explanation {
  const call = callOf(request);
  const verdict = verdictOf(call, inputsOf(call, policies), policies);
  const trace = traceOf(call, policies);
  const message = denialMessage(call, verdict);
  const reasons = reasonsOf(call, verdict, trace, message);
  return { ...verdict, ...(message === undefined ? {} : { message }), reasons, trace };
}

/** Reads the policies, decides one request and says why. Never throws. */
export function evaluateAccess(request: AccessRequest, policies: AccessPolicies): Explanation {
  return explain(request, compilePolicies(policies));
}
