import { awsFormProblem, type FormProblem } from '../../model/principal-form';
import { principalsOf, WITH_PRINCIPALS, type NamedPrincipal } from '../../model/principals';
import { statementsOf, type PolicyStatement } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { nearest } from '../../facts/nearest';
import { HOLE } from '../../syntax/text-map';
import type { Value } from '../../syntax/value';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** A principal is an account, a user, a role or a session by its ARN, under the type that it is of. */
export const rule: Rule = {
  meta: {
    id: 'iam-principal-form',
    severity: 'error',
    perPolicy: true,
    title: 'A principal is of no form that AWS accepts',
    why: 'AWS looks every principal up when a policy is saved. What is no account, user, role, session or service is refused as a whole policy: KMS says "Policy contains a statement with one or more invalid principals", S3 "Invalid principal in policy".',
    fix: 'Under `AWS` write twelve digits, or an ARN: `arn:aws:iam::111122223333:root`, `…:user/name`, `…:role/path/name`. Services stand under `Service`.',
    sources: [
      'IAM User Guide, "AWS JSON policy elements: Principal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)',
      'AWS re:Post, "Policy contains a statement with one or more invalid principals" (https://repost.aws/knowledge-center/kms-policy-error-invalid-principals)',
    ],
  },
  *check(model) {
    yield* outsideVariables(checkTypes(statementsOf(model, ...WITH_PRINCIPALS)), model);
    yield* outsideVariables(checkForms(principalsOf(model, ...WITH_PRINCIPALS)), model);
  },
};

/** `"Principal": { "Aws": … }`: the types are a closed list. */
function* checkTypes(statements: Iterable<PolicyStatement>): Generator<Finding> {
  for (const { policy, statement } of statements) {
    for (const element of [statement.principalEntry, statement.notPrincipalEntry]) {
      if (!element) continue;
      if (namesNobody(element.value)) {
        const message = `"${element.key.text}" has no principal by type: AWS refuses the policy. Write { "AWS": [ … ] }, or "*" for everybody.`;
        yield findingAt(policy.file, element.key, message);
      }
      if (element.value.kind !== 'object') continue;
      for (const { key } of element.value.entries) {
        const isKnown = (TYPES as readonly string[]).includes(key.text) || key.text === '*';
        if (isKnown || /[$<{]/.test(key.text)) continue;
        const meant = nearest(key.text, TYPES, 2);
        const message = `"${key.text}" is no type of principal: AWS refuses the policy. Write ${meant === undefined ? '"AWS", "Service" or "Federated"' : `"${meant}"`}.`;
        const fixes = meant === undefined ? [] : [replaceText(policy.file, key, meant, { safe: true })];
        yield findingAt(policy.file, key, message, { fixes });
      }
    }
  }
}

/** A list, a number or nothing in the place of the types. */
function namesNobody(value: Value): boolean {
  if (value.kind === 'object') return value.complete && value.entries.length === 0;
  if (value.kind === 'list') return value.complete;
  return value.kind === 'number' || value.kind === 'boolean' || value.kind === 'null';
}

function* checkForms(principals: Iterable<NamedPrincipal>): Generator<Finding> {
  for (const principal of principals) {
    const problem = problemOf(principal);
    if (!problem) continue;
    const { policy, value, text } = principal;
    const message = `"${text.replaceAll(HOLE, '${…}')}" ${problem.what}: AWS refuses the policy with "invalid principal". ${problem.instead}`;
    const isText = value.kind === 'string' && problem.text !== undefined;
    yield findingAt(policy.file, value, message, {
      fixes: isText ? [replaceText(policy.file, value, problem.text, { safe: true })] : [],
    });
  }
}

function problemOf({ type, text, policy }: NamedPrincipal): FormProblem | undefined {
  switch (type) {
    case 'AWS':
      return awsFormProblem(text);
    case '*':
      if (text === '*' || text.startsWith(HOLE)) return undefined;
      return { what: 'stands alone', instead: 'Only "*" can: write { "AWS": "…" }.' };
    case 'Service':
      if (!/^arn:|^\d{12}$/.test(text)) return undefined;
      return { what: 'is no service', instead: 'Put it under "AWS".' };
    case 'CanonicalUser':
      if (policy.kind !== 'key') return undefined;
      return { what: 'is a canonical user, which only S3 knows', instead: 'Write the ARN of the account.' };
    default:
      return undefined;
  }
}
