/** Finds and reads the files that lint looks at. */
import { isUtf8 } from 'node:buffer';
import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Reader } from '../core/syntax/reader';
import type { SourceFile } from '../core/syntax/source-file';
import { GitIgnored } from './ignored-files';

/** What lint reads, by the end of its name. */
const NAMES = /\.(json|jsonc|tf|tofu|[mc]?tsx?)$/i;
const DECLARATIONS = /\.d\.[mc]?ts$/i;
/** Those that need a grammar to be read in full. */
const NEEDS_GRAMMAR = /\.(tf|tofu|tf\.json|tofu\.json|[mc]?tsx?)$/i;
/** Folders that hold what others made; they are walked only when they are named. */
const LEFT_OUT: readonly string[] = ['node_modules', '.git', '.terraform', 'dist', 'cdktf.out'];
/** Files that are read at the same time. */
const AT_ONCE = 32;

/** Why a path could not be read. */
export interface UnreadableFile {
  readonly path: string;
  readonly message: string;
}

export interface FileSearch {
  /** Absolute; paths start from it. */
  readonly cwd: string;
  /** Whether the configuration leaves a file out. */
  readonly isIgnored?: (path: string) => boolean;
  /** Ends the search; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface FoundFiles {
  /** As people write them: from `cwd`, with `/`; a path outside of it as it was named. */
  readonly paths: readonly string[];
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * The files that lint reads: those that are named, and those below folders that are named. Left out below
 * folders are node_modules, .git, .terraform, dist, cdktf.out, what .gitignore files name, and links to folders.
 */
export async function findFiles(named: readonly string[], search: FileSearch): Promise<FoundFiles> {
  const { cwd, isIgnored = () => false, signal } = search;
  const paths = new Map<string, string>();
  const unreadable: UnreadableFile[] = [];
  const add = (path: string) => {
    const shown = shownPath(path, cwd);
    if (!isIgnored(shown)) paths.set(resolve(cwd, path), shown);
  };
  for (const name of named) {
    const path = resolve(cwd, name);
    try {
      const found = await stat(path);
      if (found.isDirectory()) await walk(await realpath(path), name, GitIgnored.of(await realpath(path)));
      else if (isReadByLint(path)) add(name);
      else unreadable.push({ path: name, message: 'lint reads .json, .jsonc, .tf, .tofu and .ts files' });
    } catch (error) {
      signal?.throwIfAborted();
      unreadable.push({ path: name, message: reasonOf(error) });
    }
  }
  return { paths: [...paths.values()].sort(), unreadable };

  async function walk(folder: string, name: string, git: GitIgnored): Promise<void> {
    signal?.throwIfAborted();
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      unreadable.push({ path: name, message: reasonOf(error) });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const entryName = join(name, entry.name);
      if (entry.isDirectory()) {
        if (LEFT_OUT.includes(entry.name) || git.has(path, true)) continue;
        await walk(path, entryName, git.below(path));
      } else if (isReadByLint(path) && !git.has(path, false) && (await isFile(entry, path))) add(entryName);
    }
  }
}

/** A file as it is read: what it says, or why that is not known. */
export interface ReadFiles {
  /** Those that can hold something to lint. */
  readonly sources: readonly SourceFile[];
  /** Number of files that were read. */
  readonly count: number;
  readonly unreadable: readonly UnreadableFile[];
  /** Files that are not UTF-8: they can be linted, but not be written back. */
  readonly notUtf8: ReadonlySet<string>;
}

/** Reads files, some at a time. @param paths from `cwd` */
export async function readFiles(
  paths: readonly string[],
  reader: Reader,
  { cwd, signal }: Pick<FileSearch, 'cwd' | 'signal'>,
): Promise<ReadFiles> {
  const sources: SourceFile[] = [];
  const unreadable: UnreadableFile[] = [];
  const notUtf8 = new Set<string>();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    const contents = await Promise.all(
      paths.slice(at, at + AT_ONCE).map(async (path) => {
        try {
          return { path, bytes: await readFile(resolve(cwd, path)) };
        } catch (error) {
          unreadable.push({ path, message: reasonOf(error) });
          return undefined;
        }
      }),
    );
    for (const content of contents) {
      if (!content) continue;
      const { path, bytes } = content;
      if (!isUtf8(bytes)) notUtf8.add(path);
      const source = reader.read({ path, text: bytes.toString('utf8') });
      if (source) sources.push(source);
    }
  }
  return { sources, count: paths.length - unreadable.length, unreadable, notUtf8 };
}

/** Whether any of these files needs a grammar to be read in full: plain JSON does not. */
export function needGrammars(paths: readonly string[]): boolean {
  return paths.some((path) => NEEDS_GRAMMAR.test(path));
}

function isReadByLint(path: string): boolean {
  return NAMES.test(path) && !DECLARATIONS.test(path);
}

async function isFile(entry: { isFile: () => boolean; isSymbolicLink: () => boolean }, path: string) {
  if (entry.isFile() || !entry.isSymbolicLink()) return entry.isFile();
  // A link that leads nowhere is nobody's file.
  return await stat(path).then(
    (target) => target.isFile(),
    () => false,
  );
}

/** A path from `cwd` where it is below it, else as it was named. */
function shownPath(path: string, cwd: string): string {
  const inside = relative(cwd, resolve(cwd, path));
  const isInside = inside !== '..' && !inside.startsWith(`..${sep}`) && resolve(cwd, inside) !== inside;
  return (isInside ? inside : path).split(sep).join('/');
}

/** The system's words without the path, which is told before them. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'reading it is not allowed';
    default:
      return message;
  }
}
