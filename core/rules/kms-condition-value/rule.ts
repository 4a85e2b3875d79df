import { meantGrantOperations } from '../../facts/grant-operations';
import { nearest } from '../../facts/nearest';
import { hasWildcard, matchesWildcard } from '../../facts/wildcards';
import { everyCondition, knownTexts, type KnownCondition } from '../../model/conditions';
import { hasPlaceholder } from '../../model/outlined';
import { outsideVariables } from '../../model/variables';
import type { StringValue } from '../../syntax/value';
import { whenNoValueMatches } from '../condition-words';
import { findingAt, quotedList, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** Values that a key with a closed set of values never has. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-value',
    severity: 'error',
    perPolicy: true,
    title: 'A value that the condition key never has',
    why: 'Some keys take values from a short list, and `StringEquals` compares them letter by letter, case included. `kms:GrantOperations` holds `Decrypt`, never `kms:Decrypt` or `decrypt`. A value outside the list matches no request, and AWS does not say so.',
    fix: 'Write the value as the list has it: grant operations without `kms:`, with a capital letter and without wildcards.',
    sources: [
      'KMS Developer Guide, "AWS KMS condition keys" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
      'KMS API Reference, "CreateGrant", "CreateKey" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) yield* outsideVariables(checkValues(known), model);
  },
};

function* checkValues(known: KnownCondition): Generator<Finding> {
  const { condition, operator, key } = known;
  if (operator.base.kind !== 'String' || !key.name.startsWith('kms:')) return;
  const allowed = key.type === 'Bool' ? ['true', 'false'] : key.values;
  if (!allowed) return;
  for (const value of knownTexts(condition.values)) {
    if (value.text === '' || hasPlaceholder(value.text)) continue;
    // A wildcard under StringEquals is another rule's matter.
    if (hasWildcard(value.text) && !operator.base.wildcards) continue;
    if (!allowed.some((one) => isEqual(value.text, one, operator.base.ignoresCase))) {
      yield report(known, value, allowed);
    }
  }
}

function isEqual(text: string, one: string, ignoresCase: boolean): boolean {
  return ignoresCase ? text.toLowerCase() === one.toLowerCase() : matchesWildcard(text, one);
}

function report(known: KnownCondition, value: StringValue, allowed: readonly string[]): Finding {
  const { policy, statement, condition, operator, key } = known;
  const meant = meantValues(key.name, value.text, allowed);
  const [only] = meant;
  const result =
    condition.values.length === 1
      ? whenNoValueMatches(statement.effect, operator)
      : 'this value matches no request';
  const advice =
    meant.length > 0
      ? `Write ${meant.map((text) => `"${text}"`).join(' and ')}.`
      : allowed.length <= 6
        ? `It is ${quotedList(allowed)}.`
        : 'Look it up in the KMS API Reference.';
  const message = `"${value.text}" is no value of ${key.name}: ${result}. ${advice}`;
  return findingAt(policy.file, value, message, {
    // AWS may have added a value that is like none of those known.
    ...(meant.length === 0 && { severity: 'warning' }),
    fixes:
      meant.length === 1 && only !== undefined ? [replaceText(policy.file, value, only, { safe: true })] : [],
  });
}

function meantValues(key: string, text: string, allowed: readonly string[]): readonly string[] {
  if (key === 'kms:GrantOperations') return meantGrantOperations(text);
  const folded = text.toLowerCase().replaceAll('-', '_');
  const same = allowed.filter((one) => one.toLowerCase() === folded);
  const near = same[0] ?? nearest(text, allowed, Math.min(2, Math.floor(text.length / 4)));
  return near === undefined ? [] : [near];
}
