/** Whether the file system's role can use a key now, by what key policy and grants say. */
import type { GrantListEntry } from '@aws-sdk/client-kms';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import type { Unanswered } from './ask';
import { accessGrant, grantsForRole, keyPolicyOf } from './grants';
import { judgeRole, type Judgement, type KeyUse } from './judge';
import type { Verification } from './verification';

export type RoleKeyUse =
  | { status: 'judged'; judgements: Judgement[]; grants: GrantListEntry[]; keyPolicy: string | undefined }
  | Unanswered;

/**
 * Judges one use. Without the right to read the key policy, grants decide alone: that a Deny in the policy refuses
 * is then not seen.
 */
export async function roleKeyUse(
  on: Verification,
  bucket: ResolvedBucket,
  keyArn: string,
  uses: readonly KeyUse[],
): Promise<RoleKeyUse> {
  const grants = await grantsForRole(on, keyArn);
  if (grants.status !== 'answered') return grants;
  const policy = await keyPolicyOf(on, keyArn);
  if (policy.status !== 'answered' && policy.status !== 'refused') return policy;
  const keyPolicy = policy.status === 'answered' ? policy.answer : undefined;
  const policies = { keyArn, keyPolicy, grants: grants.answer.map(accessGrant) };
  const judgements = uses.flatMap((use) => judgeRole(on, bucket, policies, use));
  return { status: 'judged', judgements, grants: grants.answer, keyPolicy };
}

/** A grant as it is shown. */
export function shownGrant(grant: GrantListEntry): object {
  const { GrantId, Name, GranteePrincipal, IssuingAccount, Operations, Constraints, CreationDate } = grant;
  return { GrantId, Name, GranteePrincipal, IssuingAccount, Operations, Constraints, CreationDate };
}
