import { ERRNO } from '../../errno';
import { readOptions, unknownOption, usage, type Program, type Running } from '../command';
import { resolvePath } from '../machine';

/** Programs that read lines. */

/** Contents of the operands one after the other, or what comes in; what cannot be read is said. */
async function contents(
  running: Running,
  program: string,
  operands: readonly string[],
): Promise<{ readonly status: number; readonly texts: readonly { name: string; text: string }[] }> {
  let status = 0;
  const texts: { name: string; text: string }[] = [];
  for (const name of operands.length === 0 ? ['-'] : operands) {
    if (name === '-') {
      texts.push({ name, text: running.input.rest().toString('utf8') });
      continue;
    }
    const { volume, path } = running.machine.at(resolvePath(running.cwd, name));
    const read = await volume.read(path);
    if (read.status === 'ok') texts.push({ name, text: read.content.toString('utf8') });
    else {
      running.errors.write(`${program}: ${name}: ${ERRNO[read.errno].text}\n`);
      status = 1;
    }
  }
  return { status, texts };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** `wc [-lwc] [FILE...]`. */
export const wc: Program = async (running) => {
  const { flags, operands, unknown } = readOptions(running.args, ['l', 'w', 'c']);
  if (unknown !== undefined) return unknownOption(running, 'wc', unknown);
  const { status, texts } = await contents(running, 'wc', operands);
  const kinds = flags.size === 0 ? ['l', 'w', 'c'] : ['l', 'w', 'c'].filter((flag) => flags.has(flag));
  for (const { name, text } of texts) {
    const counts: Readonly<Record<string, number>> = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter((word) => word !== '').length,
      c: Buffer.byteLength(text),
    };
    const shown = kinds.map((kind) => String(counts[kind] ?? 0)).join(' ');
    running.output.write(`${shown}${name === '-' ? '' : ` ${name}`}\n`);
  }
  return status;
};

/** `head` and `tail`: `-n NUMBER`, `-NUMBER`. */
function part(program: string, take: (lines: string[], count: number) => string[]): Program {
  return async (running) => {
    const operands: string[] = [];
    let count = 10;
    for (let index = 0; index < running.args.length; index += 1) {
      const arg = running.args[index] ?? '';
      const attached = /^-n?(\d+)$/.exec(arg)?.[1];
      if (attached !== undefined) count = Number(attached);
      else if (arg === '-n') count = Number(running.args[(index += 1)] ?? 'NaN');
      else if (arg.startsWith('-') && arg !== '-') return unknownOption(running, program, arg.slice(1, 2));
      else operands.push(arg);
    }
    if (!Number.isInteger(count) || count < 0) return usage(running, `${program}: invalid number of lines`);
    const { status, texts } = await contents(running, program, operands);
    for (const { text } of texts) {
      running.output.write(
        take(linesOf(text), count)
          .map((line) => `${line}\n`)
          .join(''),
      );
    }
    return status;
  };
}

export const head = part('head', (lines, count) => lines.slice(0, count));
export const tail = part('tail', (lines, count) => (count === 0 ? [] : lines.slice(-count)));

/** `sort [-ru] [FILE...]`. */
export const sort: Program = async (running) => {
  const { flags, operands, unknown } = readOptions(running.args, ['r', 'u']);
  if (unknown !== undefined) return unknownOption(running, 'sort', unknown, 2);
  const { status, texts } = await contents(running, 'sort', operands);
  const lines = texts.flatMap(({ text }) => linesOf(text)).sort();
  const kept = flags.has('u') ? [...new Set(lines)] : lines;
  running.output.write((flags.has('r') ? kept.reverse() : kept).map((line) => `${line}\n`).join(''));
  return status;
};

/** Longest line that patterns are looked for in: some patterns take very long on long ones. */
const MAX_LINE = 2000;

