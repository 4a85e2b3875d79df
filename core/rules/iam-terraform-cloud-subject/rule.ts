import { parseConditionOperator } from '../../facts/condition-operators';
import { widePart, type SubjectScope } from '../../facts/terraform-cloud';
import { isPositive } from '../../model/conditions';
import { outlined } from '../../model/outlined';
import { statementHead } from '../../model/policy-scope';
import type { Condition } from '../../model/statement';
import { terraformCloudTrusts, type TerraformCloudTrust } from '../../model/terraform-cloud-trust';
import { HOLE } from '../../syntax/text-map';
import type { Value } from '../../syntax/value';
import { changeOperator } from '../condition-fixes';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const SUBJECT = 'organization:ORGANIZATION:project:PROJECT:workspace:WORKSPACE:run_phase:*';

/** Who gets in when a part of the subject is left open. */
const LETS_IN: Readonly<Record<SubjectScope, string>> = {
  organization: 'runs of every organization in HCP Terraform',
  project: 'runs of every project of the organization',
  workspace: 'runs of every workspace of the project, those that are made later too',
};

/** Whoever may make a run with a subject that the role trusts has the role's permissions. */
export const rule: Rule = {
  meta: {
    id: 'iam-terraform-cloud-subject',
    severity: 'warning',
    perPolicy: true,
    title: 'A role for HCP Terraform is open to more runs than those of named workspaces',
    why: `HCP Terraform signs a token for each run, and its \`sub\` claim says whose run it is: \`${SUBJECT}\`, with \`plan\` or \`apply\` at the end. All of its customers' tokens have the same issuer, so that this claim alone tells yours from theirs. Without a condition on it, or with \`*\` in the place of a name, others get the role's permissions. With \`StringEquals\`, \`*\` is a character like any other: no run has such a subject, and the run ends with "Not authorized to perform sts:AssumeRoleWithWebIdentity".`,
    fix: `Name organization, project and workspace, and leave only the phase open: \`"StringLike": { "app.terraform.io:sub": "${SUBJECT}" }\`. A role that several workspaces share has a list of such values.`,
    sources: [
      'HCP Terraform documentation, "Use dynamic credentials with the AWS provider" (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration)',
      'IAM User Guide, "Create a role for OpenID Connect federation" (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html)',
    ],
  },
  *check(model) {
    for (const trust of terraformCloudTrusts(model)) yield* checkTrust(trust);
  },
};

function* checkTrust(trust: TerraformCloudTrust): Generator<Finding> {
  const { policy, statement, host, claims } = trust;
  const subjects = claims.get('sub') ?? [];
  if (subjects.length === 0) {
    // What else is asked of the token may say whose it is.
    if (!statement.conditionsComplete || [...claims.keys()].some((claim) => claim !== 'aud')) return;
    yield {
      file: policy.file,
      range: statementHead(statement),
      message: `Nothing is asked of "${host}:sub": ${LETS_IN.organization} may assume the role. Add "StringLike": { "${host}:sub": "${SUBJECT}" } to the conditions.`,
    };
    return;
  }
  for (const condition of subjects) yield* literalWildcards(trust, condition);
  // Several conditions have to hold together: one that is narrow, or that is not known, narrows the others.
  const wide = subjects.map(widePatterns);
  if (wide.some((patterns) => patterns.length === 0)) return;
  for (const { value, scope, text } of wide.flat()) {
    const message = `"${text.replaceAll(HOLE, '${…}')}" leaves the ${scope} open: ${LETS_IN[scope]} may assume the role. Write the name of the ${scope}, as in "${SUBJECT}".`;
    yield findingAt(policy.file, value, message);
  }
}

interface WidePattern {
  value: Value;
  text: string;
  scope: SubjectScope;
}

/** The values of a condition that leave a name open. */
function widePatterns({ operator, values }: Condition): WidePattern[] {
  const parsed = parseConditionOperator(operator.text);
  if (parsed.status !== 'known' || !isPositive(parsed.operator) || !parsed.operator.base.wildcards) return [];
  return values.flatMap((value) => {
    const text = outlined(value)?.text;
    // What is not known may hold more than one name.
    if (text === undefined || !/[*?]/.test(text) || text.startsWith(HOLE)) return [];
    const scope = widePart(text);
    return scope === undefined ? [] : [{ value, text, scope }];
  });
}

/** A wildcard where there are none. */
function* literalWildcards(
  { policy, statement, host }: TerraformCloudTrust,
  condition: Condition,
): Generator<Finding> {
  const parsed = parseConditionOperator(condition.operator.text);
  if (parsed.status !== 'known' || !isPositive(parsed.operator) || parsed.operator.base.wildcards) return;
  for (const value of condition.values) {
    const text = outlined(value)?.text.replaceAll(HOLE, '${…}');
    if (text === undefined || !/[*?]/.test(text)) continue;
    const { text: operator } = parsed.operator;
    yield findingAt(
      policy.file,
      value,
      `"${text}" has a wildcard, and ${operator} compares it letter by letter: no run has this "${host}:sub", and AssumeRoleWithWebIdentity is refused. Write StringLike instead of ${operator}.`,
      {
        severity: 'error',
        fixes: changeOperator(policy, statement, condition, 'StringLike', {
          safe: false,
          shared: true,
          title: 'Replace by StringLike',
        }),
      },
    );
  }
}
