/**
 * What mount says where it cannot mount a Lustre file system, also over several lines.
 * Sources: FSx for Lustre User Guide, "File system mount troubleshooting"; Lustre, mount_lustre.c (its question behind each
 * error).
 */

export type MountErrorKind =
  | 'mount-not-there'
  | 'mount-input-output'
  | 'mount-timed-out'
  | 'mount-invalid'
  | 'mount-no-module'
  | 'mount-no-name';

export interface MountError {
  kind: MountErrorKind;
  /** Where it was to be mounted; empty where the text does not have that. */
  path: string;
  said: string;
}

const KINDS: Readonly<Record<string, MountErrorKind>> = {
  'No such file or directory': 'mount-not-there',
  'Input/output error': 'mount-input-output',
  'Connection timed out': 'mount-timed-out',
  'Invalid argument': 'mount-invalid',
  'No such device': 'mount-no-module',
};
const ERRORS = Object.keys(KINDS)
  .map((error) => error.replaceAll(' ', String.raw`\s+`))
  .join('|');
const FAILED = new RegExp(
  String.raw`mount\.lustre:\s+mount\s+\S+\s+at\s+(?<path>\S+)\s+failed:\s+(?<error>${ERRORS})(?! or address)\b`,
  'g',
);
const NO_NAME = /mount\.lustre:\s+Can't\s+parse\s+NID\s+'[^'\n]{1,300}'/g;
/** A command, and the bare error some lines below. */
const TIMED_OUT =
  /\bmount\s+-t\s+lustre\b(?<words>[^\n]{0,500})\n(?:[^\n]{0,200}\n){0,3}?\s*(?:mount[^\n]{0,200}:\s+)?Connection timed out[ \t]*(?=\n|$)/g;
/** The question by itself. */
const QUESTIONS: readonly (readonly [question: RegExp, kind: MountErrorKind])[] = [
  [/Is the MGS running\?/, 'mount-input-output'],
  [/Is the MGS specification correct\?/, 'mount-not-there'],
  [/Are the lustre modules loaded\?/, 'mount-no-module'],
];

/** The errors in a text, in the order in which they stand there. Never throws. */
export function readMountErrors(text: string): MountError[] {
  const failed = [...text.matchAll(FAILED)].map(({ 0: said, index, groups }) => ({
    index,
    error: {
      kind: KINDS[oneLine(groups?.['error'] ?? '')] ?? ('mount-invalid' as const),
      path: groups?.['path'] ?? '',
      said: oneLine(said),
    },
  }));
  const unnamed = [...text.matchAll(NO_NAME)].map(({ 0: said, index }) => ({
    index,
    error: { kind: 'mount-no-name' as const, path: '', said: oneLine(said) },
  }));
  const timedOut = [...text.matchAll(TIMED_OUT)].map(({ index, groups }) => ({
    index,
    error: {
      kind: 'mount-timed-out' as const,
      path: /\s(?<path>\/\S*)\s*$/.exec(groups?.['words'] ?? '')?.groups?.['path'] ?? '',
      said: 'Connection timed out',
    },
  }));
  const found = [...failed, ...unnamed, ...timedOut].sort((a, b) => a.index - b.index);
  if (found.length > 0) return found.map(({ error }) => error);
  return QUESTIONS.flatMap(([question, kind]) => {
    const said = question.exec(text)?.[0];
    return said === undefined ? [] : [{ kind, path: '', said }];
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
