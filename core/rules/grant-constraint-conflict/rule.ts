import { CONSTRAINT_KINDS, grantsOf } from '../../model/grant';
import { findEntry } from '../../syntax/inspect';
import type { ObjectValue } from '../../syntax/value';
import type { Rule } from '../rule';

/** A grant takes one constraint on the encryption context: equal to, or containing. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-conflict',
    severity: 'error',
    title: 'A grant has both kinds of constraints on the encryption context',
    why: 'KMS takes `EncryptionContextEquals` or `EncryptionContextSubset`, one of them: with both it answers `ValidationException` ("More than one constraint supplied"). Terraform finds out at apply.',
    fix: 'Keep one. `encryption_context_subset` asks for the pairs that it lists and lets others be; `encryption_context_equals` allows no others.',
    sources: [
      'KMS API Reference, GrantConstraints (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html)',
    ],
  },
  *check(model) {
    for (const { located, constraints } of grantsOf(model)) {
      const kinds = constraints.flatMap((block) =>
        CONSTRAINT_KINDS.flatMap((name) => (isSet(block, name) ? (findEntry(block, name) ?? []) : [])),
      );
      const [first, second] = kinds;
      if (!first || !second) continue;
      yield {
        file: located.file,
        range: second.key.range,
        message: `The grant has ${first.key.text} and ${second.key.text}: KMS takes one constraint and refuses the grant with "More than one constraint supplied". Keep one of them.`,
        related: [{ file: located.file, range: first.key.range, message: 'The other constraint' }],
      };
    }
  },
};

/** What is null, or an empty map (as plans have it), is not there. */
function isSet(block: ObjectValue, name: string): boolean {
  const value = findEntry(block, name)?.value;
  if (value === undefined || value.kind === 'null' || value.kind === 'unknown') return false;
  return value.kind !== 'object' || value.entries.length > 0 || !value.complete;
}
