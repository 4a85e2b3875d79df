import { z } from 'zod';
import { LEAST_GRANT_OPERATIONS, SYMMETRIC_GRANT_OPERATIONS } from '../../facts/kms';
import { partitionOfRegion } from '../../facts/regions';
import { principalProblem } from '../arn-problems';
import { field, type Report } from '../problem';
import type { Accounts } from './accounts';
import type { Bucket } from './buckets';
import type { FileSystem } from './file-system';

export const grantShape = z
  .strictObject({
    operations: field(
      z
        .array(z.enum(SYMMETRIC_GRANT_OPERATIONS))
        .min(1)
        .refine((list) => new Set(list).size === list.length, { message: 'names an operation twice' })
        .default([...LEAST_GRANT_OPERATIONS]),
      'What the grant allows. Reading needs Decrypt; exporting needs GenerateDataKey, and Decrypt for large files.',
      {
        reason:
          'CreateGrant takes operation names without "kms:" and without wildcards, and only those that a symmetric key has.',
        right: '["Decrypt", "GenerateDataKey", "DescribeKey"]',
      },
    ),
    adminPrincipalArn: field(
      z.string().optional(),
      'ARN of the role or user of account A that creates the grants (who deploys account A). Default: whoever the identity policies of account A allow.',
    ),
    attachPolicy: field(
      z.boolean().default(true),
      "Whether the policy that allows CreateGrant is attached to `adminPrincipalArn`. IAM Identity Center's roles can't take one.",
    ),
    retiringPrincipalArn: field(
      z.string().optional(),
      'ARN of a role or user of account A that may retire the grants.',
    ),
    constrainToBucket: field(
      z.boolean().default(false),
      'One grant for each bucket, with its ARN as encryption context. Needs Bucket Keys, and leaves objects from before Bucket Keys unreadable.',
    ),
  })
  .describe("The KMS grants for the file system's service-linked role.");

export type Grant = z.output<typeof grantShape>;

export const serviceLinkedRoleShape = field(
  z
    .string()
    .regex(/^(pattern|fs-[0-9a-f]{8,17})$/)
    .default('pattern'),
  "How policies name the file system's service-linked role: `pattern` (any file system of account A; everything deploys in one pass), or the exact file system id once it is known.",
  {
    reason: "the role's name ends with the file system's id.",
    right: '"pattern", or an id such as "fs-0123456789abcdef0"',
  },
);

/** Who creates and retires grants: roles or users of account A. */
export function checkGrantPrincipals(
  { grant, accounts, region }: { grant: Grant; accounts: Accounts; region: string },
  report: Report,
): void {
  const partition = partitionOfRegion(region);
  const account = accounts.fileSystem.id;
  for (const name of ['adminPrincipalArn', 'retiringPrincipalArn'] as const) {
    const arn = grant[name];
    if (arn === undefined) continue;
    const problem = principalProblem(arn, { partition, account, kinds: ['role', 'user'] });
    if (!problem) continue;
    report({
      path: ['grant', name],
      value: arn,
      problem,
      reason:
        name === 'adminPrincipalArn'
          ? 'the grant must be created from the account of the file system, and KMS refuses key policies with an invalid principal.'
          : 'CreateGrant answers InvalidArnException, or somebody outside account A could end the grant.',
      right: `"arn:${partition ?? 'aws'}:iam::${account}:role/NAME"`,
    });
  }
}

/** A grant narrowed to a bucket only fits objects whose encryption context is the bucket. */
export function checkGrantConstraint(
  { grant, buckets }: { grant: Grant; buckets: readonly Bucket[] },
  report: Report,
): void {
  if (!grant.constrainToBucket) return;
  buckets.forEach((bucket, index) => {
    if (bucket.bucketKeyEnabled) return;
    report({
      path: ['buckets', index, 'bucketKeyEnabled'],
      value: false,
      problem: 'stands beside grant.constrainToBucket: true',
      reason:
        "without Bucket Keys the encryption context is each object's own ARN, and a grant's constraint is compared literally, without wildcards: nothing could be read.",
      right: 'true, or grant.constrainToBucket: false',
    });
  });
}

/** Exact mode: the policies then name the creator of the associations too, so it must be known. */
export function checkExactMode(
  sections: { serviceLinkedRole: string; fileSystem: FileSystem; accounts: Accounts; grant: Grant },
  report: Report,
): void {
  const { serviceLinkedRole, fileSystem, accounts, grant } = sections;
  if (serviceLinkedRole === 'pattern') return;
  if (fileSystem.existingId !== undefined && fileSystem.existingId !== serviceLinkedRole) {
    report({
      path: ['serviceLinkedRole'],
      value: serviceLinkedRole,
      problem: `is another file system than fileSystem.existingId, ${fileSystem.existingId}`,
      reason: "the policies would allow a role that is not this file system's.",
      right: `"${fileSystem.existingId}", or "pattern"`,
    });
  }
  const creator =
    fileSystem.creatorPrincipalArn ?? accounts.fileSystem.assumeRoleArn ?? grant.adminPrincipalArn;
  if (creator === undefined) {
    report({
      path: ['fileSystem', 'creatorPrincipalArn'],
      value: undefined,
      problem: 'is missing for an exact service-linked role',
      reason:
        'FSx checks the bucket access of whoever creates an association, and a bucket policy for the role alone would lock that principal out.',
      right: 'the ARN of the role that deploys account A, here or in accounts.fileSystem.assumeRoleArn',
    });
  }
}
