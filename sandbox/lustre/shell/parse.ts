import type { Command, Part, Pipeline, Redirection, Script, Step, Word } from './syntax';
import { Lexer, ShellSyntaxError, type Token } from './tokens';

/** How deep commands may stand in each other. */
const MAX_DEPTH = 50;

/**
 * Reads a script.
 * @throws ShellSyntaxError where it is none, or holds what this shell does not have
 */
export function parseScript(text: string): Script {
  return new Parser(text, 1, 0).script();
}

class Parser {
  readonly #lexer: Lexer;
  readonly #depth: number;
  readonly #parse: (text: string, line: number) => Part & { readonly kind: 'command' };
  #token: Token;

  constructor(text: string, line: number, depth: number) {
    if (depth > MAX_DEPTH) throw new ShellSyntaxError('commands stand too deep in each other', line);
    this.#depth = depth;
    this.#parse = (inside, at) => ({
      kind: 'command',
      script: new Parser(inside, at, depth + 1).script(),
      isQuoted: false,
    });
    this.#lexer = new Lexer(text, line, this.#parse);
    this.#token = this.#lexer.next();
  }

  script(): Script {
    const steps = this.#list([]);
    if (this.#token.kind !== 'end') throw this.#unexpected();
    return steps;
  }

  /** Reads commands up to one of the words (or operators) that end them. */
  #list(ends: readonly string[], depth = this.#depth): Step[] {
    const steps: Step[] = [];
    let when: Step['when'] = 'always';
    for (;;) {
      this.#skip('\n');
      if (this.#isAtEnd() || this.#isAny(ends)) {
        if (when !== 'always') throw this.#unexpected();
        return steps;
      }
      steps.push({ when, pipeline: this.#pipeline(depth) });
      when = 'always';
      if (this.#take('&&')) when = 'succeeded';
      else if (this.#take('||')) when = 'failed';
      // Nothing runs in the background here: it is over before the next command begins.
      else if (!this.#take(';') && !this.#take('&') && !this.#take('\n')) {
        if (!this.#isAtEnd() && !this.#isAny(ends)) throw this.#unexpected();
      }
    }
  }

  #pipeline(depth: number): Pipeline {
    let isNegated = false;
    while (this.#takeWord('!')) isNegated = !isNegated;
    const commands = [this.#command(depth)];
    while (this.#take('|')) {
      this.#skip('\n');
      commands.push(this.#command(depth));
    }
    return { commands, isNegated };
  }

  #command(depth: number): Command {
    if (depth > MAX_DEPTH) throw this.#unexpected();
    const token = this.#token;
    if (token.kind === 'arithmetic') {
      this.#advance();
      return { kind: 'test', expression: token.word, redirections: this.#redirections() };
    }
    if (this.#take('(')) {
      const body = this.#list([')'], depth + 1);
      this.#expect(')');
      return { kind: 'subshell', body, redirections: this.#redirections() };
    }
    if (token.kind !== 'word') throw this.#unexpected();
    switch (token.text) {
      case '{':
        return this.#group(depth);
      case 'if':
        return this.#if(depth);
      case 'while':
      case 'until':
        return this.#while(depth, token.text === 'until');
      case 'for':
        return this.#for(depth);
      case 'then':
      case 'do':
      case 'done':
      case 'fi':
      case 'else':
      case 'elif':
      case '}':
      case 'case':
      case 'function':
        throw this.#unexpected();
      default:
        return this.#simple();
    }
  }

  #group(depth: number): Command {
    this.#advance();
    const body = this.#list(['}'], depth + 1);
    this.#expect('}');
    return { kind: 'group', body, redirections: this.#redirections() };
  }

  #if(depth: number): Command {
    const branches: { test: Script; body: Script }[] = [];
    do {
      this.#advance();
      const test = this.#list(['then'], depth + 1);
      this.#expect('then');
      branches.push({ test, body: this.#list(['elif', 'else', 'fi'], depth + 1) });
    } while (this.#isAny(['elif']));
    const otherwise = this.#takeWord('else') ? this.#list(['fi'], depth + 1) : undefined;
    this.#expect('fi');
    return { kind: 'if', branches, ...(otherwise && { otherwise }), redirections: this.#redirections() };
  }

  #while(depth: number, isUntil: boolean): Command {
    this.#advance();
    const test = this.#list(['do'], depth + 1);
    this.#expect('do');
    const body = this.#list(['done'], depth + 1);
    this.#expect('done');
    return { kind: 'while', test, body, isUntil, redirections: this.#redirections() };
  }

  #for(depth: number): Command {
    this.#advance();
    const name = this.#token.kind === 'word' ? this.#token.text : '';
    if (!/^[A-Za-z_]\w*$/.test(name)) throw this.#unexpected();
    this.#advance();
    this.#skip('\n');
    const words: Word[] = [];
    this.#expect('in');
    for (;;) {
      const token: Token = this.#token;
      if (token.kind !== 'word') break;
      words.push(token.word);
      this.#advance();
    }
    if (!this.#take(';') && !this.#take('\n')) throw this.#unexpected();
    this.#skip('\n');
    this.#expect('do');
    const body = this.#list(['done'], depth + 1);
    this.#expect('done');
    return { kind: 'for', name, words, body, redirections: this.#redirections() };
  }

  #simple(): Command {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    const { line } = this.#token;
    for (;;) {
      redirections.push(...this.#redirections());
      const token: Token = this.#token;
      if (token.kind === 'arithmetic') throw this.#unexpected();
      if (token.kind !== 'word') break;
      const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
      this.#advance();
    }
    return { kind: 'simple', assignments, words, redirections, line };
  }

  #redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      const token: Token = this.#token;
      const shape = token.kind === 'operator' ? REDIRECTIONS[token.text] : undefined;
      if (token.kind !== 'operator' || !shape) return found;
      this.#advance();
      const target: Token = this.#token;
      if (target.kind !== 'word') throw this.#unexpected();
      const { from, operation, isBoth = false } = shape;
      if (token.text === '<<' || token.text === '<<-')
        found.push(this.#document(target, token.text === '<<-'));
      else if (token.text === '<<<') {
        found.push({
          from,
          operation,
          target: [...target.word, { kind: 'text', text: '\n', isQuoted: true }],
        });
      } else found.push({ from, operation, target: target.word });
      if (isBoth) {
        found.push({
          from: 2,
          operation: 'duplicate',
          target: [{ kind: 'text', text: '1', isQuoted: true }],
        });
      }
      this.#advance();
    }
  }

  #document({ word, text, line }: Token & { kind: 'word' }, stripsTabs: boolean): Redirection {
    const target: Part[] = [];
    const end = word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    const isQuoted = /['"\\]/.test(text);
    this.#lexer.expectDocument(end, stripsTabs, (content) => {
      target.push(
        ...(isQuoted
          ? [{ kind: 'text', text: content, isQuoted: true } as const]
          : Lexer.quoted(content, line, this.#parse)),
      );
    });
    return { from: 0, operation: 'here', target };
  }

  #advance(): void {
    this.#token = this.#lexer.next();
  }

  #isAtEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #isAny(texts: readonly string[]): boolean {
    return 'text' in this.#token && texts.includes(this.#token.text);
  }

  /** Takes an operator, where it stands here. */
  #take(operator: string): boolean {
    if (this.#token.kind !== 'operator' || this.#token.text !== operator) return false;
    this.#advance();
    return true;
  }

  #takeWord(text: string): boolean {
    if (this.#token.kind !== 'word' || this.#token.text !== text) return false;
    this.#advance();
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text) && !this.#takeWord(text)) throw this.#unexpected();
  }

  #skip(operator: string): void {
    while (this.#take(operator));
  }

  #unexpected(): ShellSyntaxError {
    const token = this.#token;
    if (token.kind === 'end') return new ShellSyntaxError('syntax error: unexpected end of file', token.line);
    const text = token.kind === 'arithmetic' ? '((' : token.text;
    const shown = text === '\n' ? 'newline' : text;
    return new ShellSyntaxError(`syntax error near unexpected token \`${shown}'`, token.line);
  }
}

const REDIRECTIONS: Readonly<
  Record<string, { from: Redirection['from']; operation: Redirection['operation']; isBoth?: boolean }>
> = {
  '<': { from: 0, operation: 'read' },
  '<<': { from: 0, operation: 'here' },
  '<<-': { from: 0, operation: 'here' },
  '<<<': { from: 0, operation: 'here' },
  '>': { from: 1, operation: 'write' },
  '1>': { from: 1, operation: 'write' },
  '2>': { from: 2, operation: 'write' },
  '>>': { from: 1, operation: 'append' },
  '2>>': { from: 2, operation: 'append' },
  '>&': { from: 1, operation: 'duplicate' },
  '1>&': { from: 1, operation: 'duplicate' },
  '2>&': { from: 2, operation: 'duplicate' },
  '&>': { from: 1, operation: 'write', isBoth: true },
  '&>>': { from: 1, operation: 'append', isBoth: true },
};

/** `NAME=value` in front of a command. */
function assignmentOf(word: Word): { name: string; value: Word } | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.isQuoted) return undefined;
  const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(first.text);
  if (!match) return undefined;
  const [, name = '', text = ''] = match;
  return { name, value: text === '' ? rest : [{ ...first, text }, ...rest] };
}
