import { principalsOf, UNIQUE_ID, WITH_PRINCIPALS } from '../../model/principals';
import { outsideVariables } from '../../model/variables';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';
import type { Model } from '../../model/model';

/** `AIDA…` and `AROA…` stand where a deleted user or role was. */
export const rule: Rule = {
  meta: {
    id: 'iam-principal-deleted',
    severity: 'warning',
    perPolicy: true,
    title: 'A principal is the unique id of a deleted user or role',
    why: "AWS keeps principals by their unique ids and shows them as ARNs. Once a user or role is deleted, the id shows instead; a new one of the same name has another id and is not allowed anything. A file system that is replaced has a new role, so that the old one's id stays behind. KMS refuses to save a policy that still has such an id.",
    fix: 'Write the ARN of the user or role that exists now, or take the id out.',
    sources: [
      'IAM User Guide, "AWS JSON policy elements: Principal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)',
      'AWS re:Post, "Policy contains a statement with one or more invalid principals" (https://repost.aws/knowledge-center/kms-policy-error-invalid-principals)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const { type, text, value, policy } of principalsOf(model, ...WITH_PRINCIPALS)) {
    if (type !== 'AWS' || !UNIQUE_ID.test(text)) continue;
    const who = text.startsWith('AROA') ? 'role' : 'user';
    const message = `"${text}" is the id of a deleted ${who}: it allows nobody anything, and AWS refuses to save the policy with it. Write the ARN of the ${who} that exists now, or take it out.`;
    yield findingAt(policy.file, value, message);
  }
}
