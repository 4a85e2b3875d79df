import { grantsOf } from '../../model/grant';
import { principalFinding } from '../grant-principal';
import type { Rule } from '../rule';

/** A grant is for one principal, named by its ARN. */
export const rule: Rule = {
  meta: {
    id: 'grant-grantee',
    severity: 'error',
    title: 'The grantee of a grant is of no form that KMS accepts',
    why: 'KMS looks the grantee up when the grant is made. A bare name, a pattern, or the address of a Terraform resource in quotes is nobody: `CreateGrant` ends in `InvalidArnException`, long after the plan looked right.',
    fix: 'Write the whole ARN of the role, path included, or a reference without quotes.',
    sources: [
      'KMS API Reference, CreateGrant, "GranteePrincipal" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const { located, grantee } of grantsOf(model)) {
      const finding = principalFinding(located.file, grantee);
      if (finding) yield finding;
    }
  },
};
