/** Whether a refusal is over: the same call went well later. */
import type { TrailEvent } from '../../evidence/cloudtrail-event';

/** When calls of each kind went well, the earliest first. */
export type AllowedCalls = ReadonlyMap<string, readonly { time: string; at: number }[]>;

/** Files the calls that went well by what they are, as a trail has many: each refusal looks at its own kind alone. */
export function allowedCalls(calls: readonly TrailEvent[]): AllowedCalls {
  const kinds = new Map<string, { time: string; at: number }[]>();
  for (const call of calls) {
    const at = Date.parse(call.time);
    if (call.errorCode !== undefined || call.principalArn === undefined || Number.isNaN(at)) continue;
    for (const key of new Set(call.keyArns)) {
      const kind = kindOf(call, key);
      const times = kinds.get(kind) ?? [];
      kinds.set(kind, times);
      times.push({ time: call.time, at });
    }
  }
  for (const times of kinds.values()) times.sort((a, b) => a.at - b.at);
  return kinds;
}

/** When the call of a refused event first went well afterwards; undefined where it did not. */
export function allowedSince(refused: TrailEvent | undefined, allowed: AllowedCalls): string | undefined {
  if (refused?.principalArn === undefined) return undefined;
  const [key] = refused.keyArns.length > 0 ? refused.keyArns : [refusedKey(refused)];
  if (key === undefined) return undefined;
  return firstAfter(allowed.get(kindOf(refused, key)) ?? [], Date.parse(refused.time));
}

/** One caller's call of one operation, with one key, and of one bucket or object. */
function kindOf({ source, name, principalArn, s3Context }: TrailEvent, key: string): string {
  return JSON.stringify([source, name, principalArn, key, s3Context]);
}

/** Where a refused call names no key, its sentence may. */
function refusedKey({ denial }: TrailEvent): string | undefined {
  return denial?.status === 'denied' ? denial.resource : undefined;
}

/** By halves: one kind may have a whole day of calls. */
function firstAfter(times: readonly { time: string; at: number }[], after: number): string | undefined {
  let [from, to] = [0, times.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle]?.at ?? Infinity) > after) to = middle;
    else from = middle + 1;
  }
  return Number.isNaN(after) ? undefined : times[from]?.time;
}
