import { WORKLOAD_IDENTITY_AUDIENCE } from '../../facts/terraform-cloud';
import { parseConditionOperator } from '../../facts/condition-operators';
import { isPositive } from '../../model/conditions';
import { statementHead } from '../../model/policy-scope';
import type { Condition } from '../../model/statement';
import { terraformCloudTrusts } from '../../model/terraform-cloud-trust';
import { textOf } from '../../syntax/inspect';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** A token says for whom it was made; one that was made for somebody else is not to be taken. */
export const rule: Rule = {
  meta: {
    id: 'iam-terraform-cloud-audience',
    severity: 'warning',
    perPolicy: true,
    title: 'A role for HCP Terraform does not ask for whom the token was made',
    why: `A run's token has an audience, its \`aud\` claim: \`${WORKLOAD_IDENTITY_AUDIENCE}\` unless the workspace sets \`TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE\`. Without a condition on it the role takes tokens for every audience that the account's OIDC provider lists, also those that runs hand to other services, which could use them here.`,
    fix: `Add the audience to the conditions: \`"StringEquals": { "app.terraform.io:aud": "${WORKLOAD_IDENTITY_AUDIENCE}" }\`.`,
    sources: [
      'HCP Terraform documentation, "Use dynamic credentials with the AWS provider" (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration)',
      'IAM User Guide, "Create a role for OpenID Connect federation" (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html)',
    ],
  },
  *check(model) {
    for (const { policy, statement, host, claims } of terraformCloudTrusts(model)) {
      const right = `"StringEquals": { "${host}:aud": "${WORKLOAD_IDENTITY_AUDIENCE}" }`;
      const audiences = claims.get('aud') ?? [];
      if (audiences.length === 0 && statement.conditionsComplete) {
        yield {
          file: policy.file,
          range: statementHead(statement),
          message: `Nothing is asked of "${host}:aud": tokens that a run got for another service may be used to assume the role. Add ${right} to the conditions.`,
        };
      }
      const anything = audiences.map(anyAudience);
      if (anything.some((value) => value === undefined)) continue;
      for (const value of anything) {
        if (!value) continue;
        const message = `"${textOf(value) ?? ''}" is every audience: tokens that a run got for another service may be used to assume the role. Write ${right}.`;
        yield findingAt(policy.file, value, message);
      }
    }
  },
};

/** The value that lets every audience in. */
function anyAudience({ operator, values }: Condition): Value | undefined {
  const parsed = parseConditionOperator(operator.text);
  if (parsed.status !== 'known' || !isPositive(parsed.operator) || !parsed.operator.base.wildcards)
    return undefined;
  return values.find((value) => /^\*+$/.test(textOf(value) ?? ''));
}
