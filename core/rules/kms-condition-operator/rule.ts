import { conditionKeyStatus } from '../../facts/condition-keys';
import { parseConditionOperator } from '../../facts/condition-operators';
import type { Policy } from '../../model/policy';
import { isIamPolicy } from '../../model/policy-scope';
import type { Entry } from '../../syntax/value';
import { renameToken } from '../condition-fixes';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Condition operators that do not exist, and keys in the place of one. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-operator',
    severity: 'error',
    perPolicy: true,
    title: 'A condition operator that does not exist, or none at all',
    why: 'AWS refuses a policy whose `Condition` has another operator than its own: `MalformedPolicyDocumentException` from KMS, `MalformedPolicy` from S3, and that only when the policy is applied.',
    fix: 'Write one of the operators, such as `StringEquals`, `StringLike`, `ArnLike`, `Bool` or `Null`, with `ForAllValues:` or `ForAnyValue:` before it where the key has several values, and `IfExists` behind it (never behind `Null`) where it may be missing. The keys stand under it.',
    sources: [
      'IAM User Guide, "IAM JSON policy elements: Condition operators" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)',
    ],
  },
  *check({ policies }) {
    for (const policy of policies.filter(isIamPolicy)) {
      for (const { conditionEntry } of policy.statements) {
        if (conditionEntry?.value.kind !== 'object') continue;
        for (const entry of conditionEntry.value.entries) yield* checkOperator(policy, entry);
      }
    }
  },
};

function* checkOperator(policy: Policy, { key, value }: Entry): Generator<Finding> {
  const { file } = policy;
  const parsed = parseConditionOperator(key.text);
  if (!/^[\w:./-]+$/.test(key.text)) return;
  if (value.kind === 'string' || value.kind === 'list' || value.kind === 'boolean') {
    const message =
      parsed.status === 'known'
        ? `"${key.text}" has a value and no condition key: AWS refuses the policy. Write the key between them: "${key.text}": { "kms:ViaService": … }.`
        : isKey(key.text)
          ? `"${key.text}" is a condition key and stands where an operator belongs: AWS refuses the policy. Put it under one: "StringEquals": { "${key.text}": … }.`
          : undefined;
    if (message !== undefined) yield findingAt(file, key, message);
    return;
  }
  if (parsed.status === 'known' || (value.kind !== 'object' && parsed.nearest === undefined)) return;
  if (isKey(key.text)) {
    const message = `"${key.text}" is a condition key and stands where an operator belongs: AWS refuses the policy. Write the operator outside and the key within: "StringEquals": { "${key.text}": … }.`;
    yield findingAt(file, key, message);
    return;
  }
  const { nearest, part } = parsed;
  const why =
    part === 'if-exists' && /^null/i.test(key.text)
      ? '"Null" already asks whether the key is there, and takes no "IfExists"'
      : `"${key.text}" is no condition operator`;
  const advice =
    nearest === undefined
      ? 'Write an operator such as "StringEquals" or "StringLike".'
      : `Write "${nearest}".`;
  yield findingAt(file, key, `${why}: AWS refuses the policy. ${advice}`, {
    fixes: nearest === undefined ? [] : renameToken(policy, key, nearest, { safe: true }),
  });
}

function isKey(text: string): boolean {
  return text.includes(':') && conditionKeyStatus(text) === 'known';
}
