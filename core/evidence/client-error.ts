/**
 * Errors of commands on the client other than "No data available": they are no refusal of S3's or KMS's, and each has
 * causes of its own.
 * Sources: errno(3); Lustre Operations Manual, "Error Numbers"; FSx for Lustre User Guide, "Exporting files using HSM
 * commands", "Root squash", "POSIX metadata support for data repositories" and "Data repository event logs"; GNU
 * coreutils (forms of its messages) and gettext (LC_ALL).
 */
import { FILE_COMMAND } from './file-command';
import { unquoted } from './file-lines';
import { headedLines } from './headed-lines';
import { readKernelErrors, type KernelErrorKind } from './kernel-error';
import type { LineOrigin } from './line-front';
import { readMountErrors, type MountErrorKind } from './mount-error';
import { saidIn } from './said';

export type FileErrorKind =
  | 'read-only'
  | 'not-permitted'
  | 'permission-denied'
  | 'not-there'
  | 'input-output'
  /** In words that are not known: of another language, perhaps. */
  | 'other-words';

export type ClientErrorKind = FileErrorKind | MountErrorKind | KernelErrorKind;

/** One error. */
export interface ClientErrorLine extends LineOrigin {
  kind: ClientErrorKind;
  /** As the command was given it; of a mount, where it was to be. Empty where the line names none. */
  path: string;
  /** The line. */
  said: string;
}

/** Errors of one kind, with the first of them. */
export interface ClientError extends ClientErrorLine {
  times: number;
}

const KINDS: Readonly<Record<string, FileErrorKind>> = {
  'Read-only file system': 'read-only',
  'Operation not permitted': 'not-permitted',
  'Permission denied': 'permission-denied',
  'No such file or directory': 'not-there',
  'Input/output error': 'input-output',
};
/** Python shows the number, whatever the language of the words. */
const NUMBERS: Readonly<Record<string, FileErrorKind>> = {
  '1': 'not-permitted',
  '2': 'not-there',
  '5': 'input-output',
  '13': 'permission-denied',
  '30': 'read-only',
};
const ERRORS = Object.keys(KINDS).join('|');
/** `cat: /fsx/a: …`, `touch: cannot touch '/fsx/a': …`, `bash: line 1: /fsx/a: …`, `head: cannot open 'a' for reading: …`. */
const OF_COMMAND = new RegExp(
  String.raw`^(?<command>[\w./+-]+): (?:line \d+: )?(?:[A-Za-z][A-Za-z ]* )?(?<path>'[^']+'|"[^"]+"|‘[^’]+’|“[^”]+”|[^\s'"‘“][^\s'":]*)(?: for (?:reading|writing))?: (?<error>${ERRORS})$`,
);
/** As Python shows it. */
const OF_PYTHON = /\[Errno (?<number>\d+)\] [^:]+: (?<path>'[^']+'|"[^"]+")$/;
/** What `lfs hsm_archive` and the others say. */
const OF_HSM = new RegExp(
  String.raw`^(?:lfs[^:]*: )?Cannot send HSM request \(use of (?<path>[^()]+)\): (?<error>${ERRORS})$`,
);
/** Commands that read or write files; of others these errors may be about anything. */
const COMMANDS = new RegExp(`^${FILE_COMMAND}$`);
/** The same form in any words, of commands that name themselves, a path and an error: `cat: /fsx/a: Keine Berechtigung`. */
const OTHER_WORDS =
  /^(?:[\w./-]*\/)?(?:cat|head|tail|cp|mv|dd|ls|touch|stat|rm|mkdir)\s?: (?<about>.*\S)\s?: (?<error>[^:]*\p{L}[^:]*)$/u;
const QUOTED = /(?:^|\s)['"‘“„«「]\s?(?<path>[^'"’”“»」]+?)\s?['"’”“»」]/u;
/** Folders in which no file system for data is mounted. */
const SYSTEM = /^\/(?:etc|usr|bin|s?bin|lib\d*|proc|sys|dev|boot|run|var|root|tmp)(?:\/|$)/;
/** Longer than any line with a path, which has at most 4096 bytes. */
const MAX_LINE = 5000;

/** The errors in a text: of commands, of mount, of the kernel, each in the order in which they stand there. Never throws. */
export function clientErrorsIn(text: string): ClientErrorLine[] {
  const files = headedLines(text).flatMap(({ line, machine }) => {
    const whole = line.length > MAX_LINE ? '' : line.trim();
    if (!whole.includes(':')) return [];
    return saidIn(whole, machine).flatMap(({ text: said, ...origin }) => {
      const error = errorIn(said);
      if (!error || (error.kind === 'other-words' && !isOfFile(error.path, said, whole))) return [];
      return [{ ...error, said, ...origin }];
    });
  });
  const kernel = readKernelErrors(text).map((error) => ({ ...error, path: '' }));
  return [...files, ...readMountErrors(text), ...kernel];
}

/** The same errors, one a kind. */
export function byKind(errors: readonly ClientErrorLine[]): ClientError[] {
  const found = new Map<ClientErrorKind, ClientError>();
  for (const error of errors) {
    const known = found.get(error.kind);
    found.set(error.kind, known ? { ...known, times: known.times + 1 } : { ...error, times: 1 });
  }
  return [...found.values()];
}

/** In a log anything may have the form of a command's error: there it takes a path from the root. */
function isOfFile(path: string, said: string, line: string): boolean {
  return said === line || path.startsWith('/');
}

function errorIn(line: string): { kind: FileErrorKind; path: string } | undefined {
  const {
    error,
    number,
    command,
    path: quoted = '',
  } = (OF_COMMAND.exec(line) ?? OF_PYTHON.exec(line) ?? OF_HSM.exec(line))?.groups ?? {};
  const kind = KINDS[error ?? ''] ?? NUMBERS[number ?? ''];
  if (kind === undefined) return otherWordsIn(line);
  if (command !== undefined && !COMMANDS.test(command)) return undefined;
  const path = unquoted(quoted);
  if (SYSTEM.test(path)) return undefined;
  // Files that are missing are everywhere: a path of their own says at least that it may be the mount.
  if (kind === 'not-there' && !path.startsWith('/')) return undefined;
  return { kind, path };
}

function otherWordsIn(line: string): { kind: FileErrorKind; path: string } | undefined {
  const { about = '', error } = OTHER_WORDS.exec(line)?.groups ?? {};
  if (error === undefined || error.startsWith('No data available') || Object.hasOwn(KINDS, error))
    return undefined;
  const path = QUOTED.exec(about)?.groups?.['path'] ?? /(?:^|\s)(?<path>\/\S*)/.exec(about)?.groups?.['path'];
  if (path !== undefined) return SYSTEM.test(path) ? undefined : { kind: 'other-words', path };
  return { kind: 'other-words', path: /\s/.test(about) ? '' : about };
}
