/** Fixes of a condition's tokens that the rules on conditions share. */
import { parseConditionOperator } from '../facts/condition-operators';
import { isOwnOperator } from '../model/conditions';
import type { Policy } from '../model/policy';
import type { Condition, Statement } from '../model/statement';
import { tokenRange } from '../syntax/inspect';
import type { StringValue } from '../syntax/value';
import type { Fix } from './rule';

interface Options {
  readonly safe: boolean;
  readonly title?: string;
}

/** A fix that puts another name in the place of an operator or key, in quotes where the new one needs them. */
export function renameToken({ file }: Policy, token: StringValue, name: string, options: Options): Fix[] {
  const range = tokenRange(token);
  // Of another file the text is not at hand, and what is made up elsewhere has no token of its own.
  if (range.path !== undefined || range.end - range.start < token.text.length) return [];
  const isBare = !/["'`]/.test(file.text[range.start - 1] ?? '');
  const quote = file.language === 'typescript' ? "'" : '"';
  const text = isBare && !/^\w+$/.test(name) ? `${quote}${name}${quote}` : name;
  const { safe, title = `Replace by "${name}"` } = options;
  return [{ title, safe, edits: [{ file, range, text }] }];
}

/**
 * A fix that changes a condition's operator.
 * @param shared whether other keys under the same operator may change with it
 * @returns nothing where the operator is another condition's token as well, or the new one is there already
 */
export function changeOperator(
  policy: Policy,
  statement: Statement,
  condition: Condition,
  name: string,
  { shared = false, ...options }: Options & { shared?: boolean },
): Fix[] {
  const siblings = statement.conditions.filter(
    (other) => other.operator === condition.operator && isOwnOperator(statement, other),
  );
  if ((siblings.length > 1 && !shared) || !isOwnOperator(statement, condition)) return [];
  if (statement.conditions.some(({ operator }) => canonical(operator.text) === name)) return [];
  return renameToken(policy, condition.operator, name, options);
}

function canonical(operator: string): string {
  const parsed = parseConditionOperator(operator);
  return parsed.status === 'known' ? parsed.operator.text : operator;
}
