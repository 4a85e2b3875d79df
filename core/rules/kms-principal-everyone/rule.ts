import { excludesOthers, isNarrowed } from '../../model/narrowing';
import type { Policy } from '../../model/policy';
import { statementsOf } from '../../model/policy-scope';
import type { Statement } from '../../model/statement';
import { outsideVariables } from '../../model/variables';
import { textOf } from '../../syntax/inspect';
import type { Model } from '../../model/model';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** `*` is everybody in every account of AWS, not everybody in the key's account. */
export const rule: Rule = {
  meta: {
    id: 'kms-principal-everyone',
    severity: 'error',
    perPolicy: true,
    title: 'Everybody in every AWS account may use the key',
    why: "In a key's policy the principal `*` is every identity of every account. Whoever has `kms:Decrypt` in an identity policy of an own account can then use the key. `kms:ViaService` and an encryption context do not change that: others can call through S3 too. AWS's own default policies use `*` with `kms:CallerAccount`, and FSx's with `aws:userid` besides.",
    fix: 'Name the accounts, or narrow by `kms:CallerAccount`, `aws:PrincipalOrgID`, `aws:PrincipalArn` or `aws:SourceAccount`.',
    sources: [
      'KMS Developer Guide, "Creating a key policy", "Principal" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
      'FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const { policy, statement } of statementsOf(model, 'key')) {
    if (statement.effect !== 'Allow' || isNarrowed(statement) || isLimitedElsewhere(policy)) continue;
    const everybody = statement.principals.find(
      ({ type, value }) => (type === '*' || type === 'AWS') && textOf(value) === '*',
    );
    if (!everybody) continue;
    yield findingAt(
      policy.file,
      everybody.value,
      '"*" is everybody in every AWS account, and no condition says whose calls are meant: anyone can use the key with an identity policy of their own. Name the accounts, or add "kms:CallerAccount" or "aws:PrincipalOrgID" to the conditions.',
    );
  }
}

/** A Deny for everybody but some narrows the whole policy. */
function isLimitedElsewhere({ statements }: Policy): boolean {
  return statements.some((statement) => statement.effect === 'Deny' && isForEverybodyElse(statement));
}

function isForEverybodyElse(statement: Statement): boolean {
  if (statement.notPrincipalEntry) return true;
  return statement.principals.some(({ value }) => textOf(value) === '*') && excludesOthers(statement);
}
