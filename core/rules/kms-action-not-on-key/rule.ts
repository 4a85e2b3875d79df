import { findAction } from '../../facts/actions';
import { actsOnKey } from '../../facts/cross-account';
import { knownTexts } from '../../model/conditions';
import type { Model } from '../../model/model';
import { statementsOf, type PolicyStatement } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { hasWildcard } from '../../facts/wildcards';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A key's policy decides about calls on that key: others are decided elsewhere. */
export const rule: Rule = {
  meta: {
    id: 'kms-action-not-on-key',
    severity: 'note',
    perPolicy: true,
    title: "An action in a key's policy that no key decides about",
    why: "A key's policy is about one key. `kms:CreateKey`, `kms:ListKeys` or `kms:ListAliases` are about none, and `s3:GetObject` is about an object: in a key's policy they have no effect, and AWS does not say so.",
    fix: "Put them into the identity policy of whoever is to have them. S3's actions belong into the bucket's policy.",
    sources: [
      'KMS Developer Guide, "AWS KMS permissions" (https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html)',
    ],
  },
  *check(model: Model) {
    for (const found of statementsOf(model, 'key')) yield* outsideVariables(findings(found), model);
  },
};

function* findings({ policy, statement }: PolicyStatement): Generator<Finding> {
  for (const value of knownTexts(statement.action?.items ?? [])) {
    const action = findAction(value.text);
    if (hasWildcard(value.text) || !action || actsOnKey(action.name)) continue;
    const isKms = action.service === 'kms';
    const message = isKms
      ? `"${value.text}" is about no single key: in a key's policy it has no effect. Allow it in an identity policy.`
      : `"${value.text}" is no action of KMS: in a key's policy it has no effect. Allow it in the policy of the resource that it is about, or in an identity policy.`;
    yield findingAt(policy.file, value, message, isKms ? {} : { severity: 'warning' });
  }
}
