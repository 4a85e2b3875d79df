import { KEY_POLICY_MAX_BYTES } from '../../facts/kms';
import { isIamPolicy, policyHead } from '../../model/policy-scope';
import { compactBytes, policyBytes } from '../../model/policy-bytes';
import type { Rule } from '../rule';

/** A key's policy can have 32 KiB, a limit that can't be raised. */
export const rule: Rule = {
  meta: {
    id: 'kms-policy-size',
    severity: 'error',
    perPolicy: true,
    title: "A key's policy is longer than KMS accepts",
    why: "A key's policy can have 32,768 bytes. KMS refuses a longer one (`LimitExceededException`), and the limit can't be raised. Terraform sends the policy without spaces and line breaks; `aws kms put-key-policy --policy file://…` sends the file as it is.",
    fix: 'Put statements together that differ in nothing but the principal, name an account or `aws:PrincipalOrgID` instead of many roles, and use grants for single roles: a key can have 50,000.',
    sources: [
      'KMS API Reference, PutKeyPolicy (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html)',
      'KMS Developer Guide, "Creating a key policy" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
    ],
  },
  *check({ policies }) {
    for (const policy of policies) {
      if (policy.kind !== 'key' || !isIamPolicy(policy)) continue;
      const bytes = policyBytes(policy);
      if (bytes <= KEY_POLICY_MAX_BYTES) continue;
      const compact = compactBytes(policy.node);
      const advice =
        compact <= KEY_POLICY_MAX_BYTES
          ? `Without spaces and line breaks it has ${number(compact)}: send it in that form.`
          : 'Put statements together, or use grants for single roles.';
      yield {
        file: policy.file,
        range: policyHead(policy),
        message: `The policy has ${number(bytes)} bytes, and a key's policy can have ${number(KEY_POLICY_MAX_BYTES)}: KMS refuses it with LimitExceededException. ${advice}`,
      };
    }
  },
};

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
