import { ACCOUNT_ID, parseArn } from '../../facts/arns';
import { parseConditionOperator } from '../../facts/condition-operators';
import { conditionsOn, knownTexts } from '../../model/conditions';
import type { Policy } from '../../model/policy';
import { isStandIn } from '../../model/principals';
import type { Statement } from '../../model/statement';
import { textOf } from '../../syntax/inspect';
import type { StringValue } from '../../syntax/value';
import { findingAt, quotedList, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** `kms:CallerAccount` holds account ids, and those of the statement's principals: others never match. */
export const rule: Rule = {
  meta: {
    id: 'kms-caller-account',
    severity: 'error',
    perPolicy: true,
    title: 'kms:CallerAccount is no account id, or not the account of the principals',
    why: 'KMS compares `kms:CallerAccount` with the twelve digits of the account that calls. An ARN, a number of another length, or the account of somebody whom the statement does not name never matches. The statement then has no effect, and the caller gets `AccessDeniedException` although the policy looks right.',
    fix: "Write the twelve digits of the principals' account: for a file system's role, those of the file system's account.",
    sources: [
      'KMS Developer Guide, "kms:CallerAccount" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
    ],
  },
  *check({ policies }) {
    for (const policy of policies) {
      for (const statement of policy.statements) yield* checkStatement(policy, statement);
    }
  },
};

function* checkStatement(policy: Policy, statement: Statement): Generator<Finding> {
  const conditions = conditionsOn(statement, 'kms:CallerAccount');
  if (conditions.length === 0) return;
  const accounts = principalAccounts(statement);
  for (const { operator, values } of conditions) {
    const parsed = parseConditionOperator(operator.text);
    // A negated operator asks for somebody else, and a pattern is compared as one.
    if (parsed.status !== 'known' || parsed.operator.base.negated) continue;
    for (const value of knownTexts(values)) {
      if (/[*?$]/.test(value.text) || isStandIn(value.text)) continue;
      if (!ACCOUNT_ID.test(value.text)) yield notAnAccount(policy, value);
      else if (accounts && !accounts.includes(value.text)) yield otherAccount(policy, value, accounts);
    }
  }
}

function notAnAccount({ file }: Policy, value: StringValue): Finding {
  const meant = parseArn(value.text)?.account ?? '';
  const message = `"${value.text}" is not an account id: kms:CallerAccount never equals it, so the statement allows nothing. Write the twelve digits of the caller's account.`;
  return findingAt(file, value, message, {
    fixes: ACCOUNT_ID.test(meant) ? [replaceText(file, value, meant, { safe: true })] : [],
  });
}

function otherAccount({ file }: Policy, value: StringValue, accounts: readonly string[]): Finding {
  const message = `The principals are of account ${quotedList(accounts)}, and kms:CallerAccount asks for "${value.text}": no call fulfils both, so the statement has no effect. Write the principals' account.`;
  const [only] = accounts;
  return findingAt(file, value, message, {
    fixes:
      only !== undefined && accounts.length === 1 ? [replaceText(file, value, only, { safe: false })] : [],
  });
}

/** The accounts of a statement's principals; undefined where one of them is everybody, or not known. */
function principalAccounts({ principals, principalsComplete }: Statement): string[] | undefined {
  if (!principalsComplete || principals.length === 0) return undefined;
  const accounts = principals.map(({ type, value }) => {
    const text = textOf(value) ?? '';
    return type === 'AWS' ? (ACCOUNT_ID.test(text) ? text : parseArn(text)?.account) : undefined;
  });
  if (!accounts.every((account) => account !== undefined && ACCOUNT_ID.test(account))) return undefined;
  return [...new Set(accounts as string[])];
}
