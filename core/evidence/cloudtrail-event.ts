/**
 * Events of CloudTrail as they come: one event, an answer of LookupEvents or an item of it, a file of a trail, an
 * event of EventBridge.
 * Sources: CloudTrail User Guide, "CloudTrail record contents" and "userIdentity element"; KMS Developer Guide,
 * "Logging AWS KMS API calls with AWS CloudTrail".
 */
import { S3_CONTEXT_KEY } from '../facts/kms-calls';
import { isRecord, valueAt } from '../json-value';
import { readAccessDenied, type AccessDenied } from './access-denied';

/** One call, as far as it matters to who may use a key. */
export interface TrailEvent {
  id: string;
  /** ISO 8601. */
  time: string;
  /** For example `kms.amazonaws.com`. */
  source: string;
  /** For example `Decrypt`. */
  name: string;
  region: string;
  /** The account whose history holds it. */
  account?: string;
  /** ARN of who called: of a role, the session's. */
  principalArn?: string;
  /** Role of the session, with its path. */
  roleArn?: string;
  /** The service that called for the principal. */
  invokedBy?: string;
  errorCode?: string;
  errorMessage?: string;
  /** What the message says, where access was refused. */
  denial?: AccessDenied;
  /** ARNs of the keys that the event names; a refused call may name none. */
  keyArns: string[];
  /** What S3 sent as encryption context: the ARN of an object, or of its bucket. */
  s3Context?: string;
  /** The same in both accounts' events of one call across accounts. */
  sharedEventId?: string;
  /** The event as it came, without credentials. */
  raw: Readonly<Record<string, unknown>>;
}

export interface TrailEvents {
  events: TrailEvent[];
  /** How many items were no events. */
  unread: number;
}

/** Names of members that hold credentials or data. */
const WITHHELD =
  /^(accessKeyId|secretAccessKey|sessionToken|plaintext|ciphertextBlob|ciphertextForRecipient)$/i;

/** Reads the events in a JSON text of any of these forms. Never throws. */
export function readTrailEvents(text: string): TrailEvents {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { events: [], unread: 1 };
  }
  return trailEventsOf(value);
}

/** Reads the events in a parsed value. Never throws. */
export function trailEventsOf(value: unknown): TrailEvents {
  const items = itemsOf(value);
  const events = items.flatMap((item) => eventOf(item) ?? []);
  return { events, unread: items.length - events.length };
}

function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  for (const name of ['Records', 'Events', 'events']) {
    const items = valueAt(value, [name]);
    if (Array.isArray(items)) return items as unknown[];
  }
  return [value];
}

function eventOf(item: unknown): TrailEvent | undefined {
  const inner = valueAt(item, ['CloudTrailEvent']) ?? valueAt(item, ['detail']) ?? item;
  const event = typeof inner === 'string' ? parsed(inner) : inner;
  const text = (...path: string[]): string | undefined => {
    const found = valueAt(event, path);
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  const [name, source, time] = [text('eventName'), text('eventSource'), text('eventTime')];
  if (!isRecord(event) || name === undefined || source === undefined || time === undefined) return undefined;
  const errorCode = text('errorCode');
  const errorMessage = text('errorMessage');
  return {
    id: text('eventID') ?? '',
    time,
    source,
    name,
    region: text('awsRegion') ?? '',
    ...given('account', text('recipientAccountId')),
    ...given('principalArn', text('userIdentity', 'arn')),
    ...given('roleArn', text('userIdentity', 'sessionContext', 'sessionIssuer', 'arn')),
    ...given('invokedBy', text('userIdentity', 'invokedBy')),
    ...given('errorCode', errorCode),
    ...given('errorMessage', errorMessage),
    ...(isRefusal(errorCode) ? { denial: readAccessDenied(errorMessage ?? errorCode ?? '') } : {}),
    keyArns: keysOf(event),
    ...given('s3Context', text('requestParameters', 'encryptionContext', S3_CONTEXT_KEY)),
    ...given('sharedEventId', text('sharedEventID')),
    raw: withoutCredentials(event) as Record<string, unknown>,
  };
}

/** Whether an error code says that access was refused: KMS, S3, IAM and EC2 write it differently. */
export function isRefusal(errorCode: string | undefined): boolean {
  return errorCode !== undefined && /AccessDenied|UnauthorizedOperation/i.test(errorCode);
}

function keysOf(event: unknown): string[] {
  const resources = valueAt(event, ['resources']);
  const named = Array.isArray(resources) ? (resources as unknown[]).map((one) => valueAt(one, ['ARN'])) : [];
  const keys = [...named, valueAt(event, ['requestParameters', 'keyId'])].filter(
    (arn): arn is string => typeof arn === 'string' && /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(arn),
  );
  return [...new Set(keys)];
}

/** @param depth how deep it may still go; CloudTrail's own events have some ten levels */
function withoutCredentials(value: unknown, depth = 50): unknown {
  if (depth === 0) return null;
  if (Array.isArray(value)) return (value as unknown[]).map((inner) => withoutCredentials(inner, depth - 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !WITHHELD.test(name))
      .map(([name, inner]) => [name, withoutCredentials(inner, depth - 1)]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
