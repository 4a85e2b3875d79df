import type { Call } from '../../gateway/call';
import { accountOf } from './access';
import type { AssociationRecord, FileSystemRecord, FsxState, TaskRecord } from './state';

/** What the caller's account has in the Region of the call. */
export function ownOf<Kind extends { readonly account: string; readonly region: string }>(
  records: readonly Kind[],
  call: Pick<Call, 'caller' | 'region'>,
): Kind[] {
  const account = accountOf(call);
  return records.filter((record) => record.account === account && record.region === call.region);
}

export function findFileSystem(
  { fileSystems }: FsxState,
  call: Pick<Call, 'caller' | 'region'>,
  id: string,
): FileSystemRecord | undefined {
  return ownOf(fileSystems, call).find((record) => record.id === id);
}

export function findAssociation(
  { associations }: FsxState,
  call: Pick<Call, 'caller' | 'region'>,
  id: string,
): AssociationRecord | undefined {
  return ownOf(associations, call).find((record) => record.id === id);
}

export function findTask(
  { tasks }: FsxState,
  call: Pick<Call, 'caller' | 'region'>,
  id: string,
): TaskRecord | undefined {
  return ownOf(tasks, call).find((record) => record.id === id);
}
