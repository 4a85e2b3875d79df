import { actionStatus, nearestAction } from '../../facts/actions';
import { conditionKeyStatus } from '../../facts/condition-keys';
import { editDistance } from '../../facts/nearest';
import { hasPlaceholder } from '../../model/outlined';
import { isIamPolicy } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { knownTexts } from '../../model/conditions';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import type { Statement } from '../../model/statement';
import type { StringValue } from '../../syntax/value';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule, Severity } from '../rule';

/** Services whose tables are whole, so that a name that is not in them is a mistake. */
const OURS = /^(kms|s3|fsx):/i;

/** Action names that AWS does not have: nobody is allowed or denied anything by them. */
export const rule: Rule = {
  meta: {
    id: 'iam-action-unknown',
    severity: 'error',
    perPolicy: true,
    title: 'An action, or a pattern of actions, that does not exist',
    why: 'IAM and KMS accept any name and never match an unknown one: calls stay denied (or, in a Deny, allowed) and the policy looks right. S3 refuses a bucket\'s policy with such a name ("Policy has invalid action"). Several API operations need a permission of another name: `ListObjectsV2` needs `s3:ListBucket`.',
    fix: 'Write the name from the Service Authorization Reference. Case does not count; a pattern counts when it covers at least one action.',
    sources: [
      'Service Authorization Reference, "Actions, resources, and condition keys for AWS services" (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)',
      'S3 User Guide, "Required permissions for Amazon S3 API operations" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html)',
    ],
  },
  *check(model: Model) {
    for (const policy of model.policies) {
      if (!isIamPolicy(policy)) continue;
      for (const statement of policy.statements) {
        yield* outsideVariables(checkStatement(policy, statement), model);
      }
    }
  },
};

function* checkStatement(policy: Policy, { action, notAction }: Statement): Generator<Finding> {
  for (const value of knownTexts([...(action?.items ?? []), ...(notAction?.items ?? [])])) {
    const { text } = value;
    const status = actionStatus(text);
    if (status !== 'unknown' && status !== 'unknown-service') continue;
    // Other clouds' actions have two colons.
    if (text === '' || hasPlaceholder(text) || text.split(':').length > 2) continue;
    yield unknown(policy, value, status === 'unknown-service');
  }
}

/** The prefix of a service, in lower case; empty where there is none. */
function prefixOf(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase();
}

/**
 * What a name was meant to be. The same name under another prefix says nothing, unless the prefixes are alike:
 * many services have a `TagResource`.
 */
function meantBy(text: string, isService: boolean): string | undefined {
  const meant = nearestAction(text);
  if (meant === undefined || !isService || !text.includes(':')) return meant;
  return editDistance(prefixOf(text), prefixOf(meant)) <= 2 ? meant : undefined;
}

function unknown({ file, kind }: Policy, value: StringValue, isService: boolean): Finding {
  const { text } = value;
  const isKey = !isService && conditionKeyStatus(text) === 'known';
  const meant = isKey ? undefined : meantBy(text, isService);
  const what = isService
    ? text.includes(':')
      ? `no service has the prefix "${text.split(':')[0] ?? ''}"`
      : `an action begins with its service, as in "kms:Decrypt"`
    : isKey
      ? 'this is the name of a condition key, and no action'
      : `${prefixOf(text)} has no such action`;
  const consequence =
    kind === 'bucket'
      ? 'S3 refuses the policy with "invalid action"'
      : 'AWS accepts it and it matches no call';
  const otherwise = isKey ? 'Take it out.' : 'Write the name of an action.';
  const advice = meant === undefined ? otherwise : `Write "${meant}".`;
  return findingAt(file, value, `"${text}": ${what}; ${consequence}. ${advice}`, {
    severity: severityOf(text, isService, meant),
    fixes: meant === undefined ? [] : [replaceText(file, value, meant, { safe: false })],
  });
}

/**
 * AWS adds actions: without a name that is like it, an unknown one may be new. An unknown service is new as well,
 * or has been closed, and its name does no harm.
 */
function severityOf(text: string, isService: boolean, meant: string | undefined): Severity {
  if (isService && meant === undefined) return 'note';
  return meant !== undefined && (OURS.test(text) || OURS.test(meant)) ? 'error' : 'warning';
}
