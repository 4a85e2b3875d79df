import type { ConditionKey } from '../../facts/condition-keys';
import { operatorFit, type BaseOperator, type ConditionOperator } from '../../facts/condition-operators';
import type { ConditionKeyType } from '../../facts/service-facts';
import { hasWildcard } from '../../facts/wildcards';
import { everyCondition, isOwnOperator, knownTexts, type KnownCondition } from '../../model/conditions';
import { hasPlaceholder } from '../../model/outlined';
import { outsideVariables } from '../../model/variables';
import type { StringValue } from '../../syntax/value';
import { changeOperator } from '../condition-fixes';
import { whenNoValueMatches } from '../condition-words';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** Operators that cannot compare a key's values, and values that an operator cannot read. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-key-type',
    severity: 'error',
    perPolicy: true,
    title: "An operator that does not go with the condition key's type",
    why: 'Each operator compares one kind of value: `Bool` compares true and false, `Numeric…` numbers, `Arn…` ARNs. On a key of another type the comparison does not come out as meant, and the statement has no effect although AWS accepts it. The same goes for a value that the operator cannot read, such as `"yes"` under `Bool`.',
    fix: "Take an operator of the key's type. Those for text work on every key.",
    sources: [
      'IAM User Guide, "IAM JSON policy elements: Condition operators" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)',
      'KMS Developer Guide, "AWS KMS condition keys" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) {
      if (!/^(kms|aws):/.test(known.key.name)) continue;
      if (isMismatch(known)) yield mismatch(known);
      else yield* outsideVariables(checkValues(known), model);
    }
  },
};

function isMismatch({ operator, key }: KnownCondition): boolean {
  // Some keys that hold an ARN are of type String in AWS's list.
  if (operator.base.kind === 'ARN' && /arn$/i.test(key.name)) return false;
  return operatorFit(operator.base, key) === 'mismatch';
}

const WORDS: Readonly<Record<ConditionKeyType, string>> = {
  String: 'text',
  Bool: 'true or false',
  Numeric: 'a number',
  Date: 'a time',
  ARN: 'an ARN',
  IPAddress: 'an IP address',
  Binary: 'bytes',
};

function mismatch(known: KnownCondition): Finding {
  const { policy, statement, condition, operator, key } = known;
  const meant = operatorFor(key, operator);
  const name = condition.operator.text;
  const message = `"${name}" does not compare ${WORDS[key.type]}, which is what ${key.name} holds: AWS accepts the policy, but ${whenNoValueMatches(statement.effect, operator)}. Write "${meant}".`;
  const token = isOwnOperator(statement, condition) ? condition.operator : condition.key;
  return findingAt(policy.file, token, message, {
    fixes: changeOperator(policy, statement, condition, meant, { safe: false }),
  });
}

/** The operator of a key's type that is most like another. */
function operatorFor({ type }: ConditionKey, { base, set, ifExists }: ConditionOperator): string {
  const not = base.negated;
  const names: Readonly<Record<ConditionKeyType, string>> = {
    String: base.wildcards
      ? not
        ? 'StringNotLike'
        : 'StringLike'
      : not
        ? 'StringNotEquals'
        : 'StringEquals',
    Bool: 'Bool',
    Numeric: not ? 'NumericNotEquals' : 'NumericEquals',
    Date: not ? 'DateNotEquals' : 'DateEquals',
    ARN: not ? 'ArnNotLike' : 'ArnLike',
    IPAddress: not ? 'NotIpAddress' : 'IpAddress',
    Binary: 'BinaryEquals',
  };
  return `${set === undefined ? '' : `${set}:`}${names[type]}${ifExists ? 'IfExists' : ''}`;
}

function* checkValues(known: KnownCondition): Generator<Finding> {
  const { policy, statement, condition, operator, key } = known;
  const form = FORMS[operator.base.kind];
  // What S3's encryption context must be is another rule's matter.
  if (!form || /^kms:EncryptionContext:/.test(key.name)) return;
  for (const value of knownTexts(condition.values)) {
    if (value.text === '' || hasPlaceholder(value.text) || form.accepts(value.text)) continue;
    const result =
      operator.base.kind === 'Null'
        ? 'the condition does not ask what was meant'
        : condition.values.length === 1
          ? whenNoValueMatches(statement.effect, operator)
          : 'it is never equal to what a request has';
    const message = `"${value.text}" is not ${form.words}, which is what "${condition.operator.text}" compares: ${result}. Write ${form.advice}.`;
    const meant = form.meant?.(value);
    yield findingAt(policy.file, value, message, {
      fixes: meant === undefined ? [] : [replaceText(policy.file, value, meant, { safe: false })],
    });
  }
}

interface ValueForm {
  readonly words: string;
  readonly advice: string;
  readonly accepts: (text: string) => boolean;
  readonly meant?: (value: StringValue) => string | undefined;
}

const BOOL: ValueForm = {
  words: 'true or false',
  advice: '"true" or "false"',
  accepts: (text) => /^(true|false)$/i.test(text),
  meant: ({ text }) =>
    /^(yes|y|on|1)$/i.test(text) ? 'true' : /^(no|n|off|0)$/i.test(text) ? 'false' : undefined,
};
const FORMS: Readonly<Partial<Record<BaseOperator['kind'], ValueForm>>> = {
  Bool: BOOL,
  Null: BOOL,
  Numeric: {
    words: 'a number',
    advice: 'digits alone',
    accepts: (text) => /^[+-]?\d+(\.\d+)?$/.test(text),
  },
  Date: {
    words: 'a time',
    advice: 'it as "2030-01-31T00:00:00Z"',
    accepts: (text) => /^\d+$|^\d{4}-\d{2}(-\d{2})?/.test(text),
  },
  ARN: {
    words: 'an ARN',
    advice: 'the whole ARN, which begins with "arn:"',
    accepts: (text) => hasWildcard(text) || text.startsWith('arn:'),
  },
};
