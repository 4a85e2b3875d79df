import { isIamPolicy, isMadeByDataSource, valuesOfPolicy } from '../../model/policy-scope';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';
import type { ObjectValue } from '../../syntax/value';
import type { SourceFile } from '../../syntax/source-file';

/** Names of an object that are compared one by one. */
const FEW = 12;

/** An object of a policy can have each name once; a second one of it takes the place of the first, or is refused. */
export const rule: Rule = {
  meta: {
    id: 'iam-element-repeated',
    severity: 'warning',
    perPolicy: true,
    title: 'A name stands twice in one object of a policy',
    why: 'IAM\'s grammar allows each name once in a statement, a principal or a condition. Some services refuse the policy; Terraform and most JSON writers keep the last one and drop the first without a word. A second `"StringEquals"` block so takes away the conditions of the first, and the statement allows more than it seems to.',
    fix: 'Put both into one: one operator can hold several keys, and one key several values.',
    sources: [
      'IAM User Guide, "Grammar of the IAM JSON policy language" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)',
    ],
  },
  *check({ policies }) {
    for (const policy of policies) {
      // The data source puts its blocks together.
      if (!isIamPolicy(policy) || isMadeByDataSource(policy)) continue;
      for (const value of valuesOfPolicy(policy)) {
        if (value.kind === 'object' && mayRepeat(value)) yield* repeatedNames(policy.file, value);
      }
    }
  },
};

/** A look that needs no set: nearly every object has few names. */
function mayRepeat({ entries }: ObjectValue): boolean {
  if (entries.length > FEW) return true;
  for (let later = 1; later < entries.length; later++) {
    for (let index = 0; index < later; index++) {
      if (entries[index]?.key.text === entries[later]?.key.text) return true;
    }
  }
  return false;
}

function* repeatedNames(file: SourceFile, { entries }: ObjectValue): Generator<Finding> {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (seen.has(key.text)) {
      const message = `"${key.text}" stands here for the second time: AWS refuses the policy, or what the first one says is lost. Put both into one.`;
      yield findingAt(file, key, message);
    }
    seen.add(key.text);
  }
}
