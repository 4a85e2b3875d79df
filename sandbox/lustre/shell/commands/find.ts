import { ERRNO } from '../../errno';
import { baseName } from '../../tree';
import { usage, type Program, type Running } from '../command';
import { globRegExp } from '../glob';
import { resolvePath } from '../machine';

interface Search {
  readonly roots: readonly string[];
  readonly kind?: 'file' | 'directory';
  readonly name?: RegExp;
  readonly maxDepth: number;
  readonly end: '\n' | '\0';
}

/** `find [PATH...] [-type f|d] [-name PATTERN] [-maxdepth N] [-print|-print0]`. */
export const find: Program = (running) => {
  const search = readArguments(running.args);
  if (typeof search === 'string') return usage(running, `find: ${search}`);
  let status = 0;
  for (const root of search.roots) {
    const { volume, path } = running.machine.at(resolvePath(running.cwd, root));
    if (volume.stat(path)) walk(running, root, 0, search);
    else {
      running.errors.write(`find: ‘${root}’: ${ERRNO.ENOENT.text}\n`);
      status = 1;
    }
  }
  return status;
};

function walk(running: Running, name: string, depth: number, search: Search): void {
  const { volume, path } = running.machine.at(resolvePath(running.cwd, name));
  const entry = volume.stat(path);
  if (!entry || depth > search.maxDepth) return;
  const isNamed = search.name?.test(name === '/' ? '/' : baseName(name)) ?? true;
  if (isNamed && (search.kind === undefined || search.kind === entry.kind)) {
    running.output.write(`${name}${search.end}`);
  }
  if (entry.kind === 'file') return;
  for (const child of volume.list(path)) {
    walk(running, `${name.endsWith('/') ? name : `${name}/`}${child}`, depth + 1, search);
  }
}

function readArguments(args: readonly string[]): Search | string {
  const first = args.findIndex((arg) => arg.startsWith('-'));
  const roots = first < 0 ? args : args.slice(0, first);
  let search: Search = { roots: roots.length === 0 ? ['.'] : roots, maxDepth: Infinity, end: '\n' };
  for (let index = first < 0 ? args.length : first; index < args.length; index += 1) {
    const [arg = '', value = ''] = args.slice(index);
    switch (arg) {
      case '-print':
        break;
      case '-print0':
        search = { ...search, end: '\0' };
        break;
      case '-type':
        if (value !== 'f' && value !== 'd') return `Unknown argument to -type: ${value}`;
        search = { ...search, kind: value === 'f' ? 'file' : 'directory' };
        index += 1;
        break;
      case '-name':
        search = { ...search, name: globRegExp(value) };
        index += 1;
        break;
      case '-maxdepth':
        if (!/^\d+$/.test(value))
          return `Expected a positive decimal integer argument to -maxdepth, but got ‘${value}’`;
        search = { ...search, maxDepth: Number(value) };
        index += 1;
        break;
      default:
        return `unknown predicate \`${arg}'`;
    }
  }
  return search;
}
