/** What to change so that a request is allowed: a sentence for each request that a step needs. */
import type { RequestResult } from './result';
import { parseArn, s3ViaService } from '../facts/arns';
import { isKnownText } from './world/text';
import type { WorldLink } from './world/world';

/** A sentence that says what to write, or undefined where the reasons say it all. */
export function adviceFor(request: RequestResult, link: WorldLink): string | undefined {
  const { action, because, denial, principal } = request;
  const { bucket, fileSystem, key } = link;
  const isRole = principal === fileSystem.sessionArn;
  if (denial === 'explicit') {
    return because.includes('scp')
      ? 'A service control policy has the deny: except the caller from it, or let the owner of the organization do so.'
      : `Take the deny back for this caller, for example by ArnNotLike on aws:PrincipalArn with ${isRole ? fileSystem.roleArn : arnText(principal)}.`;
  }
  if (action.startsWith('s3:')) {
    return `Allow ${short(action)} on ${action === 's3:ListBucket' ? bucket.arn : `${bucket.arn}/*`} to account ${fileSystem.account} (or to ${fileSystem.roleArn} and to whoever links the file system) in the policy of ${bucket.name}.`;
  }
  if (action === 'kms:CreateGrant') {
    return `Allow kms:CreateGrant to account ${fileSystem.account} in a statement of its own in the key policy: without kms:ViaService and kms:GrantIsForAWSResource, narrowed by kms:GranteePrincipal and kms:GrantOperations.`;
  }
  if (action === 'kms:DescribeKey') {
    return `Allow kms:DescribeKey to account ${parseArn(principal)?.account ?? 'of the caller'}, without conditions, in the key policy.`;
  }
  if (isRole && key?.account === fileSystem.account) {
    return `Name ${fileSystem.roleArn} (or "*" narrowed by aws:PrincipalArn) in the key policy with ${action} and kms:ViaService = ${s3ViaService(bucket.region)}: the account alone only delegates to identity policies, and the role's holds no kms action.`;
  }
  if (isRole) {
    return `Give ${fileSystem.roleArn} a grant on ${key?.arn ?? 'the key'} with ${action.slice(4)}, created by account ${fileSystem.account} (aws_kms_grant in its Terraform).`;
  }
  return `Allow ${action} to the caller's account in the key policy, with kms:ViaService = ${s3ViaService(bucket.region)} and kms:EncryptionContext:aws:s3:arn = ${bucket.arn} and ${bucket.arn}/*.`;
}

/** An ARN to write; an administrator's is not in view. */
function arnText(principal: string): string {
  return isKnownText(principal) ? principal : "the caller's ARN";
}

function short(action: string): string {
  return action === 's3:ListBucket' ? 's3:List* and s3:Get*' : action;
}
