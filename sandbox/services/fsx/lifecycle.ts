import type { Faults } from '../../faults';
import type { AssociationRecord, FileSystemRecord, FsxState, Pending, TaskRecord } from './state';

/** How long a change of lifecycle takes where no fault slows it down. */
const DEFAULT_DELAY_MS = 1000;

/** A change that begins now. */
export function pending(
  lifecycle: Pending['lifecycle'],
  { now, faults }: { readonly now: () => Date; readonly faults: Faults },
): Pending {
  const until = now().getTime() + (faults.lifecycleDelayMs ?? DEFAULT_DELAY_MS);
  return { lifecycle, until: new Date(until).toISOString() };
}

/** Whether a change is still going on. */
export function isPending(change: Pending | undefined, now: Date): change is Pending {
  return change !== undefined && Date.parse(change.until) > now.getTime();
}

/** Whether something that is being deleted is gone. */
function isGone({ pending: change }: { pending?: Pending | undefined }, now: Date): boolean {
  return change?.lifecycle === 'DELETING' && !isPending(change, now);
}

export type FileSystemLifecycle = 'CREATING' | 'AVAILABLE' | 'UPDATING' | 'DELETING' | 'MISCONFIGURED';

export function fileSystemLifecycle(record: FileSystemRecord, now: Date): FileSystemLifecycle {
  const { pending: change, repository } = record;
  if (isPending(change, now) && change.lifecycle !== 'EXECUTING') return change.lifecycle;
  return repository?.misconfigured === undefined ? 'AVAILABLE' : 'MISCONFIGURED';
}

export function associationLifecycle(record: AssociationRecord, now: Date): FileSystemLifecycle {
  const { pending: change, misconfigured } = record;
  if (isPending(change, now) && change.lifecycle !== 'EXECUTING') return change.lifecycle;
  return misconfigured === undefined ? 'AVAILABLE' : 'MISCONFIGURED';
}

export function taskLifecycle(record: TaskRecord, now: Date): 'EXECUTING' | 'SUCCEEDED' | 'FAILED' {
  if (isPending(record.pending, now)) return 'EXECUTING';
  return record.outcome.failed > 0 ? 'FAILED' : 'SUCCEEDED';
}

/** What is there at a time: what has been deleted is left out. */
export function present(state: FsxState, now: Date): FsxState {
  const there = <Kind extends { pending?: Pending | undefined }>(records: readonly Kind[]) =>
    records.filter((record) => !isGone(record, now));
  return {
    fileSystems: there(state.fileSystems),
    associations: there(state.associations),
    tasks: state.tasks,
  };
}

/** Drops what has been deleted. */
export function forgetGone(state: FsxState, now: Date): void {
  const { fileSystems, associations } = present(state, now);
  state.fileSystems.splice(0, Infinity, ...fileSystems);
  state.associations.splice(0, Infinity, ...associations);
}
