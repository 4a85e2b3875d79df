import { deniesChangeToAll, isAdministration, mayChangePolicy } from '../../model/lock-out';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isAttached, isIamPolicy, policyHead, statementHead } from '../../model/policy-scope';
import { booleanOf } from '../../model/truth';
import { isInVariable } from '../../model/variables';
import { entryOf, findEntry, textOf } from '../../syntax/inspect';
import type { Finding, Rule, Severity } from '../rule';

/** A key's policy that lets nobody change it makes the key unmanageable; KMS refuses it unless told not to check. */
export const rule: Rule = {
  meta: {
    id: 'kms-policy-lockout',
    severity: 'error',
    perPolicy: true,
    title: "A key's policy that lets nobody change it",
    why: 'A key is ruled by its policy alone: neither the root user nor an administrator of the account has any access that the policy does not give. KMS refuses a policy with which its caller could not call `PutKeyPolicy` again ("The new key policy will not allow you to update the key policy in the future."). With the check switched off it is accepted, and only AWS Support can then help.',
    fix: 'Add the statement that every default policy has: `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::<key\'s account>:root" }, "Action": "kms:*", "Resource": "*" }`. A list of actions for administrators does too, with `kms:Put*` in it.',
    sources: [
      'KMS API Reference, PutKeyPolicy (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html)',
      'KMS Developer Guide, "Default key policy" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)',
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      if (policy.kind !== 'key' || !isWhole(policy) || !isIamPolicy(policy)) continue;
      const finding = checkPolicy(policy, model);
      if (finding && !isInVariable(finding.range, policy.file.path, model)) yield finding;
    }
  },
};

/**
 * Whether the policy is what a key gets: one that a key in view has, or a file of its own. A document that nothing
 * in view uses may be merged into another.
 */
function isWhole(policy: Policy): boolean {
  if (!policy.complete || policy.statements.length === 0) return false;
  return isAttached(policy) || (policy.file.language === 'json' && policy.file.root === policy.node);
}

function checkPolicy(policy: Policy, model: Model): Finding | undefined {
  const { file, statements } = policy;
  const denial = statements.find(deniesChangeToAll);
  if (denial) {
    const message = `The statement denies kms:PutKeyPolicy to everybody, always: nobody could change the policy again, and ${refusal(policy)}. Leave the administrators of the key out by a condition.`;
    return { file, range: statementHead(denial), message, severity: severityOf(policy) };
  }
  if (statements.some((statement) => mayChangePolicy(policy, statement, model))) return undefined;
  const message = `No statement lets anybody in the key's account change this policy (kms:PutKeyPolicy): ${refusal(policy)}. Add a statement that allows "kms:*" to "arn:aws:iam::<key's account>:root".`;
  return { file, range: policyHead(policy), message, severity: severityOf(policy) };
}

function refusal(policy: Policy): string {
  return skipsCheck(policy)
    ? 'with the safety check switched off KMS accepts it, and only AWS Support can undo that'
    : 'KMS refuses it as the policy of a key ("will not allow you to update the key policy in the future")';
}

/** Some of what stands in a file of its own is an example, or a part to be pasted into a policy. */
function severityOf(policy: Policy): Severity {
  if (isAttached(policy)) return skipsCheck(policy) ? 'warning' : 'error';
  const { statements, node } = policy;
  const isAllOfIt =
    statements.length > 2 ||
    statements.some(isAdministration) ||
    /^key-/.test(textOf(entryOf(node, 'Id')) ?? '');
  return isAllOfIt ? 'warning' : 'note';
}

function skipsCheck({ holders }: Policy): boolean {
  return holders.some(
    ({ resource }) =>
      booleanOf(findEntry(resource.body, 'bypass_policy_lockout_safety_check')?.value) === true,
  );
}
