import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json';
import { isDataEvent, shownEventName } from './data-events';
import type { CallEvent } from './event';
import { foreignIdentity, lookupName, userIdentity } from './user-identity';

/** One event of the history of one account in one Region. */
export interface TrailRecord {
  readonly account: string;
  readonly region: string;
  /** ISO text, seconds. */
  readonly time: string;
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly readOnly: boolean;
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  /** The event itself, as CloudTrail writes it. */
  readonly event: JsonObject;
}

const EVENT_VERSION = '1.11';

/**
 * The records that a call leaves: one in the caller's account, and one in each account whose resource it concerned,
 * with one `sharedEventID`. A call that was refused for want of access is told to the caller's account alone.
 * Sources: KMS Developer Guide, "Logging AWS KMS API calls with AWS CloudTrail"; CloudTrail User Guide, "CloudTrail
 * record contents".
 */
export function trailRecords(event: CallEvent): TrailRecord[] {
  const { caller, eventSource, eventName, errorCode, resources = [] } = event;
  if (isDataEvent(eventSource, eventName)) return [];
  const own = caller.kind === 'anonymous' ? undefined : caller.account;
  const isDenied = errorCode !== undefined && /AccessDenied|UnauthorizedOperation/.test(errorCode);
  const owners = resources.map(({ accountId }) => accountId).filter((account) => account !== '');
  const others = isDenied && own !== undefined ? [] : owners.filter((account) => account !== own);
  const accounts = [...new Set([...(own === undefined ? [] : [own]), ...others])];
  const sharedEventId = accounts.length > 1 ? randomUUID() : undefined;
  return accounts.map((account) => trailRecord(event, account, account === own, sharedEventId));
}

function trailRecord(
  event: CallEvent,
  account: string,
  isCallers: boolean,
  sharedEventId: string | undefined,
): TrailRecord {
  const { caller, time, region, eventSource, readOnly, resources = [] } = event;
  const id = randomUUID();
  const name = shownEventName(eventSource, event.eventName);
  const username = isCallers ? lookupName(caller) : undefined;
  const accessKeyId = isCallers && caller.kind !== 'anonymous' ? caller.accessKeyId : undefined;
  const { errorCode, errorMessage, requestParameters, responseElements, additional } = event;
  return {
    account,
    region,
    time,
    id,
    name,
    source: eventSource,
    readOnly,
    ...(username === undefined ? {} : { username }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    resources: resources.map(({ arn, type }) => ({ type, name: arn })),
    event: {
      eventVersion: EVENT_VERSION,
      userIdentity: isCallers ? userIdentity(event) : foreignIdentity(event),
      eventTime: time,
      eventSource,
      eventName: name,
      awsRegion: region,
      sourceIPAddress: event.sourceIpAddress,
      userAgent: event.userAgent,
      ...(errorCode === undefined ? {} : { errorCode, errorMessage: errorMessage ?? '' }),
      requestParameters: requestParameters ?? null,
      responseElements: errorCode === undefined ? (responseElements ?? null) : null,
      ...(additional && { additionalEventData: additional }),
      requestID: event.requestId,
      eventID: id,
      readOnly,
      ...(resources.length === 0
        ? {}
        : {
            resources: resources.map(({ accountId, type, arn }) => ({ accountId, type, ARN: arn })),
          }),
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      ...(sharedEventId === undefined ? {} : { sharedEventID: sharedEventId }),
      eventCategory: 'Management',
    },
  };
}
