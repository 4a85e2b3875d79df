/** The line of source on which a construct was made, as far as its trace leads there. */
import { readFrame, type Frame } from './frames';
import { pathInside } from './paths';
import type { ReadText, SourceMaps } from './source-maps';

/** A place in a file of the workspace folder. Line and column from 1, a column a UTF-16 code unit. */
export interface SourcePlace {
  /** From the workspace folder, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Workspace {
  /** The workspace folder, absolute, with `/`. */
  readonly folder: string;
  /** Reads files inside the folder; nothing else is asked for. */
  readonly readText: ReadText;
  readonly maps: SourceMaps;
}

/** What others made, and what is made by a build. */
const NOT_THE_USERS = /(^|\/)(node_modules|\.gen)\//;

/** The innermost frame of a trace that is the user's own. */
export function placeOfTrace(trace: readonly string[], workspace: Workspace): SourcePlace | undefined {
  for (const text of trace) {
    const frame = readFrame(text);
    const place = frame && placeOfFrame(frame, workspace);
    if (place) return place;
  }
  return undefined;
}

function placeOfFrame(frame: Frame, { folder, readText, maps }: Workspace): SourcePlace | undefined {
  // What a trace and a map name is not to be trusted: only files of the folder are read.
  if (!isOwn(frame.path, folder)) return undefined;
  const source = maps.original(frame);
  const path = source && isOwn(source.path, folder) ? pathInside(folder, source.path) : undefined;
  if (!source || path === undefined || readText(source.path) === undefined) return undefined;
  return { path, line: source.line, column: source.column };
}

function isOwn(path: string, folder: string): boolean {
  const inside = pathInside(folder, path);
  return inside !== undefined && !NOT_THE_USERS.test(inside);
}
