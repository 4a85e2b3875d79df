import type { Model } from '../../model/model';
import { isAttached, statementsOf } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { textOf } from '../../syntax/inspect';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** In an identity's policy `kms:*` on everything reaches every key whose policy lets the account in. */
export const rule: Rule = {
  meta: {
    id: 'iam-kms-everything',
    severity: 'note',
    perPolicy: true,
    title: "An identity's policy allows all of KMS on every key",
    why: 'In an identity\'s policy `"Resource": "*"` is every key, those of other accounts included that have shared them with this one. With `kms:*` whoever has the policy can also schedule the deletion of keys and change their policies.',
    fix: 'Name the actions, and the keys by their ARNs: for the administrator of grants `kms:CreateGrant`, `kms:ListGrants`, `kms:RevokeGrant` and `kms:DescribeKey` on the key.',
    sources: [
      'KMS Developer Guide, "Best practices for IAM policies" (https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const { policy, statement } of statementsOf(model, 'identity')) {
    const { effect, action, resource, conditionEntry } = statement;
    const isWhole = isAttached(policy) || policy.file.language === 'json';
    if (!isWhole || effect !== 'Allow' || conditionEntry || !resource) continue;
    if (!resource.items.some((item) => textOf(item) === '*')) continue;
    const all = action?.items.find((item) => textOf(item)?.toLowerCase() === 'kms:*');
    if (!all) continue;
    const message =
      'This allows all of KMS on every key, those that other accounts share included: deleting them and changing their policies as well. Name the actions, and the keys by their ARNs.';
    yield findingAt(policy.file, all, message);
  }
}
