import { everyCondition, requiresKey, type KnownCondition } from '../../model/conditions';
import { renameToken } from '../condition-fixes';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Keys about an IAM principal or its organization in statements for an AWS service. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-service-principal',
    severity: 'error',
    perPolicy: true,
    title: 'A key about IAM principals in a statement for an AWS service',
    why: 'A service principal such as `cloudtrail.amazonaws.com` belongs to no organization and is no IAM principal. Its requests lack `aws:PrincipalOrgID` and its like, so that a condition on them never holds and the service is refused.',
    fix: 'Ask for whose resource the service acts: `aws:SourceOrgID`, `aws:SourceOrgPaths`, `aws:SourceAccount` or `aws:SourceArn`.',
    sources: [
      'IAM User Guide, "AWS global condition context keys" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)',
      'IAM User Guide, "The confused deputy problem" (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) yield* checkCondition(known);
  },
};

/** Keys that a service's own requests lack, and what stands in their place. */
const INSTEAD: Readonly<Record<string, string>> = {
  'aws:PrincipalOrgID': 'aws:SourceOrgID',
  'aws:PrincipalOrgPaths': 'aws:SourceOrgPaths',
};

function* checkCondition({
  policy,
  statement,
  condition,
  operator,
  key,
}: KnownCondition): Generator<Finding> {
  const meant = INSTEAD[key.name];
  const { principals, principalsComplete, effect } = statement;
  if (meant === undefined || effect !== 'Allow' || !requiresKey(operator)) return;
  const services = principals.filter(({ type }) => type === 'Service');
  if (services.length === 0 || !principalsComplete) return;
  const isForServices = services.length === principals.length;
  const result = isForServices
    ? 'the condition never holds and the statement allows nothing'
    : 'the statement allows its services nothing';
  const message = `A service principal belongs to no organization and its requests lack ${key.name}: ${result}. Write "${meant}"${isForServices ? '' : ', in a statement for the services alone'}.`;
  yield findingAt(policy.file, condition.key, message, {
    ...(!isForServices && { severity: 'warning' }),
    fixes: isForServices ? renameToken(policy, condition.key, meant, { safe: false }) : [],
  });
}
