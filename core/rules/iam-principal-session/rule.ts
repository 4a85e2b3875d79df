import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import type { Model } from '../../model/model';
import { principalsOf, WITH_PRINCIPALS } from '../../model/principals';
import { outsideVariables } from '../../model/variables';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A session is one use of a role: as a principal it is narrower than the role, and seldom what is meant. */
export const rule: Rule = {
  meta: {
    id: 'iam-principal-session',
    severity: 'note',
    perPolicy: true,
    title: "A principal is a session of a file system's role, not the role",
    why: 'CloudTrail shows who called as `arn:aws:sts::…:assumed-role/AWSServiceRoleForFSxS3Access_fs-…/FSx`. Copied into a policy, this names that one session. It works as long as FSx calls its sessions `FSx`, which AWS shows and does not promise; a grant takes the role.',
    fix: "Name the role itself: `arn:aws:iam::<account>:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<file system's id>`.",
    sources: [
      'IAM User Guide, "AWS JSON policy elements: Principal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)',
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const { arn, text, value, policy } of principalsOf(model, ...WITH_PRINCIPALS)) {
    if (arn?.service !== 'sts' || !arn.resource.startsWith(`assumed-role/${S3_DATA_SOURCE_ROLE_PREFIX}`))
      continue;
    // A pattern has a rule of its own.
    if (/[*?]/.test(text)) continue;
    const message = `This is one session of the file system's role, as CloudTrail shows it: the statement is about calls of that session alone. Name the role, "role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/${arn.resource.split('/')[1] ?? ''}", if all of them are meant.`;
    yield findingAt(policy.file, value, message);
  }
}
