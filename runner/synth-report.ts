/** Reads what a synthesis said of its constructs, and puts it on the lines of source that made them. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { appPlace } from '../core/synth-report/app-place';
import { synthFindings, type SynthFinding } from '../core/synth-report/findings';
import { madeWithId, type MadeWithId } from '../core/synth-report/made-with-id';
import { readManifest } from '../core/synth-report/manifest';
import { pathInside, pathOf } from '../core/synth-report/paths';
import type { Workspace } from '../core/synth-report/place';
import { SourceMaps, type ReadText } from '../core/synth-report/source-maps';
import { TRACES_VARIABLE } from '../core/synth-report/traces-variable';
import type { Parsers } from '../core/syntax/parsers';
import { Reader } from '../core/syntax/reader';
import { findFiles, readFiles, type FileSearch } from './lint-files';

/**
 * Environment of a synthesis whose report is read: constructs keep their traces, and errors are in the manifest
 * instead of ending the synthesis before it is written. What is synthesized so may be wrong: never deploy it.
 */
export const SYNTH_REPORT_ENVIRONMENT: Readonly<Record<string, string>> = {
  [TRACES_VARIABLE]: '1',
  CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1',
};

export type SynthReport =
  | {
      status: 'read';
      findings: SynthFinding[];
      /** Sources that changed after the synthesis, from the folder, with `/`: findings in them may be out of date. */
      staleFiles: string[];
      /** What of the manifest was not understood, as sentences. */
      notes: string[];
    }
  /** Nothing was synthesized yet. */
  | { status: 'missing'; message: string }
  | { status: 'unreadable'; message: string };

export interface SynthReportOptions {
  /** Folder with cdktf.json. */
  folder: string;
  /** Folder with manifest.json; default: `cdktf.out` in `folder`. */
  outdir?: string;
  /** Without them a construct that left no trace is not looked for by its id. */
  parsers?: Parsers;
  signal?: AbortSignal;
}

/** Rejects only when the signal ends it. */
export async function readSynthReport(options: SynthReportOptions): Promise<SynthReport> {
  const folder = realOr(options.folder);
  const file = join(options.outdir ?? join(folder, 'cdktf.out'), 'manifest.json');
  const shown = relative(folder, file).split(sep).join('/');
  let text: string;
  let madeMs: number;
  try {
    text = await readFile(file, 'utf8');
    madeMs = statSync(file).mtimeMs;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing
      ? { status: 'missing', message: `There is no ${shown}: nothing was synthesized yet.` }
      : { status: 'unreadable', message: `${shown}: ${(error as Error).message}` };
  }
  const manifest = readManifest(text);
  if (manifest.status === 'unreadable') {
    return { status: 'unreadable', message: `${shown} is not understood: ${manifest.why}.` };
  }
  const search = { cwd: folder, isIgnored: isNoSource, ...(options.signal && { signal: options.signal }) };
  const { paths } = await findFiles(['.'], search);
  const cdktfJson = textOf(join(folder, 'cdktf.json'));
  const app = cdktfJson === undefined ? undefined : appPlace('cdktf.json', cdktfJson);
  const places = { workspace: workspaceOf(folder), ...(app && { app }) };
  const traced = synthFindings(manifest.annotations, { ...places, made: new Map() });
  // Most often every construct left a trace: then nothing has to be read and parsed.
  const findings = traced.every(isTraced)
    ? traced
    : synthFindings(manifest.annotations, {
        ...places,
        made: await readMade(paths, search, options.parsers),
      });
  return {
    status: 'read',
    findings,
    staleFiles: newerThan(madeMs, [...paths, 'cdktf.json'], folder),
    notes: [...manifest.notes],
  };
}

function isTraced({ place }: SynthFinding): boolean {
  return place.status === 'found' && place.by === 'trace';
}

/** The constructs that the folder's TypeScript makes, by their ids. */
async function readMade(
  paths: readonly string[],
  search: FileSearch,
  parsers: Parsers | undefined,
): Promise<MadeWithId> {
  if (!parsers) return new Map();
  const { sources } = await readFiles(paths, new Reader(parsers), search);
  const texts = paths.flatMap((path) => {
    const text = textOf(join(search.cwd, path));
    return text === undefined ? [] : [{ path, text }];
  });
  return madeWithId(sources, texts, parsers.typescript);
}

function isNoSource(path: string): boolean {
  return !/\.[mc]?tsx?$/i.test(path) || /(^|\/)(\.gen|cdktf\.out)\//.test(path);
}

function workspaceOf(folder: string): Workspace {
  const base = pathOf(folder) ?? folder;
  const readText: ReadText = (path) => {
    // A link inside the folder may lead out of it.
    const real = pathOf(realOr(path));
    return real !== undefined && pathInside(base, real) !== undefined ? textOf(real) : undefined;
  };
  return { folder: base, readText, maps: new SourceMaps(readText) };
}

function newerThan(timeMs: number, paths: readonly string[], folder: string): string[] {
  return paths.filter(
    (path) => (statSync(join(folder, path), { throwIfNoEntry: false })?.mtimeMs ?? 0) > timeMs,
  );
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function realOr(path: string): string {
  try {
    return realpathSync(resolve(path));
  } catch {
    return resolve(path);
  }
}
