import type { Policy } from '../../model/policy';
import { isIamPolicy, isMadeByDataSource } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { findEntry, textOf, valuesIn } from '../../syntax/inspect';
import type { StringValue } from '../../syntax/value';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

const CURRENT = '2012-10-17';
const OLD = '2008-10-17';
/** `${aws:username}` and the like; two colons are CloudFormation's. */
const POLICY_VARIABLE = /\$\{(?:aws|s3|kms|iam|sts|ec2|saml|cognito-identity[\w.]*):(?!:)[^}]+\}/i;

/** A policy's version is that of the language: one of two dates, of which only the newer one has variables. */
export const rule: Rule = {
  meta: {
    id: 'iam-policy-version',
    severity: 'error',
    perPolicy: true,
    title: 'Version is no version of the policy language, or one without policy variables',
    why: 'Version names the version of the policy language, not that of your policy. AWS refuses every date but 2012-10-17 and 2008-10-17. In the older one, which is also what counts where Version is missing, variables such as `${aws:PrincipalAccount}` are plain text: a condition with one never matches.',
    fix: 'Write `"Version": "2012-10-17"`.',
    sources: [
      'IAM User Guide, "IAM JSON policy elements: Version" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)',
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      if (isIamPolicy(policy)) yield* outsideVariables(checkPolicy(policy), model);
    }
  },
};

function* checkPolicy(policy: Policy): Generator<Finding> {
  const { node, file } = policy;
  const version = findEntry(node, 'Version')?.value;
  if (version?.kind === 'number' || version?.kind === 'boolean') {
    yield findingAt(file, version, refused(JSON.stringify(version.value)));
  } else if (version?.kind === 'string' && version.text !== CURRENT && version.text !== OLD) {
    // The newer version does all that the older one does.
    const fixes = [replaceText(file, version, CURRENT, { safe: /^20(08|12)/.test(version.text) })];
    yield findingAt(file, version, refused(`"${version.text}"`), { fixes });
  }
  if (version?.kind === 'string' && version.text === OLD) {
    const variable = policyVariable(policy);
    if (variable) {
      const message = `Version "${OLD}" has no policy variables: ${mention(variable)} is taken as plain text and matches nothing. Write "${CURRENT}".`;
      const fixes = [replaceText(file, version, CURRENT, { safe: false })];
      yield findingAt(file, version, message, { severity: 'warning', fixes });
    }
  } else if (!version && node.complete && !isMadeByDataSource(policy)) {
    const variable = policyVariable(policy);
    if (variable) {
      const message = `Without a Version the policy is read as "${OLD}", which has no policy variables: ${mention(variable)} is taken as plain text and matches nothing. Add "Version": "${CURRENT}".`;
      yield findingAt(file, variable, message, { severity: 'warning' });
    }
  }
}

function refused(written: string): string {
  return `${written} is no version of the policy language: AWS refuses the policy as malformed. Write "${CURRENT}".`;
}

function mention({ text }: StringValue): string {
  return POLICY_VARIABLE.exec(text)?.[0] ?? text;
}

/** The first value of a resource or condition that has a variable in it. */
function policyVariable({ statements }: Policy): StringValue | undefined {
  for (const { resource, notResource, conditionEntry } of statements) {
    for (const part of [resource?.entry, notResource?.entry, conditionEntry]) {
      if (!part) continue;
      for (const value of valuesIn(part.value)) {
        if (value.kind === 'string' && POLICY_VARIABLE.test(textOf(value) ?? '')) return value;
      }
    }
  }
  return undefined;
}
