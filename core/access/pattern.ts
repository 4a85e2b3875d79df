import { splitText, referencesIn, type Piece } from './text';
import { ANY_CHARACTERS, literalTokens, matchTokens, ONE_CHARACTER, type Token } from './tokens';
import { FALSE, TRUE, truth, type Truth } from './truth';

/** A text of the request; `tokens` is there when it holds unresolved references. */
export interface Subject {
  readonly text: string;
  readonly tokens: readonly Token[] | undefined;
}

/** What a policy variable stands for in a request: undefined when the request does not carry it. */
export type Variables = (key: string) => Subject | undefined;

/** Version 2012-10-17 resolves policy variables, others read them as text; an unknown version leaves it open. */
export type VariableMode = 'resolve' | 'literal' | 'unknown';

/** A compiled text of a policy. */
export interface Pattern {
  readonly text: string;
  /** Unresolved references in it. */
  readonly references: readonly string[];
  match(subject: Subject, variables: Variables): Truth;
}

export interface PatternOptions {
  /** Whether `*` and `?` are wildcards. */
  wildcards: boolean;
  /** Case is left aside. */
  ignoreCase?: boolean;
  variables: VariableMode;
}

/** A text of the request, ready to be matched. */
export function subjectOf(text: string): Subject {
  if (!text.includes('${')) return { text, tokens: undefined };
  const pieces = splitText(text);
  const unresolved = pieces.some((piece) => typeof piece !== 'string' && piece.kind === 'reference');
  return { text, tokens: unresolved ? subjectTokens(pieces) : undefined };
}

function subjectTokens(pieces: readonly Piece[]): Token[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return literalTokens(piece);
    return piece.kind === 'reference' ? [piece.text] : literalTokens(piece.text);
  });
}

/** Tokens of a request's text. */
export function tokensOf(subject: Subject): readonly Token[] {
  return subject.tokens ?? literalTokens(subject.text);
}

/** Compiles one text of a policy. */
export function compilePattern(text: string, options: PatternOptions): Pattern {
  const folded = options.ignoreCase === true ? foldOutsideBraces(text) : text;
  if (!folded.includes('${')) return plainPattern(text, folded, options);
  const pieces = splitText(folded);
  return {
    text,
    references: referencesIn(text),
    match: (subject, variables) => {
      const tokens = patternTokens(pieces, options, variables);
      if (tokens === undefined) return FALSE;
      const found = tokensOf(subject);
      return matchTokens(tokens, options.ignoreCase === true ? foldTokens(found) : found);
    },
  };
}

function plainPattern(text: string, folded: string, options: PatternOptions): Pattern {
  const compare = options.wildcards ? globOf(folded) : (found: string) => found === folded;
  const tokens = wildcardTokens(folded, options.wildcards);
  return {
    text,
    references: [],
    match: (subject) => {
      if (subject.tokens) {
        return matchTokens(tokens, options.ignoreCase === true ? foldTokens(subject.tokens) : subject.tokens);
      }
      return truth(compare(options.ignoreCase === true ? subject.text.toLowerCase() : subject.text));
    },
  };
}

/** Tokens of a policy's text; undefined when a variable has no value (then nothing is equal to it). */
export function patternTokens(
  pieces: readonly Piece[],
  options: PatternOptions,
  variables: Variables,
): Token[] | undefined {
  const tokens: Token[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') tokens.push(...wildcardTokens(piece, options.wildcards));
    else if (piece.kind === 'reference') tokens.push(piece.text);
    else if (options.variables === 'unknown') tokens.push(piece.text);
    else if (options.variables === 'literal') tokens.push(...wildcardTokens(piece.text, options.wildcards));
    else if (piece.kind === 'character') tokens.push(...literalTokens(piece.character));
    else {
      const value = variables(piece.key);
      if (value) {
        const found = tokensOf(value);
        tokens.push(...(options.ignoreCase === true ? foldTokens(found) : found));
      } else if (piece.fallback === undefined) return undefined;
      else {
        const fallback = piece.fallback;
        tokens.push(...literalTokens(options.ignoreCase === true ? fallback.toLowerCase() : fallback));
      }
    }
  }
  return tokens;
}

/** Tokens in which `*` and `?` are wildcards where they may be. */
export function wildcardTokens(text: string, wildcards: boolean): Token[] {
  const tokens = literalTokens(text);
  if (!wildcards) return tokens;
  return tokens.map((code) => (code === 42 ? ANY_CHARACTERS : code === 63 ? ONE_CHARACTER : code));
}

function foldTokens(tokens: readonly Token[]): Token[] {
  return tokens.map((token) =>
    typeof token === 'number' && token >= 0 ? String.fromCharCode(token).toLowerCase().charCodeAt(0) : token,
  );
}

function foldOutsideBraces(text: string): string {
  if (!text.includes('${')) return text.toLowerCase();
  return splitText(text)
    .map((piece) => (typeof piece === 'string' ? piece.toLowerCase() : piece.text))
    .join('');
}

/** The cheapest test for a pattern with `*` and `?`. */
export function globOf(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  if (pattern === '*') return () => true;
  const prefix = pattern.slice(0, -1);
  if (pattern.endsWith('*') && !/[*?]/.test(prefix)) return (text) => text.startsWith(prefix);
  return (text) => glob(pattern, text);
}

/** Matches `*` and `?` in time that grows with the product of both lengths, not faster. */
function glob(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let restart = 0;
  while (from < text.length) {
    const wanted = pattern.charCodeAt(at);
    if (wanted === 42) {
      star = at++;
      restart = from;
    } else if (wanted === 63 || wanted === text.charCodeAt(from)) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++restart;
    } else return false;
  }
  while (pattern.charCodeAt(at) === 42) at++;
  return at === pattern.length;
}

/** Whether any of the patterns matches. */
export function matchAny(patterns: readonly Pattern[], subject: Subject, variables: Variables): Truth {
  let best: Truth = FALSE;
  for (const pattern of patterns) {
    const found = pattern.match(subject, variables);
    if (found === TRUE) return TRUE;
    if (found > best) best = found;
  }
  return best;
}

/** Whether two texts are the same. */
export function sameText(a: Subject, b: Subject): Truth {
  if (!a.tokens && !b.tokens) return truth(a.text === b.text);
  return matchTokens(tokensOf(a), tokensOf(b));
}
