/** Lines about files on the client: what `lfs` prints of one, and reads that end with "No data available". */
import { headedLines } from './headed-lines';
import { hsmActionIn, hsmStateIn, type HsmAction, type HsmState } from './lfs-output';
import { originOf, placeIn, type LineOrigin } from './line-front';
import { saidIn, type Said } from './said';

export type FileLine = LineOrigin &
  (
    | { kind: 'hsm-state'; file: HsmState }
    | { kind: 'hsm-action'; file: HsmAction }
    /** `cat: /fsx/test.txt: No data available`; Python's read of an open file names none. */
    | { kind: 'no-data'; path?: string; line: string }
  );

/** What each of them has: a paste may be many lines of something else, or one long one. */
const ANY = /No data available|\(0x[0-9a-f]|: (?:NOOP|ARCHIVE|RESTORE|RELEASE|REMOVE|CANCEL)(?![A-Z])/i;
/** Attributes of a file that are not there are no data either. */
const OTHER_COMMANDS = /^(?:getfattr|setfattr|attr|lfs)\b/;
const NO_DATA =
  /^(?:(?<command>[\w./-]+): (?:error reading )?(?<path>.*?): No data available\b|.*\[Errno 61\] No data available(?:: (?<named>.+)|$))/s;
/** Words in front of a path that begins at the root. */
const WORDS = /^[^/\s].*?\s(?=\/)/s;
const QUOTED = /^(?:'(?<ascii>.*)'|"(?<double>.*)"|‘(?<single>.*)’|“(?<curly>.*)”)$/s;

/** In the order in which they stand there. Never throws. */
export function fileLinesIn(text: string): FileLine[] {
  return headedLines(text).flatMap(({ line, machine }) =>
    ANY.test(line) ? saidIn(line, machine).flatMap((said) => fileLineIn(said) ?? []) : [],
  );
}

function fileLineIn({ text, where, at }: Said): FileLine | undefined {
  const state = hsmStateIn(text);
  const action = state ? undefined : hsmActionIn(text);
  const file = state ?? action;
  if (file) {
    const [words = ''] = WORDS.exec(file.path) ?? [];
    const places = [where, placeIn(words)].filter((place) => place !== undefined);
    const [path, origin] = [file.path.slice(words.length), originOf(places, at)];
    if (state) return { kind: 'hsm-state', file: { ...state, path }, ...origin };
    return action && { kind: 'hsm-action', file: { ...action, path }, ...origin };
  }
  const found = text.includes('No data available') ? NO_DATA.exec(text)?.groups : undefined;
  const { command = '', path = found?.['named'] } = found ?? {};
  if (!found || OTHER_COMMANDS.test(command)) return undefined;
  return {
    kind: 'no-data',
    ...(path === undefined ? {} : { path: unquoted(path) }),
    line: text,
    ...originOf(where === undefined ? [] : [where], at),
  };
}

/** A path without the quotation marks that the tools of GNU put around it, in ASCII or as the language has them. */
export function unquoted(path: string): string {
  const { ascii, double, single, curly } = QUOTED.exec(path)?.groups ?? {};
  return ascii ?? double ?? single ?? curly ?? path;
}
