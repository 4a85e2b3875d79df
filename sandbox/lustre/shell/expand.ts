import { evaluateArithmetic } from './arithmetic';
import { globPaths, hasWildcards, unescapePattern } from './glob';
import type { Machine } from './machine';
import type { Script, Word } from './syntax';

/** What words are expanded with. */
export interface Expansion {
  readonly machine: Machine;
  readonly cwd: string;
  /** Undefined where it is not set. */
  readonly variable: (name: string) => string | undefined;
  /** Whether a variable that is not set is an error. */
  readonly isStrict: boolean;
  /** Output of a command, without the line ends at its end. */
  readonly output: (script: Script) => Promise<string>;
  /** Takes note of what cannot be expanded. */
  readonly fail: (message: string) => void;
}

/** A piece of an expanded word, as a pattern: quoted wildcards have a backslash. */
const QUOTE = /[*?[\\]/g;

/** A word as one text: for assignments, redirections and patterns. */
export async function expandText(word: Word, expansion: Expansion): Promise<string> {
  const fields = await expandParts(word, expansion, false);
  return unescapePattern(fields.join(''));
}

/** Words as a command gets them: split at blanks, wildcards replaced by the names that match. */
export async function expandWords(words: readonly Word[], expansion: Expansion): Promise<string[]> {
  const result: string[] = [];
  for (const word of words) {
    for (const pattern of await expandParts(word, expansion, true)) {
      const paths = hasWildcards(pattern) ? globPaths(expansion.machine, expansion.cwd, pattern) : [];
      result.push(...(paths.length > 0 ? paths : [unescapePattern(pattern)]));
    }
  }
  return result;
}

async function expandParts(word: Word, expansion: Expansion, splits: boolean): Promise<string[]> {
  const fields: string[] = [];
  let current: string | undefined;
  for (const part of word) {
    if (part.kind === 'text') {
      current = (current ?? '') + (part.isQuoted ? part.text.replace(QUOTE, '\\$&') : part.text);
      continue;
    }
    const value = await valueOf(part, expansion);
    if (part.isQuoted || !splits) {
      current = (current ?? '') + value.replace(QUOTE, '\\$&');
      continue;
    }
    const [first = '', ...rest] = value.split(/[ \t\n]+/);
    if (first !== '') current = (current ?? '') + first;
    for (const field of rest) {
      if (current !== undefined) fields.push(current);
      current = field === '' ? undefined : field;
    }
  }
  return current === undefined ? fields : [...fields, current];
}

async function valueOf(part: Word[number], expansion: Expansion): Promise<string> {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'variable': {
      const value = expansion.variable(part.name);
      if (part.fallback && (value === undefined || value === '')) return expandText(part.fallback, expansion);
      if (value === undefined && expansion.isStrict) expansion.fail(`${part.name}: unbound variable`);
      return value ?? '';
    }
    case 'command':
      return expansion.output(part.script);
    case 'arithmetic': {
      const text = await expandText(part.expression, expansion);
      const value = evaluateArithmetic(text, (name) => expansion.variable(name) ?? '');
      if (value === undefined) expansion.fail(`${text}: syntax error in expression`);
      return String(value ?? 0);
    }
  }
}
