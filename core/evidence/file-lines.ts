/** Lines about files on the client: what `lfs` prints of one, and reads that end with "No data available". */
import { hsmActionIn, hsmStateIn, type HsmAction, type HsmState } from './lfs-output';
import { saidIn } from './line-front';

export type FileLine =
  | { kind: 'hsm-state'; file: HsmState }
  | { kind: 'hsm-action'; file: HsmAction }
  /** `cat: /fsx/test.txt: No data available`; Python's read of an open file names none. */
  | { kind: 'no-data'; path?: string; line: string };

/** What each of them has: a paste may be many lines of something else, or one long one. */
const ANY = /No data available|\(0x[0-9a-f]|: (?:NOOP|ARCHIVE|RESTORE|RELEASE|REMOVE|CANCEL)(?![A-Z])/i;
/** Attributes of a file that are not there are no data either. */
const OTHER_COMMANDS = /^(?:getfattr|setfattr|attr|lfs)\b/;
const NO_DATA =
  /^(?:(?<command>[\w./-]+): (?:error reading )?(?<path>.*?): No data available\b|.*\[Errno 61\] No data available(?:: (?<named>.+)|$))/;
/** Words in front of a path that begins at the root. */
const WORDS = /^[^/\s].*?\s(?=\/)/s;
const QUOTED = /^(?:'(?<ascii>.*)'|"(?<double>.*)"|‘(?<single>.*)’|“(?<curly>.*)”)$/s;

/** In the order in which they stand there. Never throws. */
export function fileLinesIn(text: string): FileLine[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => (ANY.test(line) ? saidIn(line).flatMap((said) => fileLineIn(said) ?? []) : []));
}

function fileLineIn(said: string): FileLine | undefined {
  const state = hsmStateIn(said);
  if (state) return { kind: 'hsm-state', file: { ...state, path: plainPath(state.path) } };
  const action = hsmActionIn(said);
  if (action) return { kind: 'hsm-action', file: { ...action, path: plainPath(action.path) } };
  const found = said.includes('No data available') ? NO_DATA.exec(said)?.groups : undefined;
  const { command = '', path = found?.['named'] } = found ?? {};
  if (!found || OTHER_COMMANDS.test(command)) return undefined;
  return { kind: 'no-data', ...(path === undefined ? {} : { path: unquoted(path) }), line: said };
}

function plainPath(path: string): string {
  return path.replace(WORDS, '');
}

/** A path without the quotation marks that the tools of GNU put around it, in ASCII or as the language has them. */
export function unquoted(path: string): string {
  const { ascii, double, single, curly } = QUOTED.exec(path)?.groups ?? {};
  return ascii ?? double ?? single ?? curly ?? path;
}
