/** What `lfs` shows of each file in a text: it settles questions about this file, and about no other. */
import type { LineOrigin } from '../../evidence/line-front';
import { isReleased, type HsmAction, type HsmState } from '../../evidence/lfs-output';
import type { Sighting } from '../../evidence/mixed-text';
import { named } from '../scene';
import { actionSeen } from './hsm-action';
import { stateSeen } from './hsm-state';

/** The last that one machine shows of it, as far as it is known which line was the last. */
export interface FileShown {
  state?: HsmState;
  action?: HsmAction;
  /** Whether its content is on the file system, and not in the bucket alone. Undefined where neither says it. */
  hasContent?: boolean;
  /** The machine, in front of a sentence, where lines of the file are of several machines or times. */
  front?: string;
}

export interface FilesShown {
  /** By the file, and the machine that shows it. */
  shown: ReadonlyMap<string, FileShown>;
  /**
   * Lines that no later one of the same machine has settled, each with what names its machine and time in front of a
   * sentence; empty where the text has no others of the same file.
   */
  standing: ReadonlyMap<HsmState | HsmAction, string>;
}

/** Where something of a file was seen. */
type Place = Pick<LineOrigin, 'where'> & { path?: string };
type StateLine = Extract<Sighting, { kind: 'hsm-state' }>;
type ActionLine = Extract<Sighting, { kind: 'hsm-action' }>;

/** What is the last by the lines up to a time. */
interface Moment {
  state?: StateLine;
  action?: ActionLine;
  hasContent?: boolean;
  /** 0 for lines without a time, of which the last is the latest. */
  ms: number;
}

/** A later line settles an earlier one of the same machine, where neither has a time or the times rise. */
export function filesShown(sightings: readonly Sighting[]): FilesShown {
  const files = new Map<string, Map<string, Map<string, Moment[]>>>();
  for (const one of sightings) {
    if (one.kind !== 'hsm-state' && one.kind !== 'hsm-action') continue;
    const machines = known(files, plain(one.file.path), () => new Map<string, Map<string, Moment[]>>());
    const kinds = known(machines, one.where ?? '', () => new Map<string, Moment[]>());
    add(
      known(kinds, one.at?.kind ?? '', (): Moment[] => []),
      one,
    );
  }
  const shown = new Map<string, FileShown>();
  const standing = new Map<HsmState | HsmAction, string>();
  for (const [path, machines] of files) {
    const byMachine = [...machines].map(([where, kinds]) => ({ where, moments: [...kinds.values()].flat() }));
    const isOne = byMachine.length === 1 && byMachine[0]?.moments.length === 1;
    for (const { where, moments } of byMachine) {
      const front = isOne || where === '' ? {} : { front: `${where}: ` };
      shown.set(idOf({ path, where }), { ...agreed(moments), ...front });
      for (const line of moments.flatMap(({ state, action }) => [state ?? [], action ?? []].flat()))
        standing.set(line.file, isOne ? '' : frontOf(line));
    }
  }
  return { shown, standing };
}

/** Adds a line to the moments of one machine and one kind of time, of which each is earlier than the one before it. */
function add(moments: Moment[], line: StateLine | ActionLine): void {
  const ms = line.at?.ms ?? 0;
  let before: Moment = { ms };
  for (let last = moments.at(-1); last && last.ms <= ms; last = moments.at(-1)) {
    moments.pop();
    before = { ...before, ...last, ms };
  }
  if (line.kind === 'hsm-state') {
    moments.push({ ...before, state: line, hasContent: !isReleased(line.file) });
    return;
  }
  const isLoaded = line.file.action === 'RESTORE' && line.file.progress === 'done';
  moments.push({ ...before, action: line, ...(isLoaded ? { hasContent: true } : {}) });
}

/** What moments have in common, of which it is not known which was the last. */
function agreed(moments: readonly Moment[]): FileShown {
  const state = theOne(
    moments.flatMap((one) => one.state?.file ?? []),
    ({ flags }) => flags,
  );
  const action = theOne(
    moments.flatMap((one) => one.action?.file ?? []),
    (file) => actionSeen({ ...file, path: '' }),
  );
  const hasContent = theOne(
    moments.flatMap((one) => one.hasContent ?? []),
    (has) => has,
  );
  return { ...named('state', state), ...named('action', action), ...named('hasContent', hasContent) };
}

/** The first of things that are all the same. */
function theOne<One>(all: readonly One[], by: (one: One) => unknown): One | undefined {
  return new Set(all.map(by)).size === 1 ? all[0] : undefined;
}

/** Nothing of a file that no line of `lfs` on the same machine has. */
export function shownOf({ shown }: FilesShown, place: Place): FileShown {
  return shown.get(idOf(place)) ?? {};
}

/** As sentences. Where the content was loaded since, a state of before says nothing any more. */
export function shownSentences({ state, action, hasContent, front = '' }: FileShown): string[] {
  const isOld = state !== undefined && isReleased(state) && hasContent !== false;
  return [
    ...(state && !isOld ? [`${front}${stateSeen(state)}`] : []),
    ...(action ? [`${front}${actionSeen(action)}`] : []),
  ];
}

function frontOf({ where, at }: LineOrigin): string {
  const names = [where, at?.text].filter((name) => name !== undefined);
  return names.length === 0 ? '' : `${names.join(', ')}: `;
}

function idOf({ path = '', where = '' }: Place): string {
  return `${where}\n${plain(path)}`;
}

/** The same path may be written in several ways. */
function plain(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/^(?:\.\/)+(?=.)/, '');
}

function known<Value>(all: Map<string, Value>, id: string, make: () => Value): Value {
  const found = all.get(id) ?? make();
  all.set(id, found);
  return found;
}
