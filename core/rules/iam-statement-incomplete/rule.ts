import { lacks } from '../../model/elements';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isAttached, isIamPolicy, statementHead } from '../../model/policy-scope';
import type { Statement } from '../../model/statement';
import { findEntry } from '../../syntax/inspect';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const PAIRS = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

/** A statement says what and, but for a role's trust policy, on what; a name and its opposite exclude each other. */
export const rule: Rule = {
  meta: {
    id: 'iam-statement-incomplete',
    severity: 'error',
    perPolicy: true,
    title: 'A statement lacks Action or Resource, or has an element and its opposite',
    why: "Every statement needs `Action` or `NotAction`, and in the policies of buckets and identities `Resource` or `NotResource`. AWS refuses the policy otherwise, and as well when both of a pair are there. (A key's policy without `Resource` is accepted and has no effect: that is another rule.)",
    fix: 'Add what is missing; of two that exclude each other, keep one.',
    sources: [
      'IAM User Guide, "Grammar of the IAM JSON policy language" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)',
    ],
  },
  *check({ policies }: Model) {
    for (const policy of policies) {
      if (!isIamPolicy(policy)) continue;
      for (const statement of policy.statements) yield* checkStatement(policy, statement);
    }
  },
};

function* checkStatement(policy: Policy, statement: Statement): Generator<Finding> {
  const { file, kind } = policy;
  const range = statementHead(statement);
  if (kind !== 'key' && lacks(statement, 'Action', 'NotAction')) {
    yield {
      file,
      range,
      message:
        'The statement has no Action: AWS refuses the policy as malformed. Add the actions that it is about.',
    };
  } else if (needsResource(policy) && lacks(statement, 'Resource', 'NotResource')) {
    yield {
      file,
      range,
      message:
        'The statement has no Resource: AWS refuses the policy as malformed. Add the ARNs that it is about.',
    };
  }
  for (const [name, opposite] of PAIRS) {
    const entry = findEntry(statement.node, opposite);
    if (!entry || !findEntry(statement.node, name)) continue;
    const message = `"${entry.key.text}" excludes "${name}", which the statement has too: AWS refuses the policy as malformed. Keep one of them.`;
    yield findingAt(file, entry.key, message);
  }
}

/** Policies of other resources have forms of their own. */
function needsResource(policy: Policy): boolean {
  if (policy.kind === 'bucket' || policy.kind === 'guard') return true;
  return policy.kind === 'identity' && (isAttached(policy) || policy.file.language === 'json');
}
