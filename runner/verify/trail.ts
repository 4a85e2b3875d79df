/**
 * Refused KMS calls of the file system's role, in CloudTrail's event history.
 * Sources: CloudTrail API Reference, LookupEvents (two calls a second for each account and Region); CloudTrail User
 * Guide ("on average within about 5 minutes"); KMS Developer Guide, "Logging AWS KMS API calls with AWS CloudTrail".
 */
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { readTrailEvents, type TrailEvent } from '../../core/evidence/cloudtrail-event';
import type { AccountRole } from '../../core/journey/steps';
import { ask, type Asked, type Question } from './ask';
import type { Verification } from './verification';

/** Which refused calls are meant. */
export interface WantedDenial {
  /** `Decrypt` or `GenerateDataKey`. */
  eventName: string;
  /** ARN of the role's sessions. */
  sessionArn: string;
  keyArn: string;
  /** ARN of the bucket whose objects it is about. */
  bucketArn: string;
  since: Date;
}

/** Pages of 50 events each that are read at most: the time since a proof began has few. */
const MAX_PAGES = 20;
/** Between two calls: CloudTrail takes two a second. */
export const BETWEEN_LOOKUPS_MS = 600;

/** The refused calls since a time, newest first. */
export async function deniedCalls(
  on: Verification,
  account: AccountRole,
  wanted: WantedDenial,
): Promise<Asked<TrailEvent[]>> {
  const question: Question = { account, action: 'cloudtrail:LookupEvents', resource: wanted.eventName };
  const found: TrailEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    if (page > 0) await on.sleep(BETWEEN_LOOKUPS_MS);
    const asked = await ask(on, question, ({ cloudtrail }, options) =>
      cloudtrail.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: wanted.eventName }],
          StartTime: wanted.since,
          MaxResults: 50,
          NextToken: nextToken,
        }),
        options,
      ),
    );
    if (asked.status !== 'answered') return asked;
    const { Events: items = [], NextToken: next } = asked.answer;
    const events = items.flatMap(({ CloudTrailEvent: text = '' }) => readTrailEvents(text).events);
    found.push(...events.filter((event) => isWanted(event, wanted)));
    if (next === undefined || next === '') break;
    nextToken = next;
  }
  return { status: 'answered', answer: found };
}

/** An event that names no key or object is taken for one about ours: refused calls may leave them out. */
function isWanted(event: TrailEvent, wanted: WantedDenial): boolean {
  const { denial, principalArn, keyArns, s3Context, time } = event;
  if (event.name !== wanted.eventName || !denial || principalArn !== wanted.sessionArn) return false;
  if (Date.parse(time) < wanted.since.getTime()) return false;
  const named = denial.status === 'denied' && denial.resource !== undefined ? [denial.resource] : keyArns;
  if (named.length > 0 && !named.includes(wanted.keyArn)) return false;
  const { bucketArn } = wanted;
  return s3Context === undefined || s3Context === bucketArn || s3Context.startsWith(`${bucketArn}/`);
}
