import { given } from '../../model/configuration';
import { principalFinding } from '../grant-principal';
import type { Rule } from '../rule';

/** Who may retire a grant is one principal, named by its ARN. */
export const rule: Rule = {
  meta: {
    id: 'grant-retiring-principal',
    severity: 'error',
    title: 'The retiring principal of a grant is of no form that KMS accepts',
    why: 'KMS looks the retiring principal up when the grant is made. A bare name, a pattern, or the address of a Terraform resource in quotes is nobody: `CreateGrant` ends in `InvalidArnException`.',
    fix: 'Write the whole ARN of the role, path included, or a reference without quotes; or leave it out, and revoke the grant instead.',
    sources: [
      'KMS API Reference, CreateGrant, "RetiringPrincipal" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const { file, resource } of model.resources('aws_kms_grant')) {
      const finding = principalFinding(file, given(resource.body, 'retiring_principal'));
      if (finding) yield finding;
    }
  },
};
