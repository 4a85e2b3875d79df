import { FALSE, TRUE, UNKNOWN, type Truth } from './truth';

/**
 * A text as the matcher reads it: a character code, one of the wildcards below, or an unresolved reference
 * (its text). Only texts with references, variables or unusual wildcards are read this way; the rest is matched
 * as plain strings.
 */
export type Token = number | string;

/** `*`: any characters. */
export const ANY_CHARACTERS = -1;
/** `?`: one character. */
export const ONE_CHARACTER = -2;
/** `*` in the middle of an ARN's segment: any characters but a colon. */
export const ANY_WITHIN_SEGMENT = -3;

const COLON = 58;

/** Tokens of a text without wildcards. */
export function literalTokens(text: string): Token[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/**
 * Whether a pattern matches a text when references stand for any text, the same reference always for the same.
 * True means whatever they stand for, false means whatever they stand for, unknown means it depends.
 */
export function matchTokens(wholePattern: readonly Token[], wholeText: readonly Token[]): Truth {
  const middle = withoutCommonEnds(wholePattern, wholeText);
  if (middle === undefined) return FALSE;
  const { pattern, text } = middle;
  if (matchesAlways(pattern, text)) return TRUE;
  const hasReference =
    pattern.some((token) => typeof token === 'string') || text.some((token) => typeof token === 'string');
  return hasReference && matchesSometimes(pattern, text) ? UNKNOWN : FALSE;
}

/** Leaves out the characters that both begin and end with; undefined when those differ, so that nothing can match. */
function withoutCommonEnds(
  pattern: readonly Token[],
  text: readonly Token[],
): { pattern: readonly Token[]; text: readonly Token[] } | undefined {
  let start = 0;
  while (isCharacter(pattern[start]) && isCharacter(text[start])) {
    if (pattern[start] !== text[start]) return undefined;
    start++;
  }
  let [patternEnd, textEnd] = [pattern.length, text.length];
  while (
    patternEnd > start &&
    textEnd > start &&
    isCharacter(pattern[patternEnd - 1]) &&
    isCharacter(text[textEnd - 1])
  ) {
    if (pattern[patternEnd - 1] !== text[textEnd - 1]) return undefined;
    patternEnd--;
    textEnd--;
  }
  return { pattern: pattern.slice(start, patternEnd), text: text.slice(start, textEnd) };
}

function isCharacter(token: Token | undefined): boolean {
  return typeof token === 'number' && token >= 0;
}

function isMany(token: Token | undefined): boolean {
  return token === ANY_CHARACTERS || token === ANY_WITHIN_SEGMENT;
}

/** A reference is a letter of its own: it matches itself and `*`. */
function matchesAlways(pattern: readonly Token[], text: readonly Token[]): boolean {
  let reached = new Array<boolean>(pattern.length + 1).fill(false);
  reached[0] = true;
  skipMany(pattern, reached);
  for (const token of text) {
    const next = new Array<boolean>(pattern.length + 1).fill(false);
    for (let index = 0; index < pattern.length; index++) {
      if (reached[index] !== true) continue;
      const wanted = pattern[index];
      if (wanted === ANY_CHARACTERS || (wanted === ANY_WITHIN_SEGMENT && token !== COLON)) next[index] = true;
      else if (wanted === token || (wanted === ONE_CHARACTER && typeof token === 'number')) {
        next[index + 1] = true;
      }
    }
    skipMany(pattern, next);
    reached = next;
  }
  return reached[pattern.length] === true;
}

function skipMany(pattern: readonly Token[], reached: boolean[]): void {
  for (let index = 0; index < pattern.length; index++) {
    if (reached[index] === true && isMany(pattern[index])) reached[index + 1] = true;
  }
}

/** Whether some text could be read by both sides, references being free on both. */
function matchesSometimes(pattern: readonly Token[], text: readonly Token[]): boolean {
  let row = new Array<boolean>(text.length + 1).fill(false);
  row[0] = true;
  for (let at = 0; at <= pattern.length; at++) {
    const next = new Array<boolean>(text.length + 1).fill(false);
    const wanted = pattern[at];
    const free = typeof wanted === 'string' || wanted === ANY_CHARACTERS;
    for (let index = 0; index <= text.length; index++) {
      if (row[index] !== true) continue;
      const token = text[index];
      const openEnded = typeof token === 'string';
      if (openEnded) row[index + 1] = true;
      if (wanted === undefined) continue;
      if (free || wanted === ANY_WITHIN_SEGMENT) {
        next[index] = true;
        if (token !== undefined && (free || token !== COLON)) row[index + 1] = true;
      } else if (openEnded) next[index] = true;
      else if (token !== undefined && (wanted === token || wanted === ONE_CHARACTER)) next[index + 1] = true;
    }
    if (at === pattern.length) return row[text.length] === true;
    row = next;
  }
  return false;
}
