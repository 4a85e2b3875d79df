import { isRecord } from '../json-value';
import type { ContextValue } from './context';
import { operatorNamed, type Operator } from './operators';
import type { Pattern, Subject, VariableMode, Variables } from './pattern';
import { referencesIn, textOf, textsOf } from './text';
import { and, FALSE, not, or, TRUE, truth, UNKNOWN, type Truth } from './truth';

/** One key under one operator of a `Condition` element. */
export interface ConditionTest {
  /** As the policy writes it, for example `ForAnyValue:StringLikeIfExists`. */
  operator: string;
  /** As the policy writes it. */
  key: string;
  /** In lower case. */
  lookupKey: string;
  /** Values of the policy. */
  wanted: readonly string[];
  references: readonly string[];
  evaluate: (found: ContextValue | undefined, variables: Variables) => Truth;
}

export type CompiledCondition =
  { status: 'compiled'; tests: ConditionTest[] } | { status: 'malformed'; problem: string };

interface OperatorName {
  set: 'all' | 'any' | undefined;
  base: string;
  ifExists: boolean;
}

/**
 * Compiles a `Condition` element: operators and keys are joined by AND, the values of one key by OR.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition", "Condition operators" and "Set operators for
 * multivalued context keys".
 */
export function compileCondition(condition: unknown, variables: VariableMode): CompiledCondition {
  if (condition === undefined) return { status: 'compiled', tests: [] };
  const whole = textOf(condition);
  if (whole !== undefined && referencesIn(whole).length > 0) {
    return { status: 'compiled', tests: [unresolvedTest(whole, 'Condition')] };
  }
  if (!isRecord(condition)) return { status: 'malformed', problem: 'its Condition is no object' };
  const tests: ConditionTest[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    const unresolved = textOf(keys);
    if (unresolved !== undefined && referencesIn(unresolved).length > 0) {
      tests.push(unresolvedTest(unresolved, operator));
      continue;
    }
    if (!isRecord(keys)) return { status: 'malformed', problem: `${operator} in its Condition is no object` };
    for (const [key, value] of Object.entries(keys)) {
      const test = compileTest(operator, key, value, variables);
      if (typeof test === 'string') return { status: 'malformed', problem: test };
      tests.push(test);
    }
  }
  return { status: 'compiled', tests };
}

function compileTest(
  operator: string,
  key: string,
  value: unknown,
  variables: VariableMode,
): ConditionTest | string {
  const name = readOperator(operator);
  const wanted = textsOf(value);
  if (wanted === undefined) return `the value of ${key} under ${operator} is no text`;
  const base = { operator, key, lookupKey: key.toLowerCase(), wanted };
  if (referencesIn(operator).length > 0 || referencesIn(key).length > 0) {
    return {
      ...base,
      references: [...referencesIn(operator), ...referencesIn(key)],
      evaluate: () => UNKNOWN,
    };
  }
  if (name?.base === 'Null' && !name.ifExists) return nullTest(base);
  const compare = name && operatorNamed(name.base);
  if (!name || !compare) return `${operator} is no condition operator`;
  const patterns = wanted.map((text) => compare.compile(text, variables));
  return {
    ...base,
    references: patterns.flatMap((pattern) => pattern.references),
    evaluate: (found, lookup) => {
      const present = evaluate(name, compare, patterns, found, lookup);
      if (found?.mayBeAbsent !== true) return present;
      return present === evaluate(name, compare, patterns, undefined, lookup) ? present : UNKNOWN;
    },
  };
}

function readOperator(operator: string): OperatorName | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator);
  if (!match) return undefined;
  const [, set, base = '', ifExists] = match;
  return {
    set: set === 'ForAllValues' ? 'all' : set === 'ForAnyValue' ? 'any' : undefined,
    base,
    ifExists: ifExists !== undefined,
  };
}

function evaluate(
  { set, ifExists }: OperatorName,
  { negated }: Operator,
  patterns: readonly Pattern[],
  found: ContextValue | undefined,
  variables: Variables,
): Truth {
  if (found === undefined) return truth(ifExists || set === 'all' || (set === undefined && negated));
  const values = set === undefined ? found.values : found.values.filter((value) => value.text !== '');
  if (values.length === 0) return truth(set === 'all' || (set === undefined && negated));
  let result: Truth = set === 'any' || (set === undefined && !negated) ? FALSE : TRUE;
  const join = result === FALSE ? or : and;
  for (const value of values) {
    const matched = matchesOne(patterns, value, variables);
    result = join(result, negated ? not(matched) : matched);
  }
  return result;
}

function matchesOne(patterns: readonly Pattern[], value: Subject, variables: Variables): Truth {
  let result: Truth = FALSE;
  for (const pattern of patterns) {
    const matched = pattern.match(value, variables);
    if (matched === TRUE) return TRUE;
    if (matched > result) result = matched;
  }
  return result;
}

/** `Null` tests presence: `"true"` means that the request must not carry the key. */
function nullTest(base: Omit<ConditionTest, 'references' | 'evaluate'>): ConditionTest {
  const references = base.wanted.flatMap(referencesIn);
  const wanted = base.wanted.map((text) => text.toLowerCase());
  return {
    ...base,
    references,
    evaluate: (found) => {
      if (found?.mayBeAbsent === true) return UNKNOWN;
      const absent = found === undefined || found.values.length === 0;
      if (wanted.includes(absent ? 'true' : 'false')) return TRUE;
      return references.length > 0 ? UNKNOWN : FALSE;
    },
  };
}

function unresolvedTest(text: string, operator: string): ConditionTest {
  return {
    operator,
    key: '',
    lookupKey: '',
    wanted: [text],
    references: referencesIn(text),
    evaluate: () => UNKNOWN,
  };
}
