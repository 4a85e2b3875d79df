/** Refusals that are one: of one caller, on one resource, for one reason. */
import type { DeniedLayer, Denial } from '../../evidence/access-denied';
import type { SentencePart } from '../../evidence/cut-sentence';
import type { TrailEvent } from '../../evidence/cloudtrail-event';
import type { Sighting } from '../../evidence/mixed-text';
import { permissionFor } from '../../facts/api-permissions';
import { callerOf, type Caller } from '../caller';

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
  /** What the sentence lacks, where only a part of it is there. */
  missing: readonly SentencePart[];
  /** Of the AWS CLI or an SDK, where the sentence names no action. */
  operations: string[];
  events: TrailEvent[];
  sightings: DenialSighting[];
}

export function refusalsOf(sightings: readonly DenialSighting[]): Refusal[] {
  const groups = new Map<string, Group>();
  for (const sighting of sightings) {
    const { denial, event } = sighting;
    const { resource, explicit, layer, policyArn, blockPublicAccess, encodedMessage, missing = [] } = denial;
    const id = JSON.stringify([
      denial.principal,
      place(resource),
      explicit,
      layer,
      policyArn,
      blockPublicAccess,
      service(denial),
      missing,
    ]);
    const group: Group = groups.get(id) ?? {
      begun: {
        caller: callerOf(denial.principal, event?.roleArn),
        ...defined({ resource, explicit, layer, policyArn, blockPublicAccess, encodedMessage }),
        missing,
      },
      actions: new Set(),
      operations: new Set(),
      events: new Map(),
      sightings: [],
    };
    groups.set(id, group);
    if (denial.action !== undefined) group.actions.add(permissionFor(denial.action) ?? denial.action);
    if (denial.operation !== undefined) group.operations.add(denial.operation);
    const eventId = event?.id === '' ? event : event?.id;
    if (event && eventId !== undefined && !group.events.has(eventId)) group.events.set(eventId, event);
    group.sightings.push(sighting);
  }
  return [...groups.values()].map(({ begun, actions, operations, events, sightings: own }) => ({
    ...begun,
    actions: [...actions],
    operations: [...operations],
    events: [...events.values()],
    sightings: own,
  }));
}

/** A refusal while it is put together: sets, as a text may have many thousands of one. */
interface Group {
  begun: Omit<Refusal, 'actions' | 'operations' | 'events' | 'sightings'>;
  actions: Set<string>;
  operations: Set<string>;
  /** By their ids; one without an id is by itself. */
  events: Map<string | TrailEvent, TrailEvent>;
  sightings: DenialSighting[];
}

/** Objects of one bucket are one place. */
function place(resource: string | undefined): string | undefined {
  return /^arn:[^:]*:s3:::[^/]+/.exec(resource ?? '')?.[0] ?? resource;
}

function service({ action }: Denial): string | undefined {
  return action?.split(':')[0];
}

function defined<T extends object>(members: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
}
