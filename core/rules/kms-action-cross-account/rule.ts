import { matchActions } from '../../facts/actions';
import { actsOnKey, worksCrossAccount } from '../../facts/cross-account';
import { knownTexts } from '../../model/conditions';
import { keyAccountOf, principalAccount } from '../../model/key-account';
import type { Model } from '../../model/model';
import { statementsOf, type PolicyStatement } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { textOf } from '../../syntax/inspect';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Another account can use a key and its grants; it can never manage the key. */
export const rule: Rule = {
  meta: {
    id: 'kms-action-cross-account',
    severity: 'error',
    perPolicy: true,
    title: 'An action for another account that never works across accounts',
    why: "Whatever a key's policy says, KMS lets principals of other accounts do no more than use the key (cryptographic operations), look at it (`DescribeKey`, `GetPublicKey`, `GetKeyRotationStatus`) and handle its grants. `PutKeyPolicy`, `ScheduleKeyDeletion`, `EnableKeyRotation` and the like end in `AccessDeniedException`.",
    fix: "Take the action out. To manage the key from another account, let its people assume a role in the key's account.",
    sources: [
      'KMS Developer Guide, "Allowing users in other accounts to use a KMS key" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html)',
    ],
  },
  *check(model) {
    for (const found of statementsOf(model, 'key')) {
      yield* outsideVariables(findings(found, model), model);
    }
  },
};

function* findings({ policy, statement }: PolicyStatement, model: Model): Generator<Finding> {
  const { effect, principals, principalsComplete, action } = statement;
  if (effect !== 'Allow' || !principalsComplete || !action) return;
  const accounts = new Set(
    principals.map(({ type, value }) => (type === 'AWS' ? principalAccount(textOf(value) ?? '') : undefined)),
  );
  const owner = keyAccountOf(policy, model);
  if (owner === undefined || accounts.size === 0 || accounts.has(undefined) || accounts.has(owner)) return;
  const others = [...accounts].map((account) => `"${account ?? ''}"`).join(' and ');
  for (const value of knownTexts(action.items)) {
    const covered = matchActions(value.text).filter(({ name }) => actsOnKey(name));
    if (covered.length === 0 || covered.some(({ name }) => worksCrossAccount(name) !== false)) continue;
    const message = `"${value.text}" does not work across accounts: the key is in account "${owner}", and KMS denies it to ${others} whatever the policy says. Take it out, or let them assume a role in the key's account.`;
    yield findingAt(policy.file, value, message);
  }
}
