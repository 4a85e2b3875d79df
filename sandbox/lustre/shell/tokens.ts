import type { Part, Word } from './syntax';

export type Token =
  | { readonly kind: 'word'; readonly word: Word; readonly text: string; readonly line: number }
  | { readonly kind: 'operator'; readonly text: string; readonly line: number }
  | { readonly kind: 'arithmetic'; readonly word: Word; readonly line: number }
  | { readonly kind: 'end'; readonly line: number };

/** A script that cannot be read; programs say so on standard error and end with status 2. */
export class ShellSyntaxError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Reads a script inside `$(…)`. */
export type ParseScript = (text: string, line: number) => Part & { readonly kind: 'command' };

/** Longest first. */
const OPERATORS = [
  '<<<',
  '<<-',
  '&>>',
  '2>>',
  '2>&',
  '1>&',
  '&&',
  '||',
  ';;',
  '>>',
  '<<',
  '>&',
  '&>',
  '2>',
  '1>',
  ';',
  '&',
  '|',
  '>',
  '<',
  '(',
  ')',
  '\n',
];

const NAME = /^[A-Za-z_]\w*/;
const SPECIAL = /^[?#$@*!0-9-]/;

/** Cuts a script into tokens. */
export class Lexer {
  readonly #text: string;
  readonly #parse: ParseScript;
  readonly #depth: number;
  #at = 0;
  #line: number;
  /** Here-documents whose text begins after this line. */
  readonly #documents: {
    readonly end: string;
    readonly stripsTabs: boolean;
    readonly set: (text: string) => void;
  }[] = [];

  constructor(text: string, line: number, parse: ParseScript, depth = 0) {
    if (depth > MAX_DEPTH) throw new ShellSyntaxError('expansions stand too deep in each other', line);
    this.#text = text;
    this.#depth = depth;
    this.#line = line;
    this.#parse = parse;
  }

  /** The parts of a text as double quotes have it: variables and commands count, wildcards do not. */
  static quoted(text: string, line: number, parse: ParseScript): Word {
    return new Lexer(`"${text.replaceAll('"', '\\"')}"`, line, parse).#word(/(?!)/);
  }

  /** Has the text of a here-document read when its line ends. */
  expectDocument(end: string, stripsTabs: boolean, set: (text: string) => void): void {
    this.#documents.push({ end, stripsTabs, set });
  }

  next(): Token {
    this.#skipBlanks();
    const line = this.#line;
    if (this.#at >= this.#text.length) return { kind: 'end', line };
    if (this.#text.startsWith('((', this.#at)) {
      const inside = this.#balanced('((', '))');
      if (inside !== undefined) return { kind: 'arithmetic', word: this.#wordOf(inside, line), line };
    }
    const operator = OPERATORS.find((one) => this.#text.startsWith(one, this.#at));
    if (operator !== undefined) {
      this.#at += operator.length;
      if (operator === '\n') this.#endLine();
      return { kind: 'operator', text: operator, line };
    }
    const start = this.#at;
    const word = this.#word(/[ \t\r\n;&|<>()]/);
    return { kind: 'word', word, text: this.#text.slice(start, this.#at), line };
  }

  #skipBlanks(): void {
    const blank = /[ \t\r]+|\\\r?\n|#[^\n]*/y;
    for (;;) {
      blank.lastIndex = this.#at;
      const found = blank.exec(this.#text);
      if (!found) return;
      this.#advance(this.#at + found[0].length);
    }
  }

  #endLine(): void {
    this.#line += 1;
    for (const document of this.#documents.splice(0)) {
      const lines: string[] = [];
      while (this.#at < this.#text.length) {
        const end = this.#text.indexOf('\n', this.#at);
        const raw = this.#text.slice(this.#at, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#text.length : end + 1;
        this.#line += 1;
        const line = document.stripsTabs ? raw.replace(/^\t+/, '') : raw;
        if (line === document.end) break;
        lines.push(line);
      }
      document.set(lines.map((line) => `${line}\n`).join(''));
    }
  }

  /** Reads a word up to a character that ends it. */
  #word(end: RegExp): Word {
    const parts: Part[] = [];
    let plain = '';
    const flush = () => {
      if (plain !== '') parts.push({ kind: 'text', text: plain, isQuoted: false });
      plain = '';
    };
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (end.test(character)) break;
      if (character === '\\') {
        flush();
        this.#at += 1;
        const escaped = this.#text.charAt(this.#at);
        this.#at += 1;
        if (escaped === '\n') this.#line += 1;
        else parts.push({ kind: 'text', text: escaped, isQuoted: true });
      } else if (character === "'") {
        flush();
        parts.push(this.#singleQuoted());
      } else if (character === '"') {
        flush();
        parts.push(...this.#doubleQuoted());
      } else if (character === '$' || character === '`') {
        flush();
        parts.push(this.#expansion(false));
      } else {
        plain += character;
        this.#at += 1;
      }
    }
    flush();
    return parts;
  }

  #singleQuoted(): Part {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw this.#unfinished("'");
    const text = this.#text.slice(this.#at + 1, end);
    this.#advance(end + 1);
    return { kind: 'text', text, isQuoted: true };
  }

  #doubleQuoted(): Part[] {
    // An empty one is a word too.
    const parts: Part[] = [{ kind: 'text', text: '', isQuoted: true }];
    this.#at += 1;
    let plain = '';
    for (;;) {
      const character = this.#text.charAt(this.#at);
      if (character === '') throw this.#unfinished('"');
      if (character === '"') break;
      if (character === '$' || character === '`') {
        parts.push({ kind: 'text', text: plain, isQuoted: true }, this.#expansion(true));
        plain = '';
        continue;
      }
      if (character === '\n') this.#line += 1;
      const next = this.#text.charAt(this.#at + 1);
      if (character === '\\' && '$`"\\\n'.includes(next) && next !== '') {
        plain += next === '\n' ? '' : next;
        this.#at += 2;
        continue;
      }
      plain += character;
      this.#at += 1;
    }
    this.#at += 1;
    return [...parts, { kind: 'text', text: plain, isQuoted: true }];
  }

  /** Reads what begins with `$` or a backquote. */
  #expansion(isQuoted: boolean): Part {
    const line = this.#line;
    if (this.#text.charAt(this.#at) === '`') {
      const end = this.#text.indexOf('`', this.#at + 1);
      if (end < 0) throw this.#unfinished('`');
      const inside = this.#text.slice(this.#at + 1, end);
      this.#advance(end + 1);
      return { ...this.#parse(inside, line), isQuoted };
    }
    this.#at += 1;
    if (this.#text.startsWith('((', this.#at)) {
      const inside = this.#balanced('((', '))');
      if (inside !== undefined)
        return { kind: 'arithmetic', expression: this.#wordOf(inside, line), isQuoted };
    }
    if (this.#text.startsWith('(', this.#at)) {
      const inside = this.#balanced('(', ')');
      if (inside === undefined) throw this.#unfinished(')');
      return { ...this.#parse(inside, line), isQuoted };
    }
    if (this.#text.startsWith('{', this.#at)) {
      const inside = this.#balanced('{', '}');
      if (inside === undefined) throw this.#unfinished('}');
      return this.#braces(inside, isQuoted, line);
    }
    const rest = this.#text.slice(this.#at, this.#at + MAX_NAME);
    const name = (NAME.exec(rest) ?? SPECIAL.exec(rest))?.[0];
    if (name === undefined) return { kind: 'text', text: '$', isQuoted: true };
    this.#at += name.length;
    return { kind: 'variable', name, isQuoted };
  }

  #braces(inside: string, isQuoted: boolean, line: number): Part {
    const match = /^([A-Za-z_]\w*|[?#$@*!0-9])(?::?-([^]*))?$/.exec(inside);
    if (!match) throw new ShellSyntaxError(`\${${inside}}: bad substitution`, line);
    const [, name = '', fallback] = match;
    return {
      kind: 'variable',
      name,
      isQuoted,
      ...(fallback === undefined ? {} : { fallback: this.#wordOf(fallback, line) }),
    };
  }

  /** A text of its own, read as one word with its blanks. */
  #wordOf(text: string, line: number): Word {
    return new Lexer(text, line, this.#parse, this.#depth + 1).#word(/(?!)/);
  }

  /** What stands between two brackets here, quotes and brackets inside left alone; undefined without an end. */
  #balanced(open: string, close: string): string | undefined {
    const start = this.#at + open.length;
    const [one, other] = [open.charAt(0), close.charAt(0)];
    let depth = open.length;
    let quote = '';
    for (let at = start; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '\\' && quote !== "'") at += 1;
      else if (quote !== '') quote = character === quote ? '' : quote;
      else if (character === "'" || character === '"') quote = character;
      else if (character === one) depth += 1;
      else if (character === other) {
        depth -= 1;
        if (depth === 0) {
          const isClosed = this.#text.slice(at - close.length + 1, at + 1) === close;
          if (!isClosed) return undefined;
          const inside = this.#text.slice(start, at - close.length + 1);
          this.#advance(at + 1);
          return inside;
        }
      }
    }
    return undefined;
  }

  #advance(to: number): void {
    this.#line += this.#text.slice(this.#at, to).split('\n').length - 1;
    this.#at = to;
  }

  #unfinished(what: string): ShellSyntaxError {
    return new ShellSyntaxError(`unexpected EOF while looking for matching \`${what}'`, this.#line);
  }
}

const MAX_NAME = 256;
const MAX_DEPTH = 50;
