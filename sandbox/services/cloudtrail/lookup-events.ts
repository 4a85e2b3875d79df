import type { TrailRecord } from '../../events/trail-record';
import { ok } from '../../gateway/outcome';
import type { JsonObject } from '../../json';
import type { SandboxWorld } from '../../world';
import type { Operation } from '../service';
import { readLookup, type Lookup } from './lookup-input';
import { pageToken } from './page-token';

/** The history holds ninety days. */
const HISTORY_MS = 90 * 86_400_000;

/**
 * The management events of the caller's account in the Region that is asked, newest first.
 * Source: CloudTrail API Reference, LookupEvents.
 */
export function lookupEvents({ events, now }: SandboxWorld): Operation {
  return (call) => {
    const { caller, input, region } = call;
    const account = caller.kind === 'anonymous' ? '' : caller.account;
    const read = readLookup(input, { account, region });
    if (read.status === 'error') return read;
    const { lookup } = read;
    const oldest = new Date(now().getTime() - HISTORY_MS).toISOString();
    const found: TrailRecord[] = [];
    let next: number | undefined;
    // Its place in the log is what a page goes on from: it stays when newer events come.
    for (let place = lookup.before ?? events.records.length; place > 0; place--) {
      const record = events.records[place - 1];
      if (!record || record.account !== account || record.region !== region) continue;
      if (record.time < oldest || !matches(record, lookup)) continue;
      if (found.length === lookup.pageSize) {
        next = place;
        break;
      }
      found.push(record);
    }
    return ok({
      Events: found.map(shownRecord),
      ...(next === undefined ? {} : { NextToken: pageToken(next, lookup.fingerprint) }),
    });
  };
}

function matches(record: TrailRecord, { attribute, startMs, endMs }: Lookup): boolean {
  const time = Date.parse(record.time);
  if ((startMs !== undefined && time < startMs) || (endMs !== undefined && time > endMs)) return false;
  if (!attribute) return true;
  const { key, value } = attribute;
  switch (key) {
    case 'EventId':
      return record.id === value;
    case 'EventName':
      return record.name === value;
    case 'ReadOnly':
      return String(record.readOnly) === value;
    case 'Username':
      return record.username === value;
    case 'ResourceType':
      return record.resources.some(({ type }) => type === value);
    case 'ResourceName':
      return record.resources.some(({ name }) => name === value);
    case 'EventSource':
      return record.source === value;
    case 'AccessKeyId':
      return record.accessKeyId === value;
  }
}

function shownRecord(record: TrailRecord): JsonObject {
  const { id, name, readOnly, accessKeyId, time, source, username, resources, event } = record;
  return {
    EventId: id,
    EventName: name,
    ReadOnly: String(readOnly),
    ...(accessKeyId === undefined ? {} : { AccessKeyId: accessKeyId }),
    EventTime: Date.parse(time) / 1000,
    EventSource: source,
    ...(username === undefined ? {} : { Username: username }),
    Resources: resources.map(({ type, name: resource }) => ({
      ResourceType: type,
      ResourceName: resource,
    })),
    CloudTrailEvent: JSON.stringify(event),
  };
}
