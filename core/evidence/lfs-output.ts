/**
 * What `lfs hsm_state` and `lfs hsm_action` print. The number decides and not the words behind it, as versions of
 * Lustre word them differently; lines that are cut or are something else are handed back as they are.
 * Sources: lfs-hsm(1); Lustre Operations Manual, "Hierarchical Storage Management"; lustre_user.h, `enum hsm_states`,
 * `enum hsm_user_action`, `enum hsm_progress_states`.
 */

/** Where the content of a file is. */
export const HSM_STATE = {
  /** There is a copy in the bucket, perhaps an old one. */
  exists: 0x1,
  /** Changed since it was copied. */
  dirty: 0x2,
  /** The file system has only the name: reading it loads the content from the bucket. */
  released: 0x4,
  /** The copy in the bucket was whole when it was made. */
  archived: 0x8,
  /** It is not to be copied. */
  neverArchive: 0x20,
  /** The copy in the bucket is gone. */
  lost: 0x40,
} as const;

/** One file, as `lfs hsm_state` shows it. */
export interface HsmState {
  /** As it was given to the command. */
  path: string;
  /** Bits of {@link HSM_STATE}, and others. */
  flags: number;
  /** Words behind the number, in the order in which they stand there. */
  words: string[];
  archiveId?: number;
}

export type HsmActionName = 'NOOP' | 'ARCHIVE' | 'RESTORE' | 'RELEASE' | 'REMOVE' | 'CANCEL';

/** What is being done with one file, as `lfs hsm_action` shows it. */
export interface HsmAction {
  path: string;
  /** `NOOP`: nothing is being done. It does not say that anything has been done. */
  action: HsmActionName;
  progress?: 'waiting' | 'running' | 'done' | 'unknown';
  /** Bytes moved so far. */
  bytesMoved?: number;
}

/** A file about which `lfs` could not say anything. */
export interface LfsFailure {
  path: string;
  /** The system's own text, for example `No such file or directory`. */
  problem: string;
}

export interface LfsOutput<Line> {
  files: Line[];
  failures: LfsFailure[];
  /** Lines that are none of these: cut ones, notes of the shell. */
  unread: string[];
}

/** A name may have every character but a line break: U+2028 as well, which ends a line for a pattern without s. */
const STATE = /^(.*): +\((0x[0-9a-f]{1,16})\)((?: [a-z_]+)*)(?:, archive_id: ?(\d+))?$/is;
const ACTION =
  /^(.*): (NOOP|ARCHIVE|RESTORE|RELEASE|REMOVE|CANCEL)(?: (waiting|running|done|unknown))?(?: \((?:(\d+) bytes moved|from \d+ to (?:\d+|EOF))\))?$/s;
const FAILURE = /^(?:lfs[^:]*: )?can(?:'|no)t (?:get hsm (?:state|action) for|stat) (.*): ([^:]+)$/is;

/** Reads what `lfs hsm_state FILE...` printed, its errors as well. Never throws. */
export function readHsmStates(text: string): LfsOutput<HsmState> {
  return readLines(text, hsmStateIn);
}

/** Reads what `lfs hsm_action FILE...` printed, its errors as well. Never throws. */
export function readHsmActions(text: string): LfsOutput<HsmAction> {
  return readLines(text, hsmActionIn);
}

/** The state in a line; undefined where it is something else. */
export function hsmStateIn(line: string): HsmState | undefined {
  const [, path, hex, words = '', archiveId] = STATE.exec(line) ?? [];
  if (path === undefined || hex === undefined) return undefined;
  return {
    path,
    flags: Number(hex),
    words: words.split(' ').filter((word) => word !== ''),
    ...(archiveId === undefined ? {} : { archiveId: Number(archiveId) }),
  };
}

/** The action in a line; undefined where it is something else. */
export function hsmActionIn(line: string): HsmAction | undefined {
  const [, path, action, progress, bytesMoved] = ACTION.exec(line) ?? [];
  if (path === undefined || action === undefined) return undefined;
  return {
    path,
    action: action as HsmActionName,
    ...(progress === undefined ? {} : { progress: progress as NonNullable<HsmAction['progress']> }),
    ...(bytesMoved === undefined ? {} : { bytesMoved: Number(bytesMoved) }),
  };
}

function readLines<Line>(text: string, read: (line: string) => Line | undefined): LfsOutput<Line> {
  const output: LfsOutput<Line> = { files: [], failures: [], unread: [] };
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const file = read(line.trimEnd());
    if (file) {
      output.files.push(file);
      continue;
    }
    const [, path, problem] = FAILURE.exec(line.trim()) ?? [];
    if (path !== undefined && problem !== undefined) output.failures.push({ path, problem });
    else output.unread.push(line);
  }
  return output;
}

/**
 * Whether, by the file system's record, the bucket has the whole, present content of a file: what an export comes to, and
 * an import as well. What was done to the object since is not in it.
 */
export function isExported({ flags }: Pick<HsmState, 'flags'>): boolean {
  const spoilt = HSM_STATE.dirty | HSM_STATE.lost;
  return (flags & HSM_STATE.archived) !== 0 && (flags & spoilt) === 0;
}

/** Whether the file system has only the name of a file, so that reading it asks S3. */
export function isReleased({ flags }: Pick<HsmState, 'flags'>): boolean {
  return (flags & HSM_STATE.released) !== 0;
}
