import { compileArn } from './arn-pattern';
import { parseDate } from './date';
import { inRange, parseAddress, parseRange } from './ip-address';
import { compilePattern, type Pattern, type VariableMode } from './pattern';
import { referencesIn } from './text';
import { FALSE, truth, UNKNOWN } from './truth';

/** A condition operator: how one value of the policy is compared with one of the request. */
export interface Operator {
  /** True when it holds for the values that do not match. */
  negated: boolean;
  compile: (value: string, variables: VariableMode) => Pattern;
}

type Compare<T> = (found: T, wanted: T) => boolean;

const equal = <T>(found: T, wanted: T) => found === wanted;
const less = (found: number, wanted: number) => found < wanted;
const lessOrEqual = (found: number, wanted: number) => found <= wanted;
const greater = (found: number, wanted: number) => found > wanted;
const greaterOrEqual = (found: number, wanted: number) => found >= wanted;

const text = (options: { wildcards?: boolean; ignoreCase?: boolean }): Operator['compile'] => {
  const { wildcards = false, ignoreCase = false } = options;
  return (value, variables) => compilePattern(value, { wildcards, ignoreCase, variables });
};

/** An operator that reads both values first; what cannot be read matches nothing. */
function parsed<T>(parse: (text: string) => T | undefined, compare: Compare<T>): Operator['compile'] {
  return (value) => {
    const references = referencesIn(value);
    const wanted = parse(value);
    return {
      text: value,
      references,
      match: (subject) => {
        if (references.length > 0 || subject.tokens) return UNKNOWN;
        const found = parse(subject.text);
        return truth(wanted !== undefined && found !== undefined && compare(found, wanted));
      },
    };
  };
}

const address: Operator['compile'] = (value) => {
  const references = referencesIn(value);
  const range = parseRange(value);
  return {
    text: value,
    references,
    match: (subject) => {
      if (references.length > 0 || subject.tokens) return UNKNOWN;
      const found = parseAddress(subject.text);
      return truth(range !== undefined && found !== undefined && inRange(found, range));
    },
  };
};

/** `Bool` takes policy variables, unlike the other operators that read their values. */
const bool: Operator['compile'] = (value, variables) => {
  if (value.includes('${')) {
    return compilePattern(value, { wildcards: false, ignoreCase: true, variables });
  }
  const wanted = parseBool(value);
  return {
    text: value,
    references: [],
    match: (subject) => {
      if (wanted === undefined) return FALSE;
      return subject.tokens ? UNKNOWN : truth(parseBool(subject.text) === wanted);
    },
  };
};

function parseBool(value: string): boolean | undefined {
  const folded = value.toLowerCase();
  return folded === 'true' ? true : folded === 'false' ? false : undefined;
}

function parseNumber(value: string): number | undefined {
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

function parseBinary(value: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? value.replace(/=+$/, '') : undefined;
}

const exact = text({});
const exactFolded = text({ ignoreCase: true });
const like = text({ wildcards: true });
const positive = (compile: Operator['compile']): Operator => ({ negated: false, compile });
const negative = (compile: Operator['compile']): Operator => ({ negated: true, compile });

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: positive(exact),
    StringNotEquals: negative(exact),
    StringEqualsIgnoreCase: positive(exactFolded),
    StringNotEqualsIgnoreCase: negative(exactFolded),
    StringLike: positive(like),
    StringNotLike: negative(like),
    NumericEquals: positive(parsed(parseNumber, equal)),
    NumericNotEquals: negative(parsed(parseNumber, equal)),
    NumericLessThan: positive(parsed(parseNumber, less)),
    NumericLessThanEquals: positive(parsed(parseNumber, lessOrEqual)),
    NumericGreaterThan: positive(parsed(parseNumber, greater)),
    NumericGreaterThanEquals: positive(parsed(parseNumber, greaterOrEqual)),
    DateEquals: positive(parsed(parseDate, equal)),
    DateNotEquals: negative(parsed(parseDate, equal)),
    DateLessThan: positive(parsed(parseDate, less)),
    DateLessThanEquals: positive(parsed(parseDate, lessOrEqual)),
    DateGreaterThan: positive(parsed(parseDate, greater)),
    DateGreaterThanEquals: positive(parsed(parseDate, greaterOrEqual)),
    Bool: positive(bool),
    BinaryEquals: positive(parsed(parseBinary, equal)),
    IpAddress: positive(address),
    NotIpAddress: negative(address),
    ArnEquals: positive(compileArn),
    ArnLike: positive(compileArn),
    ArnNotEquals: negative(compileArn),
    ArnNotLike: negative(compileArn),
  }),
);

/**
 * An operator by its name; undefined when IAM knows none of that name. `Null` is not among them.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export function operatorNamed(name: string): Operator | undefined {
  return OPERATORS.get(name);
}
