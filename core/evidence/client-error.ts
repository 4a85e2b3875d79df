/**
 * Errors of commands on the client other than "No data available": they are no refusal of S3's or KMS's, and each has
 * causes of its own.
 * Sources: errno(3); Lustre Operations Manual, "Error Numbers"; FSx for Lustre User Guide, "File system mount
 * troubleshooting", "Exporting files using HSM commands", "Root squash" and "Data repository event logs".
 */
import { withoutDecoration } from './decoration';

export type ClientErrorKind =
  'read-only' | 'not-permitted' | 'not-there' | 'input-output' | 'mount-not-there' | 'mount-input-output';

/** Errors of one kind, with the first of them. */
export interface ClientError {
  kind: ClientErrorKind;
  /** As the command was given it; of a mount, where it was to be. */
  path: string;
  /** The line. */
  said: string;
  times: number;
}

const KINDS: Readonly<Record<string, ClientErrorKind>> = {
  'Read-only file system': 'read-only',
  'Operation not permitted': 'not-permitted',
  'No such file or directory': 'not-there',
  'Input/output error': 'input-output',
};
const ERRORS = Object.keys(KINDS).join('|');
/** `cat: /fsx/a: …`, `touch: cannot touch '/fsx/a': …`, `bash: line 1: /fsx/a: …`, `head: cannot open 'a' for reading: …`. */
const OF_COMMAND = new RegExp(
  String.raw`^(?<command>[\w./+-]+): (?:line \d+: )?(?:[A-Za-z][A-Za-z ]* )?(?<path>'[^']+'|"[^"]+"|[^\s'"][^\s'":]*)(?: for (?:reading|writing))?: (?<error>${ERRORS})$`,
);
/** As Python shows it. */
const OF_PYTHON = new RegExp(String.raw`\[Errno \d+\] (?<error>${ERRORS}): (?<path>'[^']+'|"[^"]+")$`);
/** What `lfs hsm_archive` and the others say. */
const OF_HSM = new RegExp(
  String.raw`^(?:lfs[^:]*: )?Cannot send HSM request \(use of (?<path>[^()]+)\): (?<error>${ERRORS})$`,
);
const OF_MOUNT = new RegExp(
  String.raw`^mount\.lustre: mount \S+ at (?<path>\S+) failed: (?<error>${ERRORS})\b`,
);
/** Commands that read or write files; of others these errors may be about anything. */
const COMMANDS =
  /^(?:.*\/)?(?:cat|head|tail|less|more|cp|mv|rm|ls|stat|touch|mkdir|rmdir|ln|dd|tee|truncate|chmod|chown|chgrp|md5sum|sha\d+sum|cksum|wc|grep|rsync|tar|install|-?bash|-?sh|-?zsh|lfs|python3?)$/;
/** Folders in which no file system for data is mounted. */
const SYSTEM = /^\/(?:etc|usr|bin|s?bin|lib\d*|proc|sys|dev|boot|run|var|root|tmp)(?:\/|$)/;
/** Longer than any line with a path, which has at most 4096 bytes. */
const MAX_LINE = 5000;

/** The errors in a text, one a kind, in the order in which they stand there. Never throws. */
export function readClientErrors(text: string): ClientError[] {
  const found = new Map<ClientErrorKind, ClientError>();
  for (const line of withoutDecoration(text).split(/\r?\n/)) {
    const said = line.length > MAX_LINE ? '' : line.trim();
    const error = errorIn(said);
    if (!error) continue;
    const known = found.get(error.kind);
    found.set(error.kind, known ? { ...known, times: known.times + 1 } : { ...error, said, times: 1 });
  }
  return [...found.values()];
}

function errorIn(line: string): Pick<ClientError, 'kind' | 'path'> | undefined {
  const mount = OF_MOUNT.exec(line)?.groups;
  if (mount) {
    const kind = KINDS[mount['error'] ?? ''];
    if (kind !== 'not-there' && kind !== 'input-output') return undefined;
    return { kind: `mount-${kind}`, path: mount['path'] ?? '' };
  }
  const groups = (OF_COMMAND.exec(line) ?? OF_PYTHON.exec(line) ?? OF_HSM.exec(line))?.groups;
  const kind = KINDS[groups?.['error'] ?? ''];
  const { command, path: quoted = '' } = groups ?? {};
  if (kind === undefined || (command !== undefined && !COMMANDS.test(command))) return undefined;
  const path = quoted.replace(/^(['"])(.*)\1$/, '$2');
  if (SYSTEM.test(path)) return undefined;
  // Files that are missing are everywhere: a path of their own says at least that it may be the mount.
  if (kind === 'not-there' && !path.startsWith('/')) return undefined;
  return { kind, path };
}