/** `grep [-qvciFE] PATTERN [FILE...]`. */
export const grep: Program = async (running) => {
  const known = ['q', 'v', 'c', 'i', 'F', 'E', 'e', 's'];
  const { flags, operands, unknown } = readOptions(running.args, known);
  if (unknown !== undefined) return unknownOption(running, 'grep', unknown, 2);
  const [pattern, ...files] = operands;
  if (pattern === undefined) return usage(running, 'Usage: grep [OPTION]... PATTERNS [FILE]...', 2);
  const expression = flags.has('F')
    ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    : flags.has('E')
      ? pattern
      : basic(pattern);
  const matches = compile(expression, flags.has('i') ? 'i' : '');
  if (!matches) return usage(running, `grep: Invalid regular expression`, 2);
  const { status, texts } = await contents(running, 'grep', files);
  let count = 0;
  for (const { name, text } of texts) {
    const found = linesOf(text).filter((line) => matches.test(line.slice(0, MAX_LINE)) !== flags.has('v'));
    count += found.length;
    if (flags.has('q')) continue;
    const prefix = texts.length > 1 ? `${name}:` : '';
    if (flags.has('c')) running.output.write(`${prefix}${found.length}\n`);
    else running.output.write(found.map((line) => `${prefix}${line}\n`).join(''));
  }
  if (status !== 0) return 2;
  return count > 0 ? 0 : 1;
};

/** `sed [-n] 's/PATTERN/REPLACEMENT/[gp]' [FILE...]`: that one command. */
export const sed: Program = async (running) => {
  const { flags, operands, unknown } = readOptions(running.args, ['n', 'E', 'r', 'e']);
  if (unknown !== undefined) return unknownOption(running, 'sed', unknown);
  const [script = '', ...files] = operands;
  const separator = script.charAt(1);
  const [pattern, replacement, options, ...more] = splitUnescaped(script.slice(2), separator);
  if (!script.startsWith('s') || replacement === undefined || options === undefined || more.length > 0) {
    return usage(
      running,
      `sed: -e expression #1, char ${script.length}: unknown command: \`${script.charAt(0)}'`,
    );
  }
  const source = flags.has('E') || flags.has('r') ? (pattern ?? '') : basic(pattern ?? '');
  const matches = compile(source, options.includes('g') ? 'g' : '');
  if (!matches) return usage(running, `sed: -e expression #1, char ${script.length}: invalid expression`);
  const { status, texts } = await contents(running, 'sed', files);
  for (const line of texts.flatMap(({ text }) => linesOf(text))) {
    const isMatch = new RegExp(source, 'u').test(line.slice(0, MAX_LINE));
    const changed = isMatch
      ? line.replace(matches, (...found) => replaced(replacement, found.map(String)))
      : line;
    if (!flags.has('n')) running.output.write(`${changed}\n`);
    if (isMatch && options.includes('p')) running.output.write(`${changed}\n`);
  }
  return status;
};

function replaced(replacement: string, groups: readonly string[]): string {
  return replacement.replace(/\\(\d)|\\([^])|&/g, (whole, group?: string, escaped?: string) => {
    if (whole === '&') return groups[0] ?? '';
    return group === undefined ? (escaped === 'n' ? '\n' : (escaped ?? '')) : (groups[Number(group)] ?? '');
  });
}

/** Cuts a text at a character, but not where it has a backslash. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '\\') {
      part += next === separator ? separator : character + next;
      at += 1;
    } else if (character === separator) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

/** A basic regular expression as an extended one: brackets and braces count with a backslash, and not without. */
function basic(pattern: string): string {
  return pattern.replace(
    /\\([(){}|+?])|(\[\^?\]?[^\]]*\])|[(){}|+?]/g,
    (whole, escaped?: string, set?: string) => {
      if (set !== undefined) return set;
      return escaped ?? `\\${whole}`;
    },
  );
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, `u${flags}`);
  } catch {
    return undefined;
  }
}
