/**
 * Where the content of a file is: on the file system, in its bucket, or in both.
 * Source: Lustre Operations Manual, "Hierarchical Storage Management"; lustre_user.h, `enum hsm_states`.
 */
export const HSM_FLAGS = {
  /** There is a copy in the bucket, perhaps an old one. */
  exists: 0x1,
  /** Changed since it was copied. */
  dirty: 0x2,
  /** The file system has only the name; reading it restores it. */
  released: 0x4,
  /** The copy in the bucket was whole when it was made. */
  archived: 0x8,
  neverRelease: 0x10,
  neverArchive: 0x20,
  lostFromHsm: 0x40,
} as const;

/** The words of `lfs hsm_state`, in its order. */
const WORDS = [
  [HSM_FLAGS.released, 'released'],
  [HSM_FLAGS.exists, 'exists'],
  [HSM_FLAGS.dirty, 'dirty'],
  [HSM_FLAGS.archived, 'archived'],
  [HSM_FLAGS.neverRelease, 'never_release'],
  [HSM_FLAGS.neverArchive, 'never_archive'],
  [HSM_FLAGS.lostFromHsm, 'lost_from_hsm'],
] as const;

/** FSx has one copy tool, with this archive id. */
const ARCHIVE_ID = 1;

/** The line that `lfs hsm_state` prints of a file, without its end. */
export function hsmStateLine(path: string, flags: number): string {
  const words = WORDS.flatMap(([flag, word]) => (flags & flag ? ` ${word}` : []));
  const archive = flags & HSM_FLAGS.exists ? `, archive_id:${ARCHIVE_ID}` : '';
  return `${path}: (0x${flags.toString(16).padStart(8, '0')})${words.join('')}${archive}`;
}

/** What happens to a file. `archived` and `restored` are the ends of transfers that S3 and KMS allowed. */
export type HsmEvent = 'imported' | 'written' | 'archived' | 'restored' | 'release' | 'removed';

const { exists, dirty, released, archived, neverRelease, neverArchive, lostFromHsm } = HSM_FLAGS;

/** The flags of a file that was imported by its name alone. */
export const IMPORTED = released | exists | archived;

/** The flags after an event; undefined where Lustre refuses it, and nothing changes. */
export function afterHsmEvent(flags: number, event: HsmEvent): number | undefined {
  switch (event) {
    case 'imported':
      return (flags & (neverRelease | neverArchive)) | IMPORTED;
    case 'written':
      return (flags & ~released) | (flags & exists ? dirty : 0);
    case 'archived':
      return canArchive(flags) ? (flags & ~(dirty | lostFromHsm)) | exists | archived : undefined;
    case 'restored':
      return flags & released ? flags & ~released : undefined;
    case 'release':
      return canRelease(flags) ? flags | released : undefined;
    case 'removed':
      return flags & released ? undefined : flags & ~(exists | archived | dirty);
  }
}

/** Whether an archive request has anything to do; Lustre takes one that has not, and does nothing. */
export function needsArchive(flags: number): boolean {
  return !(flags & released) && (!(flags & archived) || (flags & dirty) !== 0);
}

function canArchive(flags: number): boolean {
  return !(flags & (neverArchive | released));
}

/** The content may go from the file system only where the bucket has all of it. */
function canRelease(flags: number): boolean {
  return (flags & archived) !== 0 && !(flags & (dirty | neverRelease | lostFromHsm));
}
