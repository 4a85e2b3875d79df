import { lacks } from '../../model/elements';
import type { Model } from '../../model/model';
import type { PolicyKind } from '../../model/policy';
import { isAttached, statementHead, statementsOf, type PolicyStatement } from '../../model/policy-scope';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const OF: Readonly<Partial<Record<PolicyKind, string>>> = {
  key: "a key's policy",
  bucket: "a bucket's policy",
  trust: "a role's trust policy",
};

/** A resource's policy says who; an identity's policy is about whoever has it. */
export const rule: Rule = {
  meta: {
    id: 'iam-principal-element',
    severity: 'error',
    perPolicy: true,
    title: "A resource's policy has a statement without Principal, or an identity's policy has one",
    why: 'The policy of a key, a bucket or a role needs a principal in every statement, or AWS refuses it (`MalformedPolicyDocumentException`, `MalformedPolicy`). The policy of a user, group or role can have none: its principal is whoever has it.',
    fix: "Add `Principal` to the statements of a resource's policy; take it out of an identity's policy.",
    sources: [
      'IAM User Guide, "AWS JSON policy elements: Principal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)',
      'KMS Developer Guide, "Creating a key policy" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
    ],
  },
  *check(model) {
    yield* missing(model);
    yield* misplaced(model);
  },
};

function* missing(model: Model): Generator<Finding> {
  for (const { policy, statement } of statementsOf(model, 'key', 'bucket', 'trust')) {
    if (!lacks(statement, 'Principal', 'NotPrincipal')) continue;
    yield {
      file: policy.file,
      range: statementHead(statement),
      message: `The statement has no Principal, and stands in ${OF[policy.kind] ?? 'a policy of a resource'}: AWS refuses it as malformed. Add the principal whom it is about.`,
    };
  }
}

function* misplaced(model: Model): Generator<Finding> {
  for (const { policy, statement } of statementsOf(model, 'identity')) {
    const entry = statement.principalEntry ?? statement.notPrincipalEntry;
    if (!entry || !certainlyIdentity({ policy, statement })) continue;
    const message = `"${entry.key.text}" has no place in the policy of a user, group or role: AWS refuses it as malformed. Take it out; the principal is whoever has the policy.`;
    yield findingAt(policy.file, entry.key, message);
  }
}

function certainlyIdentity({ policy }: PolicyStatement): boolean {
  return isAttached(policy) && policy.holders.every(({ resource }) => resource.type.startsWith('aws_iam_'));
}
