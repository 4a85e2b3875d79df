import { mayChangePolicy } from '../../model/lock-out';
import type { Model } from '../../model/model';
import { KEY_RESOURCES } from '../../model/key-target';
import { booleanOf } from '../../model/truth';
import { outsideVariables } from '../../model/variables';
import { findEntry } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { findingAt } from '../finding';
import type { Finding, Rule, Severity } from '../rule';

/** The switch that turns off KMS's check against a policy that nobody can change. */
export const rule: Rule = {
  meta: {
    id: 'kms-lockout-bypass',
    severity: 'warning',
    title: 'The check against locking everybody out of a key is switched off',
    why: "KMS refuses a key's policy with which its caller could not change it again. `bypass_policy_lockout_safety_check` switches this off: the next slip in the policy is accepted, and then only AWS Support can help. A note where the policy in view does let somebody change it.",
    fix: 'Take the setting out. If KMS then refuses the policy, the policy lacks a statement for whoever applies it.',
    sources: [
      'KMS API Reference, PutKeyPolicy, "BypassPolicyLockoutSafetyCheck" (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const located of model.resources(...KEY_RESOURCES, 'aws_kms_key_policy')) {
    const entry = findEntry(located.resource.body, 'bypass_policy_lockout_safety_check');
    if (!entry || booleanOf(entry.value) !== true) continue;
    const message =
      "This switches off KMS's check that somebody can still change the policy: a slip in it locks everybody out of the key. Take it out.";
    yield findingAt(located.file, entry.value, message, { severity: severityOf(located, model) });
  }
}

function severityOf({ resource }: Located, model: Model): Severity {
  const policy = model.policies.find(({ holders }) => holders.some((holder) => holder.resource === resource));
  const isSafe = policy?.complete && policy.statements.some((one) => mayChangePolicy(policy, one, model));
  return isSafe ? 'note' : 'warning';
}
