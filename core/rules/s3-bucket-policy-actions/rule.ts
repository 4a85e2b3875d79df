import { covers } from '../../model/covered-actions';
import {
  isInOneAccount,
  linkedBucketPolicies,
  resourceLevel,
  type LinkedBucketPolicy,
} from '../../model/file-system-statements';
import type { Model } from '../../model/model';
import type { Statement } from '../../model/statement';
import { textOf } from '../../syntax/inspect';
import { appendTexts } from '../attribute-fix';
import { findingAt } from '../finding';
import type { Finding, Rule, Severity } from '../rule';

interface Need {
  readonly action: string;
  readonly level: 'bucket' | 'objects';
  readonly lacks: string;
  /** How grave it is for a policy; undefined where it is not needed. */
  readonly severity: (linked: LinkedBucketPolicy) => Severity | undefined;
}

const ALWAYS = (): Severity => 'error';

/** The role's actions without which the link cannot be made, or not used. */
const NEEDS: readonly Need[] = [
  { action: 's3:ListBucket', level: 'bucket', lacks: 'FSx cannot list the bucket', severity: ALWAYS },
  {
    action: 's3:GetBucketAcl',
    level: 'bucket',
    lacks: 'FSx cannot validate its access to the bucket',
    severity: ALWAYS,
  },
  {
    action: 's3:PutBucketNotification',
    level: 'bucket',
    lacks: 'automatic import cannot be set up',
    severity: ({ links }) =>
      links.length === 0 ? 'warning' : links.some(({ autoImport }) => autoImport) ? 'error' : undefined,
  },
  { action: 's3:GetObject', level: 'objects', lacks: 'the file system cannot read', severity: ALWAYS },
  {
    action: 's3:PutObject',
    level: 'objects',
    lacks: 'exports fail',
    // A policy without any writing is for a file system that only reads.
    severity: ({ possible }) =>
      possible.some(
        (statement) => covers(statement, 's3:DeleteObject') || covers(statement, 's3:AbortMultipartUpload'),
      )
        ? 'warning'
        : undefined,
  },
];

/** What the role of a file system does at its bucket, the policy has to allow when the bucket is another account's. */
export const rule: Rule = {
  meta: {
    id: 's3-bucket-policy-actions',
    severity: 'error',
    title: 'A bucket policy for a file system lacks an action that it needs',
    why: 'FSx looks at the bucket\'s list and ACL before it makes a link, and puts a notification on it for automatic import. Without `s3:ListBucket` and `s3:GetBucketAcl` it says "unable to validate access to the S3 bucket"; without `s3:PutBucketNotification` the association becomes `MISCONFIGURED`.',
    fix: 'Allow what the role itself is allowed: `s3:Get*`, `s3:List*` and `s3:PutBucketNotification` on the bucket; `s3:Get*`, `s3:List*`, `s3:PutObject`, `s3:DeleteObject` and `s3:AbortMultipartUpload` on its objects.',
    sources: [
      'FSx for Lustre User Guide, "Cannot create a file system that is linked to an S3 bucket" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/s3-validation-error.html)',
      'FSx for Lustre User Guide, "AWS managed policies for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/security-iam-awsmanpol.html)',
    ],
  },
  *check(model) {
    for (const linked of linkedBucketPolicies(model)) yield* checkPolicy(linked, model);
  },
};

function* checkPolicy(linked: LinkedBucketPolicy, model: Model): Generator<Finding> {
  const { policy, own, possible, links } = linked;
  if (!policy.complete || !possible.every(areActionsKnown) || isInOneAccount(linked, model)) return;
  const missing = NEEDS.flatMap((need) => {
    const severity = need.severity(linked);
    const atLevel = possible.filter((statement) => reaches(statement, need.level, linked, model));
    // Without a statement for the bucket or its objects, the resource is missing, not the action.
    const lacks = atLevel.length > 0 && !atLevel.some((statement) => covers(statement, need.action));
    return severity !== undefined && lacks ? [{ ...need, grade: severity }] : [];
  });
  const [first] = missing;
  const statement =
    own.find((candidate) => first && reaches(candidate, first.level, linked, model)) ?? own[0];
  if (!first || !statement?.action) return;
  const names = missing.map(({ action }) => `"${action}"`).join(' and ');
  const message = `The policy does not allow the file system ${names}: ${missing.map(({ lacks }) => lacks).join(', and ')}. Add ${missing.length === 1 ? 'it' : 'them'}.`;
  const atOneLevel = missing.every(({ level }) => level === first.level);
  const isError = missing.some(({ grade }) => grade === 'error');
  yield findingAt(policy.file, statement.action.entry.value, message, {
    ...(isError ? {} : { severity: 'warning' as const }),
    related: links.map(({ located }) => ({
      file: located.file,
      range: located.resource.head,
      message: 'The link',
    })),
    fixes: atOneLevel
      ? appendTexts(
          policy.file,
          statement.action.entry.value,
          missing.map(({ action }) => action),
        )
      : [],
  });
}

function areActionsKnown({ action, notAction }: Statement): boolean {
  return !notAction && !!action?.complete && action.items.every((item) => textOf(item) !== undefined);
}

function reaches(
  { resource, notResource }: Statement,
  level: Need['level'],
  { policy }: LinkedBucketPolicy,
  model: Model,
): boolean {
  if (notResource || !resource?.complete) return true;
  return resource.items.some((item) => {
    const found = resourceLevel(item, policy, model);
    return found === level || found === 'both' || found === 'unknown';
  });
}
