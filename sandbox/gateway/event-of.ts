import { shortService } from '../authorize/context';
import type { CallEvent } from '../events/event';
import type { Service } from '../services/service';
import type { Call } from './call';
import type { Outcome } from './outcome';

const READS =
  /^(Get|List|Describe|Head|Lookup|Decrypt|Encrypt|GenerateDataKey|GenerateRandom|ReEncrypt|Verify)/;

/** What is recorded of a call. */
export function eventOf(
  call: Call,
  { eventSource, isReadOnly }: Pick<Service, 'eventSource' | 'isReadOnly'>,
  outcome: Outcome,
  now: Date,
): CallEvent {
  const error = errorOf(outcome);
  const via = call.viaService === undefined ? undefined : shortService(call.viaService);
  return {
    requestId: call.requestId,
    time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    caller: call.caller,
    eventSource,
    eventName: call.operation,
    region: call.region,
    readOnly: isReadOnly?.(call.operation) ?? READS.test(call.operation),
    sourceIpAddress: via ?? call.request.sourceIp,
    userAgent: via ?? call.request.headers['user-agent'] ?? '-',
    ...(via === undefined ? {} : { invokedBy: via }),
    ...(error && { errorCode: error.code, errorMessage: error.message }),
    ...outcome.trail,
  };
}

/** CloudTrail has `AccessDenied` where KMS answers AccessDeniedException. */
function errorOf(outcome: Outcome): { code: string; message: string } | undefined {
  const error = outcome.status === 'ok' ? undefined : outcome.status === 'raw' ? outcome.error : outcome;
  if (!error) return undefined;
  const { code, message } = error;
  return { code: code === 'AccessDeniedException' ? 'AccessDenied' : code, message };
}
