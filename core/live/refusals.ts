/** Refused calls, from CloudTrail's events or from a text in which AWS says so. */
import { readAccessDenied } from '../evidence/access-denied';
import { readTrailEvents, type TrailEvent } from '../evidence/cloudtrail-event';
import type { Refusal } from './evidence';

/** The last refusal of each caller and action, with when it was allowed after that. */
export function refusalsOf(events: readonly TrailEvent[]): Refusal[] {
  const latest = new Map<string, Refusal>();
  const allowed = new Map<string, string>();
  const keyOf = (event: TrailEvent) => `${event.name} ${event.roleArn ?? event.principalArn ?? ''}`;
  for (const event of [...events].sort((a, b) => a.time.localeCompare(b.time))) {
    if (event.errorCode === undefined) allowed.set(keyOf(event), event.time);
    if (event.denial?.status !== 'denied') continue;
    const { layer, explicit, resource } = event.denial;
    const message = event.errorMessage ?? event.errorCode ?? '';
    latest.set(`${keyOf(event)} ${layer ?? ''}`, {
      time: event.time,
      action: `${event.source.replace(/\..*$/, '')}:${event.name}`,
      message,
      ...withoutUndefined({
        principal: event.principalArn,
        resource: resource ?? event.keyArns[0],
        layer,
        explicit,
      }),
    });
  }
  return [...latest].map(([key, refusal]) => {
    const since = [...allowed].find(([who]) => key.startsWith(`${who} `))?.[1];
    return since !== undefined && since > (refusal.time ?? '')
      ? { ...refusal, allowedSince: since }
      : refusal;
  });
}

/** Refusals in a text: events of CloudTrail as JSON, or AWS's sentences. Empty where it holds none. Never throws. */
export function refusalsInText(text: string): Refusal[] {
  const { events } = readTrailEvents(text);
  if (events.length > 0) return refusalsOf(events);
  const parts = text.split(/(?=User: arn:)/);
  return parts.flatMap((part): Refusal[] => {
    const denial = readAccessDenied(part);
    if (denial.status !== 'denied' || denial.action === undefined) return [];
    const { action, principal, resource, layer, explicit } = denial;
    const message = part.replace(/\s+/g, ' ').trim();
    return [{ action, message, ...withoutUndefined({ principal, resource, layer, explicit }) }];
  });
}

function withoutUndefined<T extends Record<string, unknown>>(
  members: T,
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
