import { nearest } from '../../facts/nearest';
import { lacks } from '../../model/elements';
import { isIamPolicy, statementHead, type PolicyStatement } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { findEntry } from '../../syntax/inspect';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** Every statement says `Allow` or `Deny`, in this spelling. */
export const rule: Rule = {
  meta: {
    id: 'iam-effect',
    severity: 'error',
    perPolicy: true,
    title: 'A statement has no Effect, or one that is neither Allow nor Deny',
    why: 'Effect is required, and its two values are case-sensitive. AWS refuses the policy otherwise, with a message that does not name the statement.',
    fix: 'Write `"Effect": "Allow"` or `"Effect": "Deny"`.',
    sources: [
      'IAM User Guide, "IAM JSON policy elements: Effect" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html)',
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      if (!isIamPolicy(policy)) continue;
      for (const statement of policy.statements) {
        yield* outsideVariables(checkEffect({ policy, statement }), model);
      }
    }
  },
};

function* checkEffect({ policy: { file }, statement }: PolicyStatement): Generator<Finding> {
  if (lacks(statement, 'Effect')) {
    yield {
      file,
      range: statementHead(statement),
      message:
        'The statement has no Effect: AWS refuses the policy as malformed. Add "Effect": "Allow" or "Deny".',
    };
    return;
  }
  const value = findEntry(statement.node, 'Effect')?.value;
  if (value?.kind !== 'string' || value.text === 'Allow' || value.text === 'Deny' || /[$<{]/.test(value.text))
    return;
  const meant = nearest(value.text, ['Allow', 'Deny'], 2);
  const message = `"${value.text}" is no Effect: AWS refuses the policy as malformed. Write ${meant === undefined ? '"Allow" or "Deny"' : `"${meant}"`}.`;
  const fixes = meant === undefined ? [] : [replaceText(file, value, meant, { safe: true })];
  yield findingAt(file, value, message, { fixes });
}
