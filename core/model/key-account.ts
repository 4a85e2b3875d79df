/** The account that a key is in, as far as its policy or its provider says so. */
import { ACCOUNT_ID, parseArn } from '../facts/arns';
import { textOf } from '../syntax/inspect';
import { accountIdOf } from './account-compare';
import type { Model } from './model';
import type { Policy } from './policy';
import type { Statement } from './statement';

/**
 * Account of the key that has a policy: its provider's, else the only one to which the policy hands everything
 * (`kms:*` for the account, without conditions).
 */
export function keyAccountOf(policy: Policy, model: Model): string | undefined {
  const accounts = new Set(policy.holders.map((holder) => accountIdOf(holder, model)));
  const [account] = accounts;
  return accounts.size === 1 && account !== undefined ? account : policy.once(ownerOf);
}

function ownerOf(policy: Policy): string | undefined {
  const owners = new Set(policy.statements.filter(isForOwner).flatMap(accountPrincipals));
  const [owner] = owners;
  return owners.size === 1 && owner !== undefined && ACCOUNT_ID.test(owner) && policy.complete
    ? owner
    : undefined;
}

function isForOwner({ effect, action, conditionEntry, principalsComplete }: Statement): boolean {
  return (
    effect === 'Allow' &&
    principalsComplete &&
    conditionEntry === undefined &&
    (action?.items ?? []).some((item) => /^(kms:)?\*$/i.test(textOf(item) ?? ''))
  );
}

/** The accounts that stand among a statement's principals as such; `?` for what is not known. */
function accountPrincipals({ principals }: Statement): string[] {
  return principals.flatMap(({ type, value }) => {
    const text = textOf(value);
    if (type !== 'AWS') return [];
    if (text === undefined) return ['?'];
    const arn = parseArn(text);
    const account = arn?.resource === 'root' ? arn.account : text;
    return ACCOUNT_ID.test(account) ? [account] : [];
  });
}

/** The account of a principal that is written out: an account, or somebody of it. */
export function principalAccount(text: string): string | undefined {
  const account = parseArn(text)?.account ?? text;
  return ACCOUNT_ID.test(account) ? account : undefined;
}
