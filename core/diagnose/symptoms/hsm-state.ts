/**
 * What `lfs hsm_state` shows of a file, as sentences. It is the file system's own record, and the same whether the file
 * went to the bucket or came from it: FSx makes the files that it imports archived and released, and loads them when they
 * are read.
 * Sources: lfs-hsm(1); FSx for Lustre User Guide, "Exporting files using HSM commands".
 */
import { HSM_STATE, isExported, isReleased, type HsmState } from '../../evidence/lfs-output';

/** The state as `lfs` writes it. */
export function flagsText({ flags }: Pick<HsmState, 'flags'>): string {
  return `0x${flags.toString(16).padStart(8, '0')}`;
}

/** Of a file whose content is in the bucket as it is. */
export function archivedSeen(file: HsmState): string {
  const state = `${file.path} is archived and not dirty (${flagsText(file)})`;
  return isReleased(file)
    ? `${state}, and released: the file system has no content of it, and loads it from the bucket when it is read.`
    : `${state}: by the file system's record, its content went to the bucket (an export) or came from there (an import), and has not been changed here since.`;
}

/** Where the content of a file is, for whoever reads it. */
export function stateSeen(file: HsmState): string {
  if (isReleased(file) && isExported(file)) return archivedSeen(file);
  return isReleased(file)
    ? `${file.path} is released (${flagsText(file)}): the file system has no content of it.`
    : `${file.path} is not released (${flagsText(file)}): the file system has its content, and a read of it takes nothing from the bucket.`;
}

/** A file whose content is nowhere: released, and the copy in the bucket is gone or was never whole. */
export function isContentLost(file: HsmState): boolean {
  const { flags } = file;
  const isWhole = (flags & HSM_STATE.archived) !== 0 && (flags & HSM_STATE.lost) === 0;
  return isReleased(file) && !isWhole;
}
