/** Refusals that are one: of one caller, on one resource, for one reason. */
import type { DeniedLayer, Denial } from '../evidence/access-denied';
import type { TrailEvent } from '../evidence/cloudtrail-event';
import type { Sighting } from '../evidence/mixed-text';
import { permissionFor } from '../facts/api-permissions';
import { callerOf, type Caller } from './caller';

export type DenialSighting = Extract<Sighting, { kind: 'denial' }>;

export interface Refusal {
  caller: Caller;
  /** As policies name them; empty where the text names none. */
  actions: string[];
  resource?: string;
  explicit?: boolean;
  layer?: DeniedLayer;
  policyArn?: string;
  encodedMessage?: string;
  blockPublicAccess?: string;
  /** Of the AWS CLI or an SDK, where the sentence names no action. */
  operations: string[];
  events: TrailEvent[];
  sightings: DenialSighting[];
}

export function refusalsOf(sightings: readonly DenialSighting[]): Refusal[] {
  const groups = new Map<string, Refusal>();
  for (const sighting of sightings) {
    const { denial, event } = sighting;
    const { resource, explicit, layer, policyArn, blockPublicAccess, encodedMessage } = denial;
    const id = JSON.stringify([
      denial.principal,
      place(resource),
      explicit,
      layer,
      policyArn,
      blockPublicAccess,
      service(denial),
    ]);
    const group = groups.get(id) ?? {
      caller: callerOf(denial.principal, event?.roleArn),
      actions: [],
      ...defined({ resource, explicit, layer, policyArn, blockPublicAccess, encodedMessage }),
      operations: [],
      events: [],
      sightings: [],
    };
    groups.set(id, group);
    if (denial.action !== undefined) addTo(group.actions, permissionFor(denial.action) ?? denial.action);
    if (denial.operation !== undefined) addTo(group.operations, denial.operation);
    if (event && !group.events.some((other) => other.id !== '' && other.id === event.id))
      group.events.push(event);
    group.sightings.push(sighting);
  }
  return [...groups.values()];
}

/** Objects of one bucket are one place. */
function place(resource: string | undefined): string | undefined {
  return /^arn:[^:]*:s3:::[^/]+/.exec(resource ?? '')?.[0] ?? resource;
}

function service({ action }: Denial): string | undefined {
  return action?.split(':')[0];
}

function addTo(texts: string[], text: string): void {
  if (!texts.includes(text)) texts.push(text);
}

function defined<T extends object>(members: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
}

/** When the same call went well after each of the times that it was refused; undefined where it did not. */
export function allowedSince(sighting: DenialSighting, calls: readonly TrailEvent[]): string | undefined {
  const { event } = sighting;
  if (!event) return undefined;
  return calls
    .filter(
      (call) =>
        call.errorCode === undefined &&
        call.source === event.source &&
        call.name === event.name &&
        call.principalArn !== undefined &&
        call.principalArn === event.principalArn &&
        Date.parse(call.time) > Date.parse(event.time) &&
        isSamePlace(call, event),
    )
    .map(({ time }) => time)
    .sort()[0];
}

/** One key, or where a refused call names none, one bucket or object. */
function isSamePlace(call: TrailEvent, refused: TrailEvent): boolean {
  const [key] = refused.keyArns.length > 0 ? refused.keyArns : [refusedKey(refused)];
  return key !== undefined && call.keyArns.includes(key) && call.s3Context === refused.s3Context;
}

function refusedKey({ denial }: TrailEvent): string | undefined {
  return denial?.status === 'denied' ? denial.resource : undefined;
}
