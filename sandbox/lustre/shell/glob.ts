import type { Machine } from './machine';
import { resolvePath } from './machine';

/** Names that match a pattern with `*`, `?` and `[…]`; a backslash takes the next character as it is. */
export function globRegExp(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const set = character === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
    if (character === '*') source += '[^]*';
    else if (character === '?') source += '[^]';
    else if (set) {
      const [whole, negation = '', members = ''] = set;
      source += `[${negation === '' ? '' : '^'}${members.replace(/[\\[\]^]/g, '\\$&')}]`;
      at += whole.length - 1;
    } else {
      if (character === '\\') at += 1;
      source += (character === '\\' ? pattern.charAt(at) : character).replace(
        /[\\^$.*+?()[\]{}|/-]/g,
        '\\$&',
      );
    }
  }
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return /(?!)/;
  }
}

const WILDCARD = /(?<!\\)(?:\\\\)*[*?[]/;

export function hasWildcards(pattern: string): boolean {
  return WILDCARD.test(pattern);
}

/** A pattern without wildcards as the name that it is. */
export function unescapePattern(pattern: string): string {
  return pattern.replace(/\\([^])/g, '$1');
}

/** Paths that match a pattern, in order; names that begin with a dot only where the pattern has it. */
export function globPaths(machine: Machine, cwd: string, pattern: string): string[] {
  const isAbsolute = pattern.startsWith('/');
  let found = [isAbsolute ? '/' : ''];
  for (const part of pattern.split('/').filter((one) => one !== '')) {
    const join = (base: string, name: string) =>
      base === '' || base === '/' ? `${base}${name}` : `${base}/${name}`;
    if (!hasWildcards(part)) {
      found = found
        .map((base) => join(base, unescapePattern(part)))
        .filter((path) => exists(machine, cwd, path));
      continue;
    }
    const matches = globRegExp(part);
    found = found.flatMap((base) =>
      namesIn(machine, cwd, base)
        .filter((name) => matches.test(name) && (part.startsWith('.') || !name.startsWith('.')))
        .map((name) => join(base, name)),
    );
  }
  return found;
}

function exists(machine: Machine, cwd: string, path: string): boolean {
  const { volume, path: inside } = machine.at(resolvePath(cwd, path));
  return volume.stat(inside) !== undefined;
}

function namesIn(machine: Machine, cwd: string, base: string): readonly string[] {
  const { volume, path } = machine.at(resolvePath(cwd, base));
  return volume.stat(path)?.kind === 'directory' ? volume.list(path) : [];
}
