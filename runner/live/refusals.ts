/**
 * Calls to KMS that were refused of late, in the event history of the file system's account: the caller's account has
 * them. Source: CloudTrail API Reference, LookupEvents (two calls a second); KMS Developer Guide, "Logging AWS KMS
 * API calls with AWS CloudTrail".
 */
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { readTrailEvents, type TrailEvent } from '../../core/evidence/cloudtrail-event';
import type { Fact, Refusal } from '../../core/live/evidence';
import { refusalsOf } from '../../core/live/refusals';
import { ask, type Collection } from './question';

const EVENT_NAMES = ['Decrypt', 'GenerateDataKey', 'CreateGrant'] as const;
/** Pages of 50 events each, for each name. */
const MAX_PAGES = 2;
/** Between two calls: CloudTrail takes two a second. */
const BETWEEN_LOOKUPS_MS = 600;
/** How far back is looked. */
export const LOOK_BACK_MS = 24 * 60 * 60 * 1_000;

/** @param concerns whether an event is about this file system, its role or its keys */
export async function readRefusals(
  on: Collection,
  concerns: (event: TrailEvent) => boolean,
): Promise<Fact<Refusal[]>> {
  const events: TrailEvent[] = [];
  const since = new Date(on.now().getTime() - LOOK_BACK_MS);
  let isFirst = true;
  for (const name of EVENT_NAMES) {
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      if (!isFirst) await on.sleep(BETWEEN_LOOKUPS_MS);
      isFirst = false;
      const asked = await ask(on, 'fileSystem', ({ cloudtrail }) =>
        cloudtrail.send(
          new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
            StartTime: since,
            MaxResults: 50,
            NextToken: nextToken,
          }),
        ),
      );
      if (asked.status === 'unknown') return { status: 'unknown', why: asked.why };
      if (asked.status === 'absent') break;
      const { Events: items = [], NextToken: next } = asked.answer;
      events.push(...items.flatMap(({ CloudTrailEvent: text = '' }) => readTrailEvents(text).events));
      if (next === undefined || next === '') break;
      nextToken = next;
    }
  }
  return { status: 'seen', value: refusalsOf(events.filter(concerns)) };
}
