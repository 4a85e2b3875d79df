/** What is open at a place of a text: brackets and strings, JSON in strings included. */

/** How a file is written, as far as its brackets and strings go. */
export type Notation = 'json' | 'hcl' | 'typescript';

export type Frame = Bracket | OpenString | Heredoc;

export interface Bracket {
  readonly kind: 'bracket';
  readonly open: string;
}

export interface OpenString {
  readonly kind: 'string';
  /** As written: in JSON that stands in a string, `\"`. */
  readonly quote: string;
  /** Offset behind the quote. */
  readonly start: number;
  /** Whether JSON stands in it. */
  readonly holdsJson: boolean;
}

export interface Heredoc {
  readonly kind: 'heredoc';
  readonly tag: string;
}

export const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const JSON_BEGINS = /^(?:\s|\\[nrt])*[{[]/;
/** A regular expression may stand behind one of these; a division may not. */
const BEFORE_REGEX = /[(,=:[!&|?{};\n]\s*$/;

/** Reads a text token by token and keeps what is open. It never goes back, and takes any text. */
export class Frames {
  readonly open: Frame[] = [];
  /** How far it has read. */
  at = 0;
  /** Where the last token that was read began. */
  tokenStart = 0;
  /** Whether it was a comment or an interpolation, in which nothing is to be completed. */
  isOpaque = false;
  /** Runs of characters that open and close nothing. */
  private readonly plainCode = /[\w\s.,:=;-]+/y;
  private readonly plainText = /[^\\"'`$%\n]+/y;
  private readonly plainJson = /[\w \t.,:-]+/y;

  constructor(
    private readonly text: string,
    private readonly notation: Notation,
    /** No token goes beyond it but one that has to. */
    private limit = text.length,
  ) {}

  /** Lets it read on to the end. */
  readOn(): void {
    this.limit = this.text.length;
  }

  /** The string or heredoc that the place is in, JSON in it or not. */
  get container(): OpenString | Heredoc | undefined {
    return this.open.findLast((frame) => frame.kind !== 'bracket');
  }

  /** Reads one token. */
  step(): void {
    this.tokenStart = this.at;
    this.isOpaque = false;
    const { container } = this;
    if (!container) this.stepCode();
    else if (container.kind === 'heredoc') this.stepHeredoc(container);
    else this.stepString(container);
  }

  private stepCode(): void {
    if (this.skips(this.plainCode)) return;
    const { text, at } = this;
    const character = text[at] ?? '';
    if (this.takesComment() || this.takesHeredoc()) return;
    if (character === '"' || (this.notation === 'typescript' && (character === "'" || character === '`'))) {
      this.openString(character);
    } else if (character === '/' && this.notation === 'typescript' && this.isRegex()) {
      this.at = /^\/(?:\\.|[^\\/\n])*\/?/.exec(text.slice(at, at + 2000))?.[0].length ?? 1;
      this.at += at;
    } else this.stepBracket(character);
  }

  /** Takes a run of characters of no account, as far as the limit. */
  private skips(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const length = pattern.exec(this.text)?.[0].length ?? 0;
    this.at = Math.min(this.at + length, Math.max(this.limit, this.at));
    return this.at > this.tokenStart;
  }

  private stepBracket(character: string): void {
    this.at++;
    if (CLOSING[character] !== undefined) this.open.push({ kind: 'bracket', open: character });
    else if (character === '}' || character === ']' || character === ')') this.close(character);
  }

  /** Closes the bracket that is open, and those in it that were forgotten; one that opened nothing is left. */
  private close(character: string): void {
    const floor = this.open.findLastIndex((frame) => frame.kind !== 'bracket');
    const index = this.open.findLastIndex(
      (frame, place) => place > floor && frame.kind === 'bracket' && CLOSING[frame.open] === character,
    );
    if (index !== -1) this.open.length = index;
  }

  private takesComment(): boolean {
    const { text, at, notation } = this;
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      this.at = end === -1 ? text.length : end + 2;
    } else if (text.startsWith('//', at) || (notation === 'hcl' && text[at] === '#')) {
      this.at = endOfLine(text, at);
    } else return false;
    this.isOpaque = true;
    return true;
  }

  private takesHeredoc(): boolean {
    if (this.notation !== 'hcl' || !this.text.startsWith('<<', this.at)) return false;
    const head = /^<<-?([\w-]+)[^\n]*\n/.exec(this.text.slice(this.at, this.at + 200));
    if (!head) return false;
    this.open.push({ kind: 'heredoc', tag: head[1] ?? '' });
    this.at += head[0].length;
    return true;
  }

  private isRegex(): boolean {
    return BEFORE_REGEX.test(this.text.slice(Math.max(0, this.at - 40), this.at));
  }

  private openString(quote: string, isInner = false): void {
    const start = this.at + quote.length;
    const holdsJson = !isInner && JSON_BEGINS.test(this.text.slice(start, start + 200));
    this.open.push({ kind: 'string', quote, start, holdsJson });
    this.at = start;
  }

  private stepHeredoc(heredoc: Heredoc): void {
    const { text, at } = this;
    if (at === 0 || text[at - 1] === '\n') {
      const end = endOfLine(text, at);
      if (text.slice(at, end).trim() === heredoc.tag) {
        this.leave(heredoc);
        this.at = end;
        return;
      }
    }
    if (this.skips(this.plainJson) || this.takesInterpolation()) return;
    if (text[at] === '"') this.openString('"', true);
    else this.stepBracket(text[at] ?? '');
  }

  private stepString(frame: OpenString): void {
    if (this.skips(frame.holdsJson ? this.plainJson : this.plainText)) return;
    const { text, at } = this;
    if (text.startsWith(frame.quote, at)) {
      this.leave(frame);
      this.at = at + frame.quote.length;
    } else if (text[at] === '\n' && frame.quote !== '`') {
      // A string ends with its line, and one that it stands in as well.
      this.leave(frame);
    } else if (this.takesInterpolation()) return;
    else if (!frame.holdsJson) this.stepText(frame);
    else if (text.startsWith(innerQuote(frame), at)) this.openString(innerQuote(frame), true);
    else if (text[at] === '\\') this.at += 2;
    else this.stepBracket(text[at] ?? '');
  }

  /** A character of a string, or an escape: in JSON that stands in a string, an escaped one. */
  private stepText(frame: OpenString): void {
    const { text, at } = this;
    if (text[at] !== '\\') this.at++;
    else if (frame.quote !== '\\"' || text[at + 1] !== '\\') this.at += 2;
    else this.at += text[at + 2] === '\\' ? 4 : 3;
  }

  /** `${…}`, taken as a whole; `$${` means itself. */
  private takesInterpolation(): boolean {
    const { text, at } = this;
    if (text[at] !== '$' && text[at] !== '%') return false;
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      this.at += 3;
      return true;
    }
    const isTemplate = text[at + 1] === '{' && (text[at] === '$' || this.notation === 'hcl');
    if (!isTemplate) return false;
    const end = endOfBraces(text, at + 2);
    this.at = end ?? at + 2;
    this.isOpaque = end !== undefined;
    return true;
  }

  private leave(frame: OpenString | Heredoc): void {
    this.open.length = Math.max(0, this.open.indexOf(frame));
  }
}

/** Whether the innermost thing that is open is a list, or the arguments of a function. */
export function isList(open: readonly Frame[]): boolean {
  const frame = open.at(-1);
  return frame?.kind === 'bracket' && frame.open !== '{';
}

/** The quote of JSON that stands in a string. */
export function innerQuote({ quote }: OpenString): string {
  return quote === '"' ? '\\"' : '"';
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Offset behind the brace that closes one, on the same line; undefined where none does. */
function endOfBraces(text: string, from: number): number | undefined {
  let depth = 1;
  for (let index = from; index < text.length && text[index] !== '\n'; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index + 1;
  }
  return undefined;
}
