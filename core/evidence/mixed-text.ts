/** What people paste when something is denied: sentences, events, records and output of commands, in any mixture. */
import { permissionFor } from '../facts/api-permissions';
import { valueAt } from '../json-value';
import { readAccessDenials, type Denial } from './access-denied';
import { clientErrorsIn, type ClientErrorLine } from './client-error';
import { isRefusal, trailEventsOf, type TrailEvent } from './cloudtrail-event';
import { withoutDecoration } from './decoration';
import { embeddedJson } from './embedded-json';
import { fileLinesIn, type FileLine } from './file-lines';
import { knownErrorsIn, type KnownError } from './known-errors';
import {
  REPOSITORY_CODES,
  repositoryRecordOf,
  repositoryRecordsIn,
  type RepositoryRecord,
} from './repository-events';

/** One thing that the text shows. */
export type Sighting =
  | { kind: 'denial'; denial: Denial; event?: TrailEvent }
  /** A call that was not refused. */
  | { kind: 'call'; event: TrailEvent }
  | { kind: 'known-error'; error: KnownError; event?: TrailEvent }
  | { kind: 'record'; record: RepositoryRecord }
  | { kind: 'client-error'; error: ClientErrorLine }
  | FileLine;

/** JSON in texts in JSON: AWS has three levels of it. */
const MAX_DEPTH = 40;
const CODES = new RegExp(
  `(?<![A-Za-z0-9])(?:${Object.keys(REPOSITORY_CODES).join('|')})(?![A-Za-z0-9])`,
  'g',
);

/** Everything in a text that says something about the set-up, JSON first. Empty where nothing does. Never throws. */
export function readMixedText(text: string): Sighting[] {
  return inText(withoutDecoration(text), 0);
}

function inText(text: string, depth: number): Sighting[] {
  const { values, rest } = embeddedJson(text);
  return [...values.flatMap((value) => inValue(value, depth + 1).map(ofJson)), ...inPlainText(rest)];
}

/** JSON comes first wherever it stands: whether a line in it or one outside was the later is not known. */
function ofJson(sighting: Sighting): Sighting {
  if (sighting.kind !== 'hsm-state' && sighting.kind !== 'hsm-action') return sighting;
  const { text = 'JSON', kind = '', ms = 0 } = sighting.at ?? {};
  return { ...sighting, at: { text, kind: kind.startsWith('JSON') ? kind : `JSON ${kind}`, ms } };
}

function inPlainText(text: string): Sighting[] {
  const refusals = readAccessDenials(text.replace(CODES, ''));
  return [
    ...refusals.map((denial): Sighting => ({ kind: 'denial', denial })),
    ...knownErrorsIn(text).map((error): Sighting => ({ kind: 'known-error', error })),
    ...repositoryRecordsIn(text).map((record): Sighting => ({ kind: 'record', record })),
    ...clientErrorsIn(text).map((error): Sighting => ({ kind: 'client-error', error })),
    ...fileLinesIn(text),
  ];
}

function inValue(value: unknown, depth: number): Sighting[] {
  if (depth > MAX_DEPTH) return [];
  const { events } = trailEventsOf(value);
  if (events.length > 0) return events.flatMap(ofEvent);
  const record = repositoryRecordOf(value);
  if (record) return [{ kind: 'record', record }];
  if (typeof value !== 'object' || value === null) return [];
  const members: unknown[] = Object.values(value);
  // An error's code and its message stand side by side: they are one error.
  const texts = members.filter((member): member is string => typeof member === 'string');
  return [
    ...misconfigured(value),
    ...(texts.length === 0 ? [] : inText(withoutDecoration(texts.join('\n\n')), depth)),
    ...members.flatMap((member) => (typeof member === 'string' ? [] : inValue(member, depth + 1))),
  ];
}

/** An association of DescribeDataRepositoryAssociations that says of itself that it does not work. */
function misconfigured(value: object): Sighting[] {
  const lifecycle = valueAt(value, ['Lifecycle']);
  if (lifecycle !== 'MISCONFIGURED') return [];
  const message = valueAt(value, ['FailureDetails', 'Message']);
  const said = typeof message === 'string' ? `MISCONFIGURED: ${message}` : 'MISCONFIGURED';
  return [{ kind: 'known-error', error: { id: 'association-misconfigured', said } }];
}

function ofEvent(event: TrailEvent): Sighting[] {
  const { errorCode, errorMessage = '', denial } = event;
  if (errorCode === undefined) return [{ kind: 'call', event }];
  if (isRefusal(errorCode)) {
    return [
      { kind: 'denial', denial: refusalOf(event, denial?.status === 'denied' ? denial : undefined), event },
    ];
  }
  const service = event.source === 'kms.amazonaws.com' ? 'KMS.' : '';
  const [error] = knownErrorsIn(`${service}${errorCode}: ${errorMessage}`);
  return error ? [{ kind: 'known-error', error, event }] : [{ kind: 'call', event }];
}

/** What the event's message leaves out stands in the event. */
function refusalOf(event: TrailEvent, said: Denial | undefined): Denial {
  const { principalArn, source, name, keyArns } = event;
  const { missing: notSaid = [], ...whole } = said ?? {};
  const missing = notSaid.filter(
    (part) =>
      part === 'reason' ||
      (part === 'caller' && principalArn === undefined) ||
      (part === 'resource' && keyArns.length === 0),
  );
  const service = /^([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(source)?.[1];
  return {
    status: 'denied',
    ...(principalArn === undefined ? {} : { principal: principalArn }),
    ...(service === undefined ? {} : { action: permissionFor(`${service}:${name}`) ?? `${service}:${name}` }),
    ...(keyArns[0] === undefined ? {} : { resource: keyArns[0] }),
    ...whole,
    ...(missing.length === 0 ? {} : { missing }),
  };
}
