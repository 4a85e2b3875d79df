import { conditionsOn } from '../../model/conditions';
import type { Model } from '../../model/model';
import { outlined, rangeIn, type Outlined } from '../../model/outlined';
import type { Policy } from '../../model/policy';
import { statementsOf } from '../../model/policy-scope';
import { principalsOf, WITH_PRINCIPALS, type NamedPrincipal } from '../../model/principals';
import { roleArnProblem } from '../../model/service-linked-role';
import { outsideVariables } from '../../model/variables';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const FSX_ROLE = /:role\/aws-service-role\/fsx\.amazonaws\.com\/AWSServiceRoleForAmazonFSx$/;

/** The ARN of the role through which a file system reaches S3, in principals and conditions. */
export const rule: Rule = {
  meta: {
    id: 'iam-service-linked-role',
    severity: 'error',
    perPolicy: true,
    title: "The ARN of a file system's role is cut off, or has another path, service or name than the role",
    why: "A file system that is linked to S3 acts as a role of its own, `AWSServiceRoleForFSxS3Access_<file system's id>`, under the path `aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/`. The path is part of the ARN. KMS and S3 refuse a principal that does not exist (`MalformedPolicyDocumentException`, `Invalid principal in policy`); a condition with such an ARN never matches. `AWSServiceRoleForAmazonFSx` is another role: it manages network interfaces and reads no bucket.",
    fix: "Write `arn:aws:iam::<file system's account>:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<file system's id>`.",
    sources: [
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
      'FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(inPrincipals(model), model);
    yield* outsideVariables(inConditions(model), model);
  },
};

function* inPrincipals(model: Model): Generator<Finding> {
  for (const principal of principalsOf(model, ...WITH_PRINCIPALS)) {
    if (principal.type !== 'AWS') continue;
    const { policy, read, value } = principal;
    const found = problemAt(policy, read, 'AWS refuses the policy with "invalid principal"');
    if (found) yield found;
    else if (readsBucketAsFsx(principal)) {
      const message =
        'AWSServiceRoleForAmazonFSx manages network interfaces; it neither reads nor writes buckets, so that the file system is denied. Name the role of the file system, "role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<file system\'s id>".';
      yield findingAt(policy.file, value, message, { severity: 'warning' });
    }
  }
}

/** Conditions compare with the ARN of the role, patterns included. */
function* inConditions(model: Model): Generator<Finding> {
  for (const { policy, statement } of statementsOf(model, 'key', 'bucket', 'identity', 'unknown', 'guard')) {
    for (const key of ['aws:PrincipalArn', 'kms:GranteePrincipal']) {
      for (const { values } of conditionsOn(statement, key)) {
        for (const value of values) {
          const read = outlined(value);
          const found = read && problemAt(policy, read, `${key} never equals it`);
          if (found) yield found;
        }
      }
    }
  }
}

function problemAt({ file }: Policy, read: Outlined, consequence: string): Finding | undefined {
  const problem = roleArnProblem(read.text);
  if (!problem) return undefined;
  const { from, to, what, instead, text } = problem;
  const range = rangeIn(read, from, to);
  const title = text === undefined ? '' : from === to ? `Add "${text}"` : `Replace by "${text}"`;
  return {
    file,
    range: from === to ? rangeIn(read, from, read.text.length) : range,
    message: `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${consequence}. ${instead}`,
    fixes: text === undefined ? [] : [{ title, safe: true, edits: [{ file, range, text }] }],
  };
}

/** A statement that lets FSx's other role at a bucket, or at its key through S3. */
function readsBucketAsFsx({ text, policy, statement, negated }: NamedPrincipal): boolean {
  if (negated || statement.effect !== 'Allow' || !FSX_ROLE.test(text)) return false;
  if (policy.kind === 'bucket') return true;
  return (
    policy.kind === 'key' &&
    statement.conditions.some(({ key }) => /^kms:EncryptionContext:aws:s3:arn$/i.test(key.text))
  );
}
