import { everyCondition, type KnownCondition } from '../../model/conditions';
import { outsideVariables } from '../../model/variables';
import { outline } from '../../syntax/inspect';
import type { StringValue, TemplateValue, Value } from '../../syntax/value';
import { changeOperator } from '../condition-fixes';
import { whenNoValueMatches } from '../condition-words';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Wildcards under operators that take them literally. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-wildcard',
    severity: 'error',
    perPolicy: true,
    title: 'A wildcard under an operator that compares literally',
    why: '`StringEquals` and `StringNotEquals` take `*` and `?` for the characters themselves. The value then never equals what a request has: an Allow never applies, and the exemption of a Deny (`StringNotEquals`) exempts nobody.',
    fix: 'Write `StringLike` for `StringEquals` and `StringNotLike` for `StringNotEquals`; for ARNs `ArnLike` and `ArnNotLike` serve as well.',
    sources: [
      'IAM User Guide, "String condition operators" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) yield* outsideVariables(checkValues(known), model);
  },
};

/** Keys that are judged: what a client can fill with any text may hold a star. */
const JUDGED = /^(kms:|aws:(?!UserAgent$|referer$)|s3:x-amz-server-side-encryption)/;

function* checkValues(known: KnownCondition): Generator<Finding> {
  const { policy, statement, condition, operator, key } = known;
  if (operator.base.kind !== 'String' || operator.base.wildcards || !JUDGED.test(key.name)) return;
  for (const value of condition.values) {
    const mark = wildcardIn(value, key.template !== undefined);
    if (mark === undefined) continue;
    const meant = operator.base.ignoresCase ? undefined : operator.text.replace('Equals', 'Like');
    const only = condition.values.length === 1;
    const result = only
      ? whenNoValueMatches(statement.effect, operator)
      : 'this value never equals what a request has';
    const advice = meant === undefined ? 'Write the values out, or use "StringLike".' : `Write "${meant}".`;
    const message = `"${condition.operator.text}" takes the "${mark}" for a character, not for a wildcard: ${result}. ${advice}`;
    yield findingAt(policy.file, value, message, {
      fixes:
        meant === undefined
          ? []
          : changeOperator(policy, statement, condition, meant, { safe: false, shared: true }),
    });
  }
}

/** The first wildcard in a text's own characters; `${*}` and `${?}` are the characters on purpose. */
function wildcardIn(value: Value, isFreeText: boolean): string | undefined {
  if (value.kind !== 'string' && value.kind !== 'template') return undefined;
  const text = ownText(value);
  return (isFreeText ? /\*/ : /[*?]/).exec(text)?.[0];
}

/** The text without policy variables and without anything to be filled in. */
function ownText(value: StringValue | TemplateValue): string {
  return outline(value).replace(/[$&]\{[^}]*\}/g, '');
}
