import {
  compilePattern,
  globOf,
  patternTokens,
  tokensOf,
  type Pattern,
  type Subject,
  type VariableMode,
} from './pattern';
import { referencesIn, splitText } from './text';
import { ANY_CHARACTERS, ANY_WITHIN_SEGMENT, matchTokens, type Token } from './tokens';
import { and, FALSE, TRUE, truth, type Truth } from './truth';

const COLON = 58;
const SEGMENTS = 6;
const RESOURCE_SEGMENT = SEGMENTS - 1;

/**
 * Compiles a value of the `Resource` element. A `*` that ends a segment may run on over the colons, one inside a
 * segment may not; policy variables stand in the last segment only.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Variables and tags".
 */
export function compileResource(value: string, variables: VariableMode, text = value): Pattern {
  const options = { wildcards: true, variables };
  const pieces = splitText(value);
  if (variables === 'resolve' && variableBeforeResource(value)) {
    return { text, references: [], match: () => FALSE };
  }
  if (!hasWildcardInsideSegment(value)) return { ...compilePattern(value, options), text };
  return {
    text,
    references: referencesIn(value),
    match: (subject, lookup) => {
      const tokens = patternTokens(pieces, options, lookup);
      return tokens === undefined ? FALSE : matchTokens(keepWithinSegments(tokens), tokensOf(subject));
    },
  };
}

/**
 * An ARN with fewer than six parts stands, in a policy attached to an identity, for one with `*` in those missing.
 * Source: IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
 */
export function completeArn(text: string): string {
  const parts = text.includes('${') ? SEGMENTS : text.split(':').length;
  return text.startsWith('arn:') && parts < SEGMENTS ? text + ':*'.repeat(SEGMENTS - parts) : text;
}

/**
 * Compiles a value of an ARN operator: each of the six parts between the colons is compared on its own, with
 * wildcards. `*` alone stands for every ARN.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", ARN operators.
 */
export function compileArn(text: string, variables: VariableMode): Pattern {
  if (text === '*') return { text, references: [], match: () => TRUE };
  const options = { wildcards: true, variables };
  const pieces = splitText(text);
  const plain = pieces.length === 1 && typeof pieces[0] === 'string';
  const compare = plain ? plainArn(text) : undefined;
  return {
    text,
    references: referencesIn(text),
    match: (subject, lookup) => {
      if (compare && !subject.tokens) return truth(compare(subject.text));
      const tokens = patternTokens(pieces, options, lookup);
      return tokens === undefined ? FALSE : matchArnTokens(tokens, subject);
    },
  };
}

function plainArn(text: string): (found: string) => boolean {
  const parts = splitArn(text);
  if (!parts) return () => false;
  if (!/[*?]/.test(text)) return (found) => found === text;
  const globs = parts.map(globOf);
  return (found) => {
    const foundParts = splitArn(found);
    return foundParts?.every((part, index) => globs[index]?.(part) === true) === true;
  };
}

function matchArnTokens(tokens: readonly Token[], subject: Subject): Truth {
  const wanted = splitTokens(tokens);
  const found = splitTokens(tokensOf(subject));
  if (wanted.length === SEGMENTS && found.length === SEGMENTS) {
    return wanted.reduce<Truth>(
      (result, part, index) => and(result, matchTokens(part, found[index] ?? [])),
      TRUE,
    );
  }
  const mayBeArn = (parts: readonly Token[][]) =>
    parts.length === SEGMENTS || parts.some((part) => part.some((token) => typeof token === 'string'));
  return mayBeArn(wanted) && mayBeArn(found) ? matchTokens(tokens, tokensOf(subject)) : FALSE;
}

function splitTokens(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [];
  let part: Token[] = [];
  for (const token of tokens) {
    if (token === COLON && parts.length < RESOURCE_SEGMENT) {
      parts.push(part);
      part = [];
    } else part.push(token);
  }
  return [...parts, part];
}

/** Splits an ARN at its first five colons (those inside `${…}` left aside); undefined when it has fewer. */
export function splitArn(text: string): string[] | undefined {
  if (text.includes('${')) {
    const found = splitAtColons(text);
    return found.length === SEGMENTS ? found : undefined;
  }
  const parts: string[] = [];
  let from = 0;
  while (parts.length < RESOURCE_SEGMENT) {
    const colon = text.indexOf(':', from);
    if (colon < 0) return undefined;
    parts.push(text.slice(from, colon));
    from = colon + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

/** The parts of an ARN or of what is less than one: six at most, colons inside `${…}` left aside. */
function splitAtColons(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const piece of splitText(text)) {
    if (typeof piece !== 'string') {
      part += piece.text;
      continue;
    }
    for (const character of piece) {
      if (character === ':' && parts.length < RESOURCE_SEGMENT) {
        parts.push(part);
        part = '';
      } else part += character;
    }
  }
  return [...parts, part];
}

function variableBeforeResource(text: string): boolean {
  let colons = 0;
  for (const piece of splitText(text)) {
    if (typeof piece === 'string') colons += piece.split(':').length - 1;
    else if (piece.kind === 'variable' && colons < RESOURCE_SEGMENT) return true;
  }
  return false;
}

function hasWildcardInsideSegment(text: string): boolean {
  return splitAtColons(text)
    .slice(0, RESOURCE_SEGMENT)
    .some((part) => /\*[^*]/.test(part));
}

function keepWithinSegments(tokens: readonly Token[]): Token[] {
  let colons = 0;
  return tokens.map((token, index) => {
    if (token === COLON) colons++;
    const endsSegment = tokens[index + 1] === COLON || index === tokens.length - 1;
    const inside = token === ANY_CHARACTERS && colons < RESOURCE_SEGMENT && !endsSegment;
    return inside ? ANY_WITHIN_SEGMENT : token;
  });
}
