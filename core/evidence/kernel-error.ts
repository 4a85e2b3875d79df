/**
 * Messages of Lustre's in the kernel's log, by the error that they end with.
 * Sources: errno(3); Lustre Operations Manual, "Error Numbers"; FSx for Lustre User Guide, "File system mount
 * troubleshooting" (port 988).
 */

export type KernelErrorKind =
  | 'kernel-not-connected'
  | 'kernel-timed-out'
  | 'kernel-input-output'
  | 'kernel-no-data'
  | 'kernel-port-taken';

export interface KernelError {
  kind: KernelErrorKind;
  said: string;
}

const KINDS: Readonly<Record<string, KernelErrorKind>> = {
  '107': 'kernel-not-connected',
  '110': 'kernel-timed-out',
  '5': 'kernel-input-output',
  '61': 'kernel-no-data',
};
const ENDS_WITH = /\b(?:Lustre|LNet)(?:Error)?: .*\brc\s*[=:]?\s*-(?<number>\d{1,3})\b/;
const PORT = /\bLNet(?:Error)?: .*\bport 988(?: already in use|: port already in use)/;
/** Before and in the error, where a terminal breaks a line. */
const BROKEN = /[ \t]{0,80}\r?\n[ \t]{0,80}(?=rc\s?=\s?-\d)|(?<=\brc\s=)[ \t]{0,80}\r?\n[ \t]{0,80}(?=-\d)/g;
const MAX_LINE = 2000;

/** The messages in a text that end with one of these errors, in the order in which they stand there. Never throws. */
export function readKernelErrors(text: string): KernelError[] {
  return text
    .replace(BROKEN, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      if (line.length > MAX_LINE) return [];
      const number = ENDS_WITH.exec(line)?.groups?.['number'];
      const kind = PORT.test(line) ? 'kernel-port-taken' : KINDS[number ?? ''];
      return kind === undefined ? [] : [{ kind, said: line.trim() }];
    });
}
