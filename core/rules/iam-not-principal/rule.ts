import { isAttached, statementsOf } from '../../model/policy-scope';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** `NotPrincipal` is for denials: in an Allow it is everybody else there is. */
export const rule: Rule = {
  meta: {
    id: 'iam-not-principal',
    severity: 'error',
    perPolicy: true,
    title: 'NotPrincipal in a statement that allows',
    why: 'An Allow for everybody but somebody is an Allow for every account of AWS. AWS supports `NotPrincipal` with `"Effect": "Deny"` only.',
    fix: 'Name who is allowed under `Principal`. To keep somebody out, add a Deny with `aws:PrincipalArn` in its condition.',
    sources: [
      'IAM User Guide, "AWS JSON policy elements: NotPrincipal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)',
    ],
  },
  *check(model) {
    for (const { policy, statement } of statementsOf(
      model,
      'key',
      'bucket',
      'trust',
      'unknown',
      'identity',
    )) {
      const { notPrincipalEntry: entry, effect, principalEntry } = statement;
      if (!entry || principalEntry || effect !== 'Allow') continue;
      if (policy.kind === 'identity' && isAttached(policy)) continue;
      yield findingAt(
        policy.file,
        entry.key,
        'NotPrincipal in an Allow means everybody else in every account, and AWS supports it in a Deny only. Name who is allowed under "Principal".',
      );
    }
  },
};
