import { principalsOf, WITH_PRINCIPALS, type NamedPrincipal } from '../../model/principals';
import { outsideVariables } from '../../model/variables';
import { HOLE } from '../../syntax/text-map';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** In a principal, `*` stands for everybody or is no wildcard at all. */
export const rule: Rule = {
  meta: {
    id: 'iam-principal-wildcard',
    severity: 'error',
    perPolicy: true,
    title: "A principal's ARN has a wildcard",
    why: 'AWS takes `*` as a whole principal only. Within an ARN it matches nothing: KMS refuses the policy ("Policy contains a statement with one or more invalid principals"), S3 as well ("Invalid principal in policy"). The name of a file system\'s role holds the file system\'s id, so that a pattern for it is often wanted.',
    fix: 'Name the account, and narrow it by a condition: `"ArnLike": { "aws:PrincipalArn": "<pattern>" }`. For a key in the file system\'s own account take `"AWS": "*"` with that condition and `kms:CallerAccount`, because an account only delegates to its own policies, and the file system\'s role has none for KMS.',
    sources: [
      'IAM User Guide, "AWS JSON policy elements: Principal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(principalsOf(model, ...WITH_PRINCIPALS)), model);
  },
};

function* findings(principals: Iterable<NamedPrincipal>): Generator<Finding> {
  for (const { type, text, value, policy, arn } of principals) {
    if (type !== 'AWS' || text === '*' || !/[*?]/.test(text)) continue;
    const shown = text.replaceAll(HOLE, '${…}');
    const account = arn?.account ?? '';
    const owner = /^\d{12}$/.test(account)
      ? `"arn:${arn?.partition ?? 'aws'}:iam::${account}:root"`
      : 'the account';
    const message = `"${shown}" has a wildcard, and a principal can't be a pattern: AWS refuses the policy with "invalid principal". Name ${owner}, and add "ArnLike": { "aws:PrincipalArn": "${shown}" } to the conditions.`;
    yield findingAt(policy.file, value, message);
  }
}
