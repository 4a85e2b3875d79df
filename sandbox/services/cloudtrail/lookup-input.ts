import { jsonError } from '../../gateway/common-errors';
import type { AwsError } from '../../gateway/outcome';
import { isJsonObject, type JsonObject } from '../../json';
import { mistyped } from '../mistyped';
import { cloudTrailError } from './errors';
import { fingerprintOf, readPageToken } from './page-token';

/** Source: botocore's CloudTrail model (2013-11-01), LookupAttributeKey. */
export const LOOKUP_KEYS = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

type LookupKey = (typeof LOOKUP_KEYS)[number];

/** What LookupEvents is asked. */
export interface Lookup {
  readonly attribute: { readonly key: LookupKey; readonly value: string } | undefined;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly pageSize: number;
  /** Where the page goes on: the place of its first event in the log, counted from 1. */
  readonly before: number | undefined;
  /** Stands for the question in page tokens. */
  readonly fingerprint: string;
}

const MAX_PAGE = 50;
const MAX_VALUE_CHARACTERS = 2000;

/** Reads a request, with CloudTrail's errors for what is wrong. Source: CloudTrail API Reference, LookupEvents. */
export function readLookup(
  input: JsonObject,
  where: { readonly account: string; readonly region: string },
): { readonly status: 'ok'; readonly lookup: Lookup } | AwsError {
  const attribute = readAttribute(input['LookupAttributes']);
  if (attribute.status === 'error') return attribute;
  const startMs = timeOf(input['StartTime']);
  const endMs = timeOf(input['EndTime']);
  if (startMs === 'mistyped' || endMs === 'mistyped') {
    return jsonError('SerializationException', 'A time is the number of seconds since 1970.');
  }
  if (startMs !== undefined && endMs !== undefined && startMs > endMs) {
    return cloudTrailError('InvalidTimeRangeException', 'Start time must be before end time.');
  }
  const category = input['EventCategory'];
  if (category !== undefined && category !== 'insight') {
    return cloudTrailError('InvalidEventCategoryException', 'The only valid event category is insight.');
  }
  const pageSize = input['MaxResults'] ?? MAX_PAGE;
  if (typeof pageSize !== 'number' || !Number.isInteger(pageSize) || pageSize < 1 || pageSize > MAX_PAGE) {
    return cloudTrailError('InvalidMaxResultsException', `MaxResults must be between 1 and ${MAX_PAGE}.`);
  }
  const fingerprint = fingerprintOf([where, attribute.attribute, startMs, endMs, category]);
  const token = input['NextToken'];
  const before = typeof token === 'string' ? readPageToken(token, fingerprint) : undefined;
  if (token !== undefined && token !== null && before === undefined) {
    return cloudTrailError('InvalidNextTokenException', 'The next token is invalid.');
  }
  return {
    status: 'ok',
    lookup: {
      attribute: attribute.attribute,
      startMs,
      endMs,
      pageSize,
      // There are no Insights events here.
      before: category === 'insight' ? 0 : before,
      fingerprint,
    },
  };
}

function readAttribute(
  given: unknown,
): { readonly status: 'ok'; readonly attribute: Lookup['attribute'] } | AwsError {
  if (given === undefined || given === null) return { status: 'ok', attribute: undefined };
  const list: unknown[] | undefined = Array.isArray(given) ? (given as unknown[]) : undefined;
  if (!list) return jsonError('SerializationException', mistyped(given, 'a list'));
  if (list.length === 0) return { status: 'ok', attribute: undefined };
  const [attribute] = list;
  if (list.length > 1 || !isJsonObject(attribute)) {
    return invalidAttributes('You can specify one lookup attribute only.');
  }
  const { AttributeKey: name, AttributeValue: value } = attribute;
  const key = LOOKUP_KEYS.find((candidate) => candidate === name);
  if (!key) return invalidAttributes(`${String(name)} is not a valid lookup attribute key.`);
  if (typeof value !== 'string' || value === '' || value.length > MAX_VALUE_CHARACTERS) {
    return invalidAttributes(`The value of ${key} is not valid.`);
  }
  return { status: 'ok', attribute: { key, value } };
}

function invalidAttributes(message: string): AwsError {
  return cloudTrailError('InvalidLookupAttributesException', message);
}

/** Seconds since 1970, as the JSON protocol has times. */
function timeOf(value: unknown): number | undefined | 'mistyped' {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'mistyped';
  return value * 1000;
}
