/**
 * What the identity policy of the grant's administrator in account A says. Across accounts the key policy and the
 * caller's own policy must both allow the call (KMS Developer Guide, "Allowing users in other accounts to use a
 * KMS key").
 */
import { policyDocument, type PolicyDocument } from './document';

/** The policy for whoever creates, lists and revokes the grants. @param keyArns full ARNs of the keys */
export function grantAdministratorPolicy(keyArns: readonly string[]): PolicyDocument {
  return policyDocument([
    {
      Sid: 'GrantsForFileSystem',
      Effect: 'Allow',
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant', 'kms:DescribeKey'],
      Resource: keyArns,
    },
  ]);
}
